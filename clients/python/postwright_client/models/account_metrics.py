from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.account_metrics_metrics import AccountMetricsMetrics


T = TypeVar("T", bound="AccountMetrics")


@_attrs_define
class AccountMetrics:
    """What an account's network told of it, and when."""

    measured_at: datetime.datetime
    """ When the network was asked: the figures are of then. """
    metrics: AccountMetricsMetrics
    """ By name. What is not here is not available, which is not 0. """
    not_available: list[str]
    """ What this network tells at all and did not tell this time. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        measured_at = self.measured_at.isoformat()

        metrics = self.metrics.to_dict()

        not_available = self.not_available

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "measured_at": measured_at,
                "metrics": metrics,
                "not_available": not_available,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.account_metrics_metrics import AccountMetricsMetrics  # noqa: PLC0415

        d = dict(src_dict)
        measured_at = datetime.datetime.fromisoformat(d.pop("measured_at"))

        metrics = AccountMetricsMetrics.from_dict(d.pop("metrics"))

        not_available = cast(list[str], d.pop("not_available"))

        account_metrics = cls(
            measured_at=measured_at,
            metrics=metrics,
            not_available=not_available,
        )

        account_metrics.additional_properties = d
        return account_metrics

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
