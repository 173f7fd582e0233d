from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="NumberVariable")


@_attrs_define
class NumberVariable:
    """A number."""

    name: str
    """ As it stands in the template. """
    type_: Literal["number"]
    label: str | Unset = ""
    """ For whoever fills it in. """
    required: bool | Unset = False
    """ Whether it must be given where it has no default. """
    default: float | int | None | Unset = UNSET
    least: float | int | None | Unset = UNSET
    most: float | int | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        type_ = self.type_

        label = self.label

        required = self.required

        default: float | int | None | Unset
        if isinstance(self.default, Unset):
            default = UNSET
        else:
            default = self.default

        least: float | int | None | Unset
        if isinstance(self.least, Unset):
            least = UNSET
        else:
            least = self.least

        most: float | int | None | Unset
        if isinstance(self.most, Unset):
            most = UNSET
        else:
            most = self.most

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
        if least is not UNSET:
            field_dict["least"] = least
        if most is not UNSET:
            field_dict["most"] = most

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        type_ = cast(Literal["number"], d.pop("type"))
        if type_ != "number":
            raise ValueError(f"type must match const 'number', got '{type_}'")

        label = d.pop("label", UNSET)

        required = d.pop("required", UNSET)

        def _parse_default(data: object) -> float | int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | int | None | Unset, data)

        default = _parse_default(d.pop("default", UNSET))

        def _parse_least(data: object) -> float | int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | int | None | Unset, data)

        least = _parse_least(d.pop("least", UNSET))

        def _parse_most(data: object) -> float | int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | int | None | Unset, data)

        most = _parse_most(d.pop("most", UNSET))

        number_variable = cls(
            name=name,
            type_=type_,
            label=label,
            required=required,
            default=default,
            least=least,
            most=most,
        )

        return number_variable
