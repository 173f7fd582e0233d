from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.kit_color_role import KitColorRole, check_kit_color_role

T = TypeVar("T", bound="KitColor")


@_attrs_define
class KitColor:
    """A colour, and what it is for."""

    hex_: str
    role: KitColorRole

    def to_dict(self) -> dict[str, Any]:
        hex_ = self.hex_

        role: str = self.role

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "hex": hex_,
                "role": role,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        hex_ = d.pop("hex")

        role = check_kit_color_role(d.pop("role"))

        kit_color = cls(
            hex_=hex_,
            role=role,
        )

        return kit_color
