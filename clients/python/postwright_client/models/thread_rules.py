from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.limit import Limit


T = TypeVar("T", bound="ThreadRules")


@_attrs_define
class ThreadRules:
    """Further posts, each an answer to the one before; each is held to the rules of a `post`."""

    max_parts: Limit
    """ The most of something. """

    def to_dict(self) -> dict[str, Any]:
        max_parts = self.max_parts.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "max_parts": max_parts,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.limit import Limit  # noqa: PLC0415

        d = dict(src_dict)
        max_parts = Limit.from_dict(d.pop("max_parts"))

        thread_rules = cls(
            max_parts=max_parts,
        )

        return thread_rules
