from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="Progress")


@_attrs_define
class Progress:
    """How far the content is."""

    steps_done: int
    steps_total: int
    """ 0 until the work has begun. """
    last_step: None | str
    """ What was done last, such as caption. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        steps_done = self.steps_done

        steps_total = self.steps_total

        last_step: None | str
        last_step = self.last_step

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "steps_done": steps_done,
                "steps_total": steps_total,
                "last_step": last_step,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        steps_done = d.pop("steps_done")

        steps_total = d.pop("steps_total")

        def _parse_last_step(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        last_step = _parse_last_step(d.pop("last_step"))

        progress = cls(
            steps_done=steps_done,
            steps_total=steps_total,
            last_step=last_step,
        )

        progress.additional_properties = d
        return progress

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
