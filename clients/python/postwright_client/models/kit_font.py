from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="KitFont")


@_attrs_define
class KitFont:
    """A font by its name, and what it is for."""

    name: str
    role: str

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        role = self.role

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
                "role": role,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        role = d.pop("role")

        kit_font = cls(
            name=name,
            role=role,
        )

        return kit_font
