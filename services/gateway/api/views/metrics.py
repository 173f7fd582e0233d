"""How posts and accounts do, as clients see it."""

from datetime import datetime
from uuid import UUID

from pydantic import Field

from services.gateway.api.models import View
from services.gateway.domain.measurements import AccountMeasurement, PostMeasurement
from shared.events import MetricName, NetworkName

Figures = dict[MetricName, int | float]


class AccountMetrics(View):
    """What an account's network told of it, and when."""

    measured_at: datetime = Field(description="When the network was asked: the figures are of then.")
    metrics: Figures = Field(
        description="By name. What is not here is not available, which is not 0.",
        examples=[{"followers": 1204, "following": 86}],
    )
    not_available: list[MetricName] = Field(
        description="What this network tells at all and did not tell this time.", examples=[["reach"]]
    )

    @classmethod
    def of(cls, measurement: AccountMeasurement | None) -> "AccountMetrics | None":
        return None if measurement is None else cls.model_validate(measurement)


class PostMetrics(View):
    """What a network told of a post on one account, and when."""

    measured_at: datetime = Field(description="When the network was asked: the figures are of then.")
    age: str = Field(
        description="Which measurement it is, by the age of the post it was meant for: 5m, 1h, 6h, 1d, 3d, 7d, 30d.",
        examples=["1h"],
    )
    metrics: Figures = Field(
        description="By name. What is not here is not available, which is not 0.",
        examples=[{"likes": 12, "comments": 3, "shares": 0}],
    )
    not_available: list[MetricName] = Field(
        description="What this network tells at all and did not tell this time.", examples=[["views"]]
    )
    gone: bool = Field(description="It is not on the network any more; the figures are the last there were.")

    @classmethod
    def of(cls, measurement: PostMeasurement | None) -> "PostMetrics | None":
        return None if measurement is None else cls.model_validate(measurement)


class PublicationMetrics(PostMetrics):
    publication_id: UUID
    account_id: UUID
    network: NetworkName


class PostMetricsSeries(View):
    """Every measurement of a post, in the order of time."""

    post_id: UUID
    measurements: list[PublicationMetrics]


class AccountMetricsSeries(View):
    """An account's days, at most 400, in the order of time."""

    account_id: UUID
    measurements: list[AccountMetrics]
