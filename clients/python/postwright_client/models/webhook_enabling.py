from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="WebhookEnabling")


@_attrs_define
class WebhookEnabling:
    """How a disabled webhook begins again."""

    discard_backlog: bool | Unset = False
    """ Do not send what was kept while it was disabled. """

    def to_dict(self) -> dict[str, Any]:
        discard_backlog = self.discard_backlog

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if discard_backlog is not UNSET:
            field_dict["discard_backlog"] = discard_backlog

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        discard_backlog = d.pop("discard_backlog", UNSET)

        webhook_enabling = cls(
            discard_backlog=discard_backlog,
        )

        return webhook_enabling
