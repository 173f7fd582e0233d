from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.shelving_kind import ShelvingKind, check_shelving_kind

T = TypeVar("T", bound="Shelving")


@_attrs_define
class Shelving:
    """Out of the list, back into it, or away."""

    kind: ShelvingKind

    def to_dict(self) -> dict[str, Any]:
        kind: str = self.kind

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "kind": kind,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        kind = check_shelving_kind(d.pop("kind"))

        shelving = cls(
            kind=kind,
        )

        return shelving
