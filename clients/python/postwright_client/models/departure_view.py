from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="DepartureView")


@_attrs_define
class DepartureView:
    """Send the person there, and keep `binding` in their browser until they are back."""

    authorize_url: str
    binding: str
    """ Send it with what they bring back: it shows that it is the same browser. """
    expires_at: datetime.datetime
    """ Until then they must be back. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        authorize_url = self.authorize_url

        binding = self.binding

        expires_at = self.expires_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "authorize_url": authorize_url,
                "binding": binding,
                "expires_at": expires_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        authorize_url = d.pop("authorize_url")

        binding = d.pop("binding")

        expires_at = datetime.datetime.fromisoformat(d.pop("expires_at"))

        departure_view = cls(
            authorize_url=authorize_url,
            binding=binding,
            expires_at=expires_at,
        )

        departure_view.additional_properties = d
        return departure_view

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
