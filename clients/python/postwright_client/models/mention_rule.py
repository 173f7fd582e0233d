from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="MentionRule")


@_attrs_define
class MentionRule:
    """How mentions of people count."""

    remote_domain_counts: bool
    """ Whether the server part of @person@server counts. """
    source: str

    def to_dict(self) -> dict[str, Any]:
        remote_domain_counts = self.remote_domain_counts

        source = self.source

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "remote_domain_counts": remote_domain_counts,
                "source": source,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        remote_domain_counts = d.pop("remote_domain_counts")

        source = d.pop("source")

        mention_rule = cls(
            remote_domain_counts=remote_domain_counts,
            source=source,
        )

        return mention_rule
