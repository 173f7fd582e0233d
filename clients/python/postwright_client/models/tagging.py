from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="Tagging")


@_attrs_define
class Tagging:
    """Tags put on and taken off."""

    kind: Literal["tag"]
    add: list[str] | Unset = UNSET
    """ In any case; kept in small letters, each once. """
    remove: list[str] | Unset = UNSET
    """ In any case; kept in small letters, each once. """

    def to_dict(self) -> dict[str, Any]:
        kind = self.kind

        add: list[str] | Unset = UNSET
        if not isinstance(self.add, Unset):
            add = self.add

        remove: list[str] | Unset = UNSET
        if not isinstance(self.remove, Unset):
            remove = self.remove

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "kind": kind,
            }
        )
        if add is not UNSET:
            field_dict["add"] = add
        if remove is not UNSET:
            field_dict["remove"] = remove

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        kind = cast(Literal["tag"], d.pop("kind"))
        if kind != "tag":
            raise ValueError(f"kind must match const 'tag', got '{kind}'")

        add = cast(list[str], d.pop("add", UNSET))

        remove = cast(list[str], d.pop("remove", UNSET))

        tagging = cls(
            kind=kind,
            add=add,
            remove=remove,
        )

        return tagging
