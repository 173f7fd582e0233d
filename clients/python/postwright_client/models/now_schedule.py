from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="NowSchedule")


@_attrs_define
class NowSchedule:
    """It goes out as soon as it is ready and approved."""

    kind: Literal["now"] | Unset = "now"

    def to_dict(self) -> dict[str, Any]:
        kind = self.kind

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if kind is not UNSET:
            field_dict["kind"] = kind

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        kind = cast(Literal["now"] | Unset, d.pop("kind", UNSET))
        if kind != "now" and not isinstance(kind, Unset):
            raise ValueError(f"kind must match const 'now', got '{kind}'")

        now_schedule = cls(
            kind=kind,
        )

        return now_schedule
