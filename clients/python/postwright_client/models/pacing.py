from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.pacing_window import PacingWindow


T = TypeVar("T", bound="Pacing")


@_attrs_define
class Pacing:
    """What an account may publish, kept by us so that the network never has to refuse."""

    windows: list[PacingWindow] | Unset = UNSET
    min_spacing_seconds: float | Unset = 0.0

    def to_dict(self) -> dict[str, Any]:
        windows: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.windows, Unset):
            windows = []
            for windows_item_data in self.windows:
                windows_item = windows_item_data.to_dict()
                windows.append(windows_item)

        min_spacing_seconds = self.min_spacing_seconds

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if windows is not UNSET:
            field_dict["windows"] = windows
        if min_spacing_seconds is not UNSET:
            field_dict["min_spacing_seconds"] = min_spacing_seconds

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.pacing_window import PacingWindow  # noqa: PLC0415

        d = dict(src_dict)
        _windows = d.pop("windows", UNSET)
        windows: list[PacingWindow] | Unset = UNSET
        if _windows is not UNSET:
            windows = []
            for windows_item_data in _windows:
                windows_item = PacingWindow.from_dict(windows_item_data)

                windows.append(windows_item)

        min_spacing_seconds = d.pop("min_spacing_seconds", UNSET)

        pacing = cls(
            windows=windows,
            min_spacing_seconds=min_spacing_seconds,
        )

        return pacing
