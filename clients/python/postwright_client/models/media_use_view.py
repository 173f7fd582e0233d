from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="MediaUseView")


@_attrs_define
class MediaUseView:
    """Something that uses a file."""

    kind: str
    """ What it is. """
    id: UUID
    is_open: bool
    """ It has still to go out or to be decided on: it needs the file. """
    used_at: datetime.datetime
    """ When that was, as far as it went. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        kind = self.kind

        id = str(self.id)

        is_open = self.is_open

        used_at = self.used_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "kind": kind,
                "id": id,
                "is_open": is_open,
                "used_at": used_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        kind = d.pop("kind")

        id = UUID(d.pop("id"))

        is_open = d.pop("is_open")

        used_at = datetime.datetime.fromisoformat(d.pop("used_at"))

        media_use_view = cls(
            kind=kind,
            id=id,
            is_open=is_open,
            used_at=used_at,
        )

        media_use_view.additional_properties = d
        return media_use_view

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
