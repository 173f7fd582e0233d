from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.pacing_window_kind_type_0 import PacingWindowKindType0, check_pacing_window_kind_type_0
from ..types import UNSET, Unset

T = TypeVar("T", bound="PacingWindow")


@_attrs_define
class PacingWindow:
    """So many posts of an account in so many seconds."""

    max_: int
    seconds: int
    source: str
    kind: None | PacingWindowKindType0 | Unset = UNSET
    """ Of which posts; None for all. """

    def to_dict(self) -> dict[str, Any]:
        max_ = self.max_

        seconds = self.seconds

        source = self.source

        kind: None | str | Unset
        if isinstance(self.kind, Unset):
            kind = UNSET
        elif isinstance(self.kind, str):
            kind = self.kind
        else:
            kind = self.kind

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "max": max_,
                "seconds": seconds,
                "source": source,
            }
        )
        if kind is not UNSET:
            field_dict["kind"] = kind

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        max_ = d.pop("max")

        seconds = d.pop("seconds")

        source = d.pop("source")

        def _parse_kind(data: object) -> None | PacingWindowKindType0 | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                kind_type_0 = check_pacing_window_kind_type_0(data)

                return kind_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | PacingWindowKindType0 | Unset, data)

        kind = _parse_kind(d.pop("kind", UNSET))

        pacing_window = cls(
            max_=max_,
            seconds=seconds,
            source=source,
            kind=kind,
        )

        return pacing_window
