from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.recovery_way import RecoveryWay, check_recovery_way
from ..types import UNSET, Unset

T = TypeVar("T", bound="Recovery")


@_attrs_define
class Recovery:
    """How an unknown outcome of publishing is resolved."""

    way: RecoveryWay
    """ `status`: what was prepared tells for certain whether it went out; `person`: nothing does. """
    detail: str
    source: str
    window_seconds: int | None | Unset = UNSET
    """ For how long that holds; null: for ever. """

    def to_dict(self) -> dict[str, Any]:
        way: str = self.way

        detail = self.detail

        source = self.source

        window_seconds: int | None | Unset
        if isinstance(self.window_seconds, Unset):
            window_seconds = UNSET
        else:
            window_seconds = self.window_seconds

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "way": way,
                "detail": detail,
                "source": source,
            }
        )
        if window_seconds is not UNSET:
            field_dict["window_seconds"] = window_seconds

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        way = check_recovery_way(d.pop("way"))

        detail = d.pop("detail")

        source = d.pop("source")

        def _parse_window_seconds(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        window_seconds = _parse_window_seconds(d.pop("window_seconds", UNSET))

        recovery = cls(
            way=way,
            detail=detail,
            source=source,
            window_seconds=window_seconds,
        )

        return recovery
