from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="QuietHours")


@_attrs_define
class QuietHours:
    """No e-mail between these, by the clock where the person is; over midnight too."""

    begins: str
    """ Local time. """
    ends: str
    """ Local time. """

    def to_dict(self) -> dict[str, Any]:
        begins = self.begins

        ends = self.ends

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "begins": begins,
                "ends": ends,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        begins = d.pop("begins")

        ends = d.pop("ends")

        quiet_hours = cls(
            begins=begins,
            ends=ends,
        )

        return quiet_hours
