"""Deliveries of webhooks in the database: the queue and the log."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg

from services.gateway.domain.webhooks import (
    FAILURES_TO_STOP,
    Answer,
    Delivery,
    DeliveryState,
    Outcome,
    SignatureKind,
)
from shared.postgres import Connection
from shared.sql import load_queries

QUERIES = load_queries(Path(__file__).parents[1] / "queries" / "webhook_deliveries.sql")
_FIELDS = tuple(field.name for field in fields(Delivery))


@dataclass(frozen=True, slots=True)
class DeliveryJob:
    """A delivery that is to be sent.

    Attributes:
        probes: Of the attempts, those that were made while the receiver took nothing.
        secrets: Id, kind and encrypted bytes of each that signs, the newest first.
    """

    delivery_id: UUID
    organization_id: UUID
    webhook_id: UUID
    event_id: UUID
    type: str
    is_test: bool
    attempts: int
    probes: int
    body: str
    url: str = field(repr=False)
    host: str
    secrets: tuple[tuple[UUID, SignatureKind, bytes], ...] = field(repr=False)


async def receivers_with_work(connection: Connection, now: datetime) -> list[UUID]:
    """Some receivers that may be sent something, kept from other replicas until the transaction ends."""
    rows = await connection.fetch(QUERIES["lock_receivers_with_work"], now)
    return [row["webhook_id"] for row in rows]


async def claim(
    connection: Connection,
    receivers: Sequence[UUID],
    now: datetime,
    *,
    limit: int,
    owner: str,
    seconds: float,
    at_once: int,
    of_organization: int,
) -> list[DeliveryJob]:
    """Take up to so many under a lease."""
    rows = await connection.fetch(
        QUERIES["claim_deliveries"],
        list(receivers),
        now,
        limit,
        owner,
        seconds,
        at_once,
        FAILURES_TO_STOP,
        of_organization,
    )
    return [_job(row) for row in rows]


async def renew(connection: Connection, ids: Sequence[UUID], owner: str, seconds: float) -> None:
    await connection.execute(QUERIES["renew_deliveries"], list(ids), owner, seconds)


async def release(connection: Connection, ids: Sequence[UUID], owner: str) -> None:
    await connection.execute(QUERIES["release_deliveries"], list(ids), owner)


async def record(
    connection: Connection,
    delivery_id: UUID,
    owner: str,
    outcome: Outcome,
    answer: Answer,
    *,
    at: datetime,
    request_headers: Mapping[str, str],
) -> bool:
    """Keep what came of an attempt; False if the delivery is somebody else's by now, or discarded."""
    entry = {
        "at": at.isoformat(),
        "status": answer.status,
        "latency_ms": answer.latency_ms,
        "error": answer.error,
        "detail": answer.detail,
        "request_headers": dict(request_headers),
        "response_headers": dict(answer.headers or {}),
        "response_body": answer.body,
    }
    done = await connection.fetchval(
        QUERIES["record_attempt"],
        delivery_id,
        owner,
        outcome.state,
        outcome.next_at,
        answer.status,
        answer.error,
        answer.latency_ms,
        entry,
        at,
        outcome.health.is_stopped,
    )
    return done is True


async def hurry(connection: Connection, webhook_id: UUID, now: datetime) -> None:
    """Let everything that waits for another attempt be sent."""
    await connection.execute(QUERIES["hurry_deliveries"], webhook_id, now)


async def page(
    connection: Connection,
    webhook_id: UUID,
    *,
    after: UUID | None,
    state: DeliveryState | None,
    kind: str | None,
    since: datetime | None,
    until: datetime | None,
    rows: int,
) -> list[Delivery]:
    """A webhook's log, newest first."""
    found = await connection.fetch(
        QUERIES["list_deliveries"], webhook_id, after, state, kind, since, until, rows, None
    )
    return [_delivery(row) for row in found]


async def find(connection: Connection, webhook_id: UUID, delivery_id: UUID) -> Delivery | None:
    row = await connection.fetchrow(
        QUERIES["list_deliveries"], webhook_id, None, None, None, None, None, 1, delivery_id
    )
    return None if row is None else _delivery(row)


async def history(connection: Connection, delivery_id: UUID) -> tuple[str, list[dict[str, Any]]]:
    """What is sent, and every attempt that is kept, the oldest first."""
    row = await connection.fetchrow(QUERIES["get_delivery_history"], delivery_id)
    return ("", []) if row is None else (row["body"], row["history"])


async def redeliver(connection: Connection, webhook_id: UUID, delivery_id: UUID, now: datetime) -> None:
    await connection.execute(QUERIES["redeliver_one"], webhook_id, delivery_id, now)


async def redeliver_since(
    connection: Connection,
    webhook_id: UUID,
    since: datetime,
    states: Sequence[DeliveryState],
    now: datetime,
    *,
    most: int,
) -> tuple[int, datetime | None]:
    """Send again what happened since then, the oldest first; how many, and when the last of them happened."""
    row = await connection.fetchrow(QUERIES["redeliver_since"], webhook_id, since, list(states), now, most)
    assert row is not None, "an aggregate has one row"
    return row["count"], row["until"]


async def discard(connection: Connection, webhook_id: UUID, now: datetime) -> int:
    """Never send what waits; how many."""
    count: int = await connection.fetchval(QUERIES["discard_deliveries"], webhook_id, now)
    return count


async def count_waiting(connection: Connection, webhook_id: UUID) -> int:
    """How many wait, up to ten thousand."""
    count: int = await connection.fetchval(QUERIES["count_waiting_deliveries"], webhook_id)
    return count


def _delivery(row: asyncpg.Record) -> Delivery:
    return Delivery(*(row[name] for name in _FIELDS))


def _job(row: asyncpg.Record) -> DeliveryJob:
    secrets = zip(row["secret_ids"] or (), row["kinds"] or (), row["encrypted"] or (), strict=True)
    return DeliveryJob(
        delivery_id=row["delivery_id"],
        organization_id=row["organization_id"],
        webhook_id=row["webhook_id"],
        event_id=row["event_id"],
        type=row["type"],
        is_test=row["is_test"],
        attempts=row["attempts"],
        probes=row["probes"],
        body=row["body"],
        url=row["url"],
        host=row["host"],
        secrets=tuple(secrets),
    )
