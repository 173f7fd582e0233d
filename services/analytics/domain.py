"""What an event says of a publication."""

from datetime import datetime
from typing import Literal, NamedTuple
from uuid import UUID

from shared.events import EventData, PostDue, PostFailed, PostMissed, PostPublished

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
