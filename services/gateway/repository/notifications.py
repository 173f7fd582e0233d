"""Notifications and what people want to be told, in the database."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Literal
from uuid import UUID

import asyncpg

from services.gateway.domain.live import Position
from services.gateway.domain.notifications import (
    NOTIFYING,
    Choice,
    EmailTimes,
    Happened,
    Notification,
    Person,
    Settings,
    Telling,
)
from shared.ids import new_id
from shared.postgres import Connection
from shared.sql import load_queries

QUERIES = load_queries(Path(__file__).parents[1] / "queries" / "notifications.sql")
_TYPES = [one.name for one in NOTIFYING]


async def what_is_ahead(connection: Connection, horizon: str) -> Literal["nothing", "blocked", "final"]:
    """Of the log that people are not told of yet."""
    ahead: Literal["nothing", "blocked", "final"] = await connection.fetchval(
        QUERIES["what_is_ahead_of_notifications"], horizon
    )
    return ahead


async def lock_cursor(connection: Connection) -> Position | None:
    row = await connection.fetchrow(QUERIES["lock_notification_cursor"])
    return None if row is None else Position(int(row["txid"]), row["seq"])


async def next_events(
    connection: Connection, after: Position, horizon: str, limit: int
) -> tuple[list[Happened], Position]:
    """The next part of the log, and where it ends."""
    rows = await connection.fetch(
        QUERIES["events_to_notify"], str(after.txid), after.seq, horizon, _TYPES, limit
    )
    end = Position(int(rows[-1]["txid"]), rows[-1]["seq"]) if rows else after
    names = ("organization_id", "event_id", "type", "subject", "created_at", "data")
    return [Happened(**{name: row[name] for name in names}) for row in rows], end


async def move_cursor(connection: Connection, position: Position) -> None:
    await connection.execute(QUERIES["move_notification_cursor"], str(position.txid), position.seq)


async def people(connection: Connection, organization_ids: Collection[UUID]) -> list[Person]:
    rows = await connection.fetch(QUERIES["people_to_notify"], list(organization_ids))
    return [
        Person(
            row["organization_id"],
            row["user_id"],
            row["role"],
            row["time_zone"],
            row["is_verified"],
            _times(row),
        )
        for row in rows
    ]


async def choices(
    connection: Connection, organization_ids: Collection[UUID]
) -> Mapping[tuple[UUID, UUID, str], Choice]:
    rows = await connection.fetch(QUERIES["choices_to_notify"], list(organization_ids))
    return {
        (row["organization_id"], row["user_id"], row["type"]): Choice(row["in_app"], row["email"])
        for row in rows
    }


async def add(connection: Connection, events: Sequence[Happened], told: Sequence[Telling]) -> None:
    wanted = {one.event_id for one in told}
    documents = [
        {
            "organization_id": str(event.organization_id),
            "event_id": str(event.event_id),
            "type": event.type,
            "subject": event.subject,
            "data": event.data,
            "created_at": event.created_at.isoformat(),
        }
        for event in events
        if event.event_id in wanted
    ]
    await connection.execute(
        QUERIES["insert_notifications"],
        documents,
        [new_id() for _ in told],
        [one.user_id for one in told],
        [one.event_id for one in told],
        [one.shown for one in told],
        [one.email_due_at for one in told],
    )


async def page(
    connection: Connection,
    user_id: UUID,
    *,
    after: UUID | None,
    unread: bool | None,
    archived: bool,
    types: list[str] | None,
    limit: int,
) -> list[Notification]:
    rows = await connection.fetch(
        QUERIES["list_notifications"], user_id, after, unread, archived, types, limit
    )
    return [Notification(**row) for row in rows]


async def one(connection: Connection, user_id: UUID, notification_id: UUID) -> Notification | None:
    row = await connection.fetchrow(QUERIES["get_notification"], user_id, notification_id)
    return None if row is None else Notification(**row)


async def count_unread(connection: Connection, user_id: UUID) -> int:
    return int(await connection.fetchval(QUERIES["count_unread"], user_id))


async def change(
    connection: Connection,
    user_id: UUID,
    *,
    notification_ids: Sequence[UUID] | None,
    until: UUID | None,
    read: bool | None,
    archived: bool | None,
    at: datetime,
) -> int:
    """How many are otherwise than before."""
    return int(
        await connection.fetchval(
            QUERIES["change_notifications"], user_id, notification_ids, until, read, archived, at
        )
    )


async def people_with_mail(
    connection: Connection, now: datetime, mailed_before: datetime
) -> list[tuple[UUID, UUID]]:
    rows = await connection.fetch(QUERIES["people_with_mail"], now, mailed_before)
    return [(row["organization_id"], row["user_id"]) for row in rows]


async def take_due(
    connection: Connection, persons: Sequence[tuple[UUID, UUID]], now: datetime
) -> list[asyncpg.Record]:
    """What these people are mailed now, in order, with who they are."""
    organization_ids, user_ids = [one for one, _ in persons], [one for _, one in persons]
    rows = await connection.fetch(QUERIES["take_due_notifications"], organization_ids, user_ids, now)
    mailed = list({(row["organization_id"], row["user_id"]) for row in rows})
    await connection.execute(
        QUERIES["note_mailings"], [one for one, _ in mailed], [one for _, one in mailed], now
    )
    return rows


async def is_member(connection: Connection, organization_id: UUID, user_id: UUID) -> bool:
    return bool(await connection.fetchval(QUERIES["is_member"], organization_id, user_id))


async def settings(connection: Connection, user_id: UUID) -> Settings:
    row = await connection.fetchrow(QUERIES["get_notification_settings"], user_id)
    found = await _chosen(connection, user_id)
    return found if row is None else replace(found, times=_times(row), revision=row["revision"])


async def lock_settings(connection: Connection, user_id: UUID) -> Settings:
    row = await connection.fetchrow(QUERIES["lock_notification_settings"], user_id)
    assert row is not None, "it is made where it is not there"
    return replace(await _chosen(connection, user_id), times=_times(row), revision=row["revision"])


async def _chosen(connection: Connection, user_id: UUID) -> Settings:
    rows = await connection.fetch(QUERIES["list_notification_choices"], user_id)
    time_zone = await connection.fetchval(QUERIES["person_time_zone"], user_id)
    chosen = {row["type"]: Choice(row["in_app"], row["email"]) for row in rows}
    return Settings(choices=chosen, time_zone=time_zone or "UTC")


async def keep_settings(
    connection: Connection, user_id: UUID, kept: Settings, changed: Mapping[str, Choice], at: datetime
) -> None:
    times = kept.times
    await connection.execute(
        QUERIES["update_notification_settings"],
        user_id,
        times.email,
        times.quiet_begins,
        times.quiet_ends,
        times.digest_at,
        kept.revision,
        at,
    )
    if changed:
        await connection.executemany(
            QUERIES["put_notification_choice"],
            [(user_id, name, choice.in_app, choice.email) for name, choice in changed.items()],
        )


def _times(row: asyncpg.Record) -> EmailTimes:
    return EmailTimes(row["email"], row["quiet_begins"], row["quiet_ends"], row["digest_at"])
