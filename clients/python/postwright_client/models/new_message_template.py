from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="NewMessageTemplate")


@_attrs_define
class NewMessageTemplate:
    """A message that the network approved beforehand, with what is filled in."""

    name: str
    language: str
    parameters: list[str] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        language = self.language

        parameters: list[str] | Unset = UNSET
        if not isinstance(self.parameters, Unset):
            parameters = self.parameters

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
                "language": language,
            }
        )
        if parameters is not UNSET:
            field_dict["parameters"] = parameters

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        language = d.pop("language")

        parameters = cast(list[str], d.pop("parameters", UNSET))

        new_message_template = cls(
            name=name,
            language=language,
            parameters=parameters,
        )

        return new_message_template
