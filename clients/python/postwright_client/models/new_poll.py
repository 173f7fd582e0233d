from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="NewPoll")


@_attrs_define
class NewPoll:
    """A question's answers; the text asks it."""

    options: list[str]
    duration_seconds: int
    multiple: bool | Unset = False
    """ Whether several may be chosen. """

    def to_dict(self) -> dict[str, Any]:
        options = self.options

        duration_seconds = self.duration_seconds

        multiple = self.multiple

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "options": options,
                "duration_seconds": duration_seconds,
            }
        )
        if multiple is not UNSET:
            field_dict["multiple"] = multiple

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        options = cast(list[str], d.pop("options"))

        duration_seconds = d.pop("duration_seconds")

        multiple = d.pop("multiple", UNSET)

        new_poll = cls(
            options=options,
            duration_seconds=duration_seconds,
            multiple=multiple,
        )

        return new_poll
