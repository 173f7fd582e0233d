"""Telling clients that watch, in the transaction that made it true; `live_feed.py` hands it to them."""

from collections.abc import Sequence
from pathlib import Path

from services.gateway.domain.live import LiveEvent
from shared.sql import load_queries
from shared.unit_of_work import UnitOfWork

__all__ = ["CHANNEL", "LiveEvent", "append_live_events"]

CHANNEL = "live_events"

_APPEND = load_queries(Path(__file__).parents[1] / "queries" / "live.sql")["append_live_events"]


async def append_live_events(work: UnitOfWork, events: Sequence[LiveEvent]) -> None:
    """Tell watching clients at commit, in this order; not at all if the transaction fails."""
    if not events:
        return
    await work.connection.execute(
        _APPEND,
        [event.organization_id for event in events],
        [event.type for event in events],
        [event.data for event in events],
        [event.event_id for event in events],
        [event.subject for event in events],
    )
    work.notify(CHANNEL)
