from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="ChoiceIds")


@_attrs_define
class ChoiceIds:
    choice_ids: list[str]
    """ Of the connection's choices. """

    def to_dict(self) -> dict[str, Any]:
        choice_ids = self.choice_ids

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "choice_ids": choice_ids,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        choice_ids = cast(list[str], d.pop("choice_ids"))

        choice_ids = cls(
            choice_ids=choice_ids,
        )

        return choice_ids
