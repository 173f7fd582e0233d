from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="RetentionRule")


@_attrs_define
class RetentionRule:
    """When media that nothing uses are deleted."""

    unused_days: int | None
    """ Days without use or change, after which they are deleted and can be restored for some days more; null:
    never. """

    def to_dict(self) -> dict[str, Any]:
        unused_days: int | None
        unused_days = self.unused_days

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "unused_days": unused_days,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_unused_days(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        unused_days = _parse_unused_days(d.pop("unused_days"))

        retention_rule = cls(
            unused_days=unused_days,
        )

        return retention_rule
