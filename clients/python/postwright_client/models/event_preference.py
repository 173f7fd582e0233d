from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="EventPreference")


@_attrs_define
class EventPreference:
    """Where the caller is told of one type of event."""

    type_: str
    summary: str
    in_app: bool
    email: bool
    in_app_by_default: bool
    email_by_default: bool
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_

        summary = self.summary

        in_app = self.in_app

        email = self.email

        in_app_by_default = self.in_app_by_default

        email_by_default = self.email_by_default

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "type": type_,
                "summary": summary,
                "in_app": in_app,
                "email": email,
                "in_app_by_default": in_app_by_default,
                "email_by_default": email_by_default,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        type_ = d.pop("type")

        summary = d.pop("summary")

        in_app = d.pop("in_app")

        email = d.pop("email")

        in_app_by_default = d.pop("in_app_by_default")

        email_by_default = d.pop("email_by_default")

        event_preference = cls(
            type_=type_,
            summary=summary,
            in_app=in_app,
            email=email,
            in_app_by_default=in_app_by_default,
            email_by_default=email_by_default,
        )

        event_preference.additional_properties = d
        return event_preference

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
