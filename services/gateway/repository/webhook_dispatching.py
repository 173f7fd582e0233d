"""The log of live events on its way to webhooks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal
from uuid import UUID

from services.gateway.domain.live import Position
from shared.postgres import Connection
from shared.sql import load_queries

QUERIES = load_queries(Path(__file__).parents[1] / "queries" / "webhook_dispatching.sql")


@dataclass(frozen=True, slots=True)
class TakenEvent:
    """An event of the log, and the webhooks that are told of it."""

    event_id: UUID
    organization_id: UUID
    type: str
    subject: str | None
    data: dict[str, Any]
    occurred_at: datetime
    webhook_ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class SendableEvent:
    """An event as it is sent."""

    event_id: UUID
    organization_id: UUID
    type: str
    subject: str | None
    body: str
    occurred_at: datetime


async def lock_cursor(connection: Connection) -> Position | None:
    """How far the log has been handed out; None where another replica is at it."""
    row = await connection.fetchrow(QUERIES["lock_webhook_cursor"])
    return None if row is None else Position(int(row["txid"]), row["seq"])


async def what_is_ahead(connection: Connection, horizon: str) -> Literal["nothing", "blocked", "final"]:
    """Whether something behind the cursor is there, and is final; takes no lock."""
    final = await connection.fetchval(QUERIES["webhook_next_is_final"], horizon)
    return "nothing" if final is None else "final" if final else "blocked"


async def batch_end(connection: Connection, after: Position, horizon: str, rows: int) -> Position | None:
    """Where the next so many final rows end."""
    row = await connection.fetchrow(QUERIES["webhook_batch_end"], str(after.txid), after.seq, horizon, rows)
    return None if row is None else Position(int(row["txid"]), row["seq"])


async def taken(connection: Connection, after: Position, until: Position) -> list[TakenEvent]:
    """What webhooks are told of a part of the log, in its order; those webhooks can't be deleted meanwhile."""
    rows = await connection.fetch(
        QUERIES["webhook_events_taken"], str(after.txid), after.seq, str(until.txid), until.seq
    )
    wanted = {webhook_id for row in rows for webhook_id in row["webhook_ids"]}
    there = {row["webhook_id"] for row in await connection.fetch(QUERIES["keep_webhooks"], list(wanted))}
    return [
        TakenEvent(
            event_id=row["event_id"],
            organization_id=row["organization_id"],
            type=row["type"],
            subject=row["subject"],
            data=row["data"],
            occurred_at=row["created_at"],
            webhook_ids=tuple(one for one in row["webhook_ids"] if one in there),
        )
        for row in rows
    ]


async def insert_events(connection: Connection, events: Sequence[SendableEvent], now: datetime) -> None:
    await connection.execute(
        QUERIES["insert_webhook_events"],
        [event.event_id for event in events],
        [event.organization_id for event in events],
        [event.type for event in events],
        [event.subject for event in events],
        [event.body for event in events],
        [event.occurred_at for event in events],
        now,
    )


async def insert_deliveries(
    connection: Connection, wanted: Sequence[tuple[UUID, UUID, UUID]], now: datetime, *, is_test: bool = False
) -> None:
    """Have events sent, in this order.

    Args:
        connection: Of the transaction that makes the events.
        wanted: Delivery id, webhook id and event id of each.
        now: When they are sent, at the earliest.
        is_test: Whether a person asked for it.
    """
    await connection.execute(
        QUERIES["insert_webhook_deliveries"],
        [delivery_id for delivery_id, _, _ in wanted],
        [webhook_id for _, webhook_id, _ in wanted],
        [event_id for _, _, event_id in wanted],
        now,
        is_test,
    )


async def move_cursor(connection: Connection, to: Position) -> None:
    await connection.execute(QUERIES["move_webhook_cursor"], str(to.txid), to.seq)
