from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="MediaVariable")


@_attrs_define
class MediaVariable:
    """A picture or video of the organisation; in a text it stands for its alternative text."""

    name: str
    """ As it stands in the template. """
    type_: Literal["media"]
    label: str | Unset = ""
    """ For whoever fills it in. """
    required: bool | Unset = False
    """ Whether it must be given where it has no default. """

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        type_ = self.type_

        label = self.label

        required = self.required

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

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        type_ = cast(Literal["media"], d.pop("type"))
        if type_ != "media":
            raise ValueError(f"type must match const 'media', got '{type_}'")

        label = d.pop("label", UNSET)

        required = d.pop("required", UNSET)

        media_variable = cls(
            name=name,
            type_=type_,
            label=label,
            required=required,
        )

        return media_variable
