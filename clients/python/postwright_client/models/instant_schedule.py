from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Literal, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="InstantSchedule")


@_attrs_define
class InstantSchedule:
    """It goes out at that instant."""

    at: datetime.datetime
    """ RFC 3339 with offset. """
    kind: Literal["instant"] | Unset = "instant"

    def to_dict(self) -> dict[str, Any]:
        at = self.at.isoformat()

        kind = self.kind

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "at": at,
            }
        )
        if kind is not UNSET:
            field_dict["kind"] = kind

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        at = datetime.datetime.fromisoformat(d.pop("at"))

        kind = cast(Literal["instant"] | Unset, d.pop("kind", UNSET))
        if kind != "instant" and not isinstance(kind, Unset):
            raise ValueError(f"kind must match const 'instant', got '{kind}'")

        instant_schedule = cls(
            at=at,
            kind=kind,
        )

        return instant_schedule
