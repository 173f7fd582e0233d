from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.limit import Limit


T = TypeVar("T", bound="RecipientRules")


@_attrs_define
class RecipientRules:
    """Networks of messages: each recipient gets one of their own."""

    pattern: str
    """ Regular expression of one recipient. """
    max_count: Limit
    """ The most of something. """

    def to_dict(self) -> dict[str, Any]:
        pattern = self.pattern

        max_count = self.max_count.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "pattern": pattern,
                "max_count": max_count,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.limit import Limit  # noqa: PLC0415

        d = dict(src_dict)
        pattern = d.pop("pattern")

        max_count = Limit.from_dict(d.pop("max_count"))

        recipient_rules = cls(
            pattern=pattern,
            max_count=max_count,
        )

        return recipient_rules
