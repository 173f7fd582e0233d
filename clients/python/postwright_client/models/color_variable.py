from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="ColorVariable")


@_attrs_define
class ColorVariable:
    """A colour."""

    name: str
    """ As it stands in the template. """
    type_: Literal["color"]
    label: str | Unset = ""
    """ For whoever fills it in. """
    required: bool | Unset = False
    """ Whether it must be given where it has no default. """
    default: None | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        type_ = self.type_

        label = self.label

        required = self.required

        default: None | str | Unset
        if isinstance(self.default, Unset):
            default = UNSET
        else:
            default = self.default

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
                "type": type_,
            }
        )
        if label is not UNSET:
            field_dict["label"] = label
        if required is not UNSET:
            field_dict["required"] = required
        if default is not UNSET:
            field_dict["default"] = default

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        type_ = cast(Literal["color"], d.pop("type"))
        if type_ != "color":
            raise ValueError(f"type must match const 'color', got '{type_}'")

        label = d.pop("label", UNSET)

        required = d.pop("required", UNSET)

        def _parse_default(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        default = _parse_default(d.pop("default", UNSET))

        color_variable = cls(
            name=name,
            type_=type_,
            label=label,
            required=required,
            default=default,
        )

        return color_variable
