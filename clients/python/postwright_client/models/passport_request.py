from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="PassportRequest")


@_attrs_define
class PassportRequest:
    """What it was generated for."""

    request_id: UUID
    brand: str
    topic: str
    brief: str
    tone: str
    audience: str
    created_by: UUID
    created_at: datetime.datetime
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        request_id = str(self.request_id)

        brand = self.brand

        topic = self.topic

        brief = self.brief

        tone = self.tone

        audience = self.audience

        created_by = str(self.created_by)

        created_at = self.created_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "request_id": request_id,
                "brand": brand,
                "topic": topic,
                "brief": brief,
                "tone": tone,
                "audience": audience,
                "created_by": created_by,
                "created_at": created_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        request_id = UUID(d.pop("request_id"))

        brand = d.pop("brand")

        topic = d.pop("topic")

        brief = d.pop("brief")

        tone = d.pop("tone")

        audience = d.pop("audience")

        created_by = UUID(d.pop("created_by"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        passport_request = cls(
            request_id=request_id,
            brand=brand,
            topic=topic,
            brief=brief,
            tone=tone,
            audience=audience,
            created_by=created_by,
            created_at=created_at,
        )

        passport_request.additional_properties = d
        return passport_request

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
