from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="LinkRule")


@_attrs_define
class LinkRule:
    """How links count."""

    counts_as: int | None
    """ Characters a link counts whatever its length; null: as written. """
    source: str

    def to_dict(self) -> dict[str, Any]:
        counts_as: int | None
        counts_as = self.counts_as

        source = self.source

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "counts_as": counts_as,
                "source": source,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_counts_as(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        counts_as = _parse_counts_as(d.pop("counts_as"))

        source = d.pop("source")

        link_rule = cls(
            counts_as=counts_as,
            source=source,
        )

        return link_rule
