from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.post_metrics_metrics import PostMetricsMetrics


T = TypeVar("T", bound="PostMetrics")


@_attrs_define
class PostMetrics:
    """What a network told of a post on one account, and when."""

    measured_at: datetime.datetime
    """ When the network was asked: the figures are of then. """
    age: str
    """ Which measurement it is, by the age of the post it was meant for: 5m, 1h, 6h, 1d, 3d, 7d, 30d. """
    metrics: PostMetricsMetrics
    """ By name. What is not here is not available, which is not 0. """
    not_available: list[str]
    """ What this network tells at all and did not tell this time. """
    gone: bool
    """ It is not on the network any more; the figures are the last there were. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        measured_at = self.measured_at.isoformat()

        age = self.age

        metrics = self.metrics.to_dict()

        not_available = self.not_available

        gone = self.gone

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "measured_at": measured_at,
                "age": age,
                "metrics": metrics,
                "not_available": not_available,
                "gone": gone,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.post_metrics_metrics import PostMetricsMetrics  # noqa: PLC0415

        d = dict(src_dict)
        measured_at = datetime.datetime.fromisoformat(d.pop("measured_at"))

        age = d.pop("age")

        metrics = PostMetricsMetrics.from_dict(d.pop("metrics"))

        not_available = cast(list[str], d.pop("not_available"))

        gone = d.pop("gone")

        post_metrics = cls(
            measured_at=measured_at,
            age=age,
            metrics=metrics,
            not_available=not_available,
            gone=gone,
        )

        post_metrics.additional_properties = d
        return post_metrics

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
