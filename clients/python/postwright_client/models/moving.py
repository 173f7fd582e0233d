from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="Moving")


@_attrs_define
class Moving:
    """A move to another folder."""

    kind: Literal["move"]
    folder: str
    """ Its path from the top; empty is the top. """

    def to_dict(self) -> dict[str, Any]:
        kind = self.kind

        folder = self.folder

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "kind": kind,
                "folder": folder,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        kind = cast(Literal["move"], d.pop("kind"))
        if kind != "move":
            raise ValueError(f"kind must match const 'move', got '{kind}'")

        folder = d.pop("folder")

        moving = cls(
            kind=kind,
            folder=folder,
        )

        return moving
