from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.redelivery_only import RedeliveryOnly, check_redelivery_only
from ..types import UNSET, Unset

T = TypeVar("T", bound="Redelivery")


@_attrs_define
class Redelivery:
    """What is to be sent once more."""

    since: datetime.datetime
    """ What happened then or later. """
    only: RedeliveryOnly | Unset = "failed"
    """ `all`: also what was delivered before. """

    def to_dict(self) -> dict[str, Any]:
        since = self.since.isoformat()

        only: str | Unset = UNSET
        if not isinstance(self.only, Unset):
            only = self.only

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "since": since,
            }
        )
        if only is not UNSET:
            field_dict["only"] = only

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        since = datetime.datetime.fromisoformat(d.pop("since"))

        _only = d.pop("only", UNSET)
        only: RedeliveryOnly | Unset
        if isinstance(_only, Unset):
            only = UNSET
        else:
            only = check_redelivery_only(_only)

        redelivery = cls(
            since=since,
            only=only,
        )

        return redelivery
