"""Telling clients that watch, in the transaction that made it true; `live_feed.py` hands it to them."""

from collections.abc import Sequence
from pathlib import Path

import structlog
from pydantic import ValidationError

from services.gateway.domain.event_types import UnknownEventTypeError, checked
from services.gateway.domain.live import LiveEvent
from shared.sql import load_queries
from shared.unit_of_work import UnitOfWork

__all__ = ["CHANNEL", "LiveEvent", "append_live_events"]

logger = structlog.get_logger(__name__)

CHANNEL = "live_events"
# Tests switch it on. In production nothing fails, least of all a post, because of how it is told.
MISFITS_FAIL = False

APPEND_LIVE_EVENTS = load_queries(Path(__file__).parents[1] / "queries" / "live.sql")["append_live_events"]


async def append_live_events(work: UnitOfWork, events: Sequence[LiveEvent]) -> None:
    """Tell watching clients at commit, in this order; not at all if the transaction fails.

    Every type is declared in `domain/event_types`.
    """
    if not events:
        return
    await work.connection.execute(
        APPEND_LIVE_EVENTS,
        [event.organization_id for event in events],
        [event.type for event in events],
        [event.data for event in events],
        [event.event_id for event in events],
        [event.subject or _subject(event) for event in events],
    )
    work.notify(CHANNEL)


def _subject(event: LiveEvent) -> str | None:
    try:
        return checked(event.type, event.data).subject_of(event.data)
    except (UnknownEventTypeError, ValidationError) as error:
        if MISFITS_FAIL:
            raise
        logger.error("live event is not as declared", type=event.type, reason=type(error).__name__)  # noqa: TRY400
        return None
