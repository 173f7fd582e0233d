"""What an event says of a publication or an account."""

import json
from datetime import UTC, date, datetime
from typing import Literal, NamedTuple
from uuid import UUID

from shared.events import (
    AccountMeasured,
    EventData,
    PostDue,
    PostFailed,
    PostMeasured,
    PostMissed,
    PostPublished,
)

State = Literal["due", "missed", "uncertain", "failed", "published"]
"""From the least certain to the most; the last one told counts, whenever it comes."""


class Standing(NamedTuple):
    """Where a publication stands, as one event says it.

    Attributes:
        lateness_ms: From the due instant to the network's acceptance; none unless it is published.
    """

    organization_id: UUID
    publication_id: UUID
    network: str
    campaign_id: UUID | None
    due_at: datetime
    state: State
    lateness_ms: int | None = None


def standing_of(event: EventData) -> Standing | None:
    """What the event says of a publication; none for an event about anything else."""
    match event:
        case PostPublished():
            state: State = "published"
        case PostFailed():
            state = "uncertain" if event.outcome == "uncertain" else "failed"
        case PostMissed():
            state = "missed"
        case PostDue():
            state = "due"
        case _:
            return None
    return Standing(
        event.organization_id,
        event.publication_id,
        event.network,
        event.campaign_id,
        event.due_at,
        state,
        event.lateness_ms if isinstance(event, PostPublished) else None,
    )


class Snapshot(NamedTuple):
    """How a post does, as one event says it.

    Attributes:
        age: The age it was measured at, such as 1h.
        gone: It is not there any more.
        metrics: Figures by name, as JSON.
    """

    organization_id: UUID
    publication_id: UUID
    network: str
    campaign_id: UUID | None
    due_at: datetime
    measured_at: datetime
    age: str
    gone: bool
    metrics: str


def snapshot_of(event: EventData) -> Snapshot | None:
    """How a post does; none for an event about anything else."""
    if not isinstance(event, PostMeasured):
        return None
    return Snapshot(
        event.organization_id,
        event.publication_id,
        event.network,
        event.campaign_id,
        event.due_at,
        event.measured_at,
        event.age,
        event.gone,
        json.dumps(event.metrics),
    )


class AccountDay(NamedTuple):
    """How an account did on a UTC day, as one event says it; `metrics` are figures by name, as JSON."""

    organization_id: UUID
    account_id: UUID
    day: date
    network: str
    measured_at: datetime
    metrics: str


def account_day_of(event: EventData) -> AccountDay | None:
    """How an account did; none for an event about anything else."""
    if not isinstance(event, AccountMeasured):
        return None
    return AccountDay(
        event.organization_id,
        event.account_id,
        event.measured_at.astimezone(UTC).date(),
        event.network,
        event.measured_at,
        json.dumps(event.metrics),
    )
