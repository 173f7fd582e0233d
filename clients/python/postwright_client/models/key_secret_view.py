from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="KeySecretView")


@_attrs_define
class KeySecretView:
    """One text of a key."""

    prefix: str
    """ How it begins, behind `pw_live_`. """
    created_at: datetime.datetime
    works_until: datetime.datetime | None
    """ Set once the key was rotated. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        prefix = self.prefix

        created_at = self.created_at.isoformat()

        works_until: None | str
        if isinstance(self.works_until, datetime.datetime):
            works_until = self.works_until.isoformat()
        else:
            works_until = self.works_until

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "prefix": prefix,
                "created_at": created_at,
                "works_until": works_until,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        prefix = d.pop("prefix")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        def _parse_works_until(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                works_until_type_0 = datetime.datetime.fromisoformat(data)

                return works_until_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        works_until = _parse_works_until(d.pop("works_until"))

        key_secret_view = cls(
            prefix=prefix,
            created_at=created_at,
            works_until=works_until,
        )

        key_secret_view.additional_properties = d
        return key_secret_view

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
