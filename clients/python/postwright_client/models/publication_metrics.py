from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.publication_metrics_metrics import PublicationMetricsMetrics


T = TypeVar("T", bound="PublicationMetrics")


@_attrs_define
class PublicationMetrics:
    measured_at: datetime.datetime
    """ When the network was asked: the figures are of then. """
    age: str
    """ Which measurement it is, by the age of the post it was meant for: 5m, 1h, 6h, 1d, 3d, 7d, 30d. """
    metrics: PublicationMetricsMetrics
    """ By name. What is not here is not available, which is not 0. """
    not_available: list[str]
    """ What this network tells at all and did not tell this time. """
    gone: bool
    """ It is not on the network any more; the figures are the last there were. """
    publication_id: UUID
    account_id: UUID
    network: str
    """ Such as mastodon; new networks come without a new version of the event. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        measured_at = self.measured_at.isoformat()

        age = self.age

        metrics = self.metrics.to_dict()

        not_available = self.not_available

        gone = self.gone

        publication_id = str(self.publication_id)

        account_id = str(self.account_id)

        network = self.network

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "measured_at": measured_at,
                "age": age,
                "metrics": metrics,
                "not_available": not_available,
                "gone": gone,
                "publication_id": publication_id,
                "account_id": account_id,
                "network": network,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.publication_metrics_metrics import PublicationMetricsMetrics  # noqa: PLC0415

        d = dict(src_dict)
        measured_at = datetime.datetime.fromisoformat(d.pop("measured_at"))

        age = d.pop("age")

        metrics = PublicationMetricsMetrics.from_dict(d.pop("metrics"))

        not_available = cast(list[str], d.pop("not_available"))

        gone = d.pop("gone")

        publication_id = UUID(d.pop("publication_id"))

        account_id = UUID(d.pop("account_id"))

        network = d.pop("network")

        publication_metrics = cls(
            measured_at=measured_at,
            age=age,
            metrics=metrics,
            not_available=not_available,
            gone=gone,
            publication_id=publication_id,
            account_id=account_id,
            network=network,
        )

        publication_metrics.additional_properties = d
        return publication_metrics

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
