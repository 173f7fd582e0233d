from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="MetricRules")


@_attrs_define
class MetricRules:
    """Figures the network gives; one that is not here is not available, which is not 0."""

    source: str
    post: list[str] | Unset = UNSET
    account: list[str] | Unset = UNSET
    batch: int | Unset = 1
    """ Posts asked for in one call. """
    days: int | None | Unset = UNSET
    """ For how long after publication they can be asked for. """

    def to_dict(self) -> dict[str, Any]:
        source = self.source

        post: list[str] | Unset = UNSET
        if not isinstance(self.post, Unset):
            post = self.post

        account: list[str] | Unset = UNSET
        if not isinstance(self.account, Unset):
            account = self.account

        batch = self.batch

        days: int | None | Unset
        if isinstance(self.days, Unset):
            days = UNSET
        else:
            days = self.days

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "source": source,
            }
        )
        if post is not UNSET:
            field_dict["post"] = post
        if account is not UNSET:
            field_dict["account"] = account
        if batch is not UNSET:
            field_dict["batch"] = batch
        if days is not UNSET:
            field_dict["days"] = days

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        source = d.pop("source")

        post = cast(list[str], d.pop("post", UNSET))

        account = cast(list[str], d.pop("account", UNSET))

        batch = d.pop("batch", UNSET)

        def _parse_days(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        days = _parse_days(d.pop("days", UNSET))

        metric_rules = cls(
            source=source,
            post=post,
            account=account,
            batch=batch,
            days=days,
        )

        return metric_rules
