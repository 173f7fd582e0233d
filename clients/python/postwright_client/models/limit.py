from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="Limit")


@_attrs_define
class Limit:
    """The most of something."""

    max_: int
    source: str
    """ Key of the network's `sources`. """

    def to_dict(self) -> dict[str, Any]:
        max_ = self.max_

        source = self.source

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "max": max_,
                "source": source,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        max_ = d.pop("max")

        source = d.pop("source")

        limit = cls(
            max_=max_,
            source=source,
        )

        return limit
