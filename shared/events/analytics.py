"""Figures: what was due, what went out, how late."""

from datetime import date
from typing import ClassVar

from pydantic import BaseModel, ConfigDict, Field

from shared.events.model import EventData, Instant, MetricName, Revision


class Total(BaseModel):
    """A sum, and over how many: what did not tell it is not in it, which is not 0."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    value: int | float
    measured: int = Field(ge=0, description="Posts, or accounts, that told it.")


class AnalyticsRolled(EventData):
    """The totals of one subject and day, as they are now; a higher revision replaces a lower one."""

    topic_name: ClassVar[str] = "analytics.rolled"
    event_type: ClassVar[str] = "postwright.analytics.rolled.v1"
    key_field: ClassVar[str] = "rollup"
    subject_kind: ClassVar[str] = "rollup"
    subject_field: ClassVar[str] = "rollup"

    figures_of: str = Field(
        pattern=r"^(organization|network:[a-z]+|campaign:[0-9a-f-]{36})$",
        description="What the figures are about: organization, network:<name> or campaign:<id>.",
    )
    period: date = Field(description="The UTC day the publications were due.")
    revision: Revision
    due: int = Field(ge=0)
    published: int = Field(ge=0)
    failed: int = Field(ge=0)
    uncertain: int = Field(ge=0)
    missed: int = Field(ge=0)
    lateness_ms_sum: int
    lateness_ms_max: int
    lateness_count: int = Field(ge=0)
    engagement: dict[MetricName, Total] = Field(
        default_factory=dict,
        description="How the posts that were due then do now: the newest figure of each, summed by name.",
    )
    audience: dict[MetricName, Total] = Field(
        default_factory=dict,
        description="How the accounts did on that day, summed by name; followers_gained is since the day before that was"
        " measured. Not told of campaigns.",
    )
    rolled_at: Instant

    @property
    def rollup(self) -> str:
        return f"{self.organization_id}/{self.figures_of}/{self.period.isoformat()}"
