"""Erasures, exports, and what is kept of persons, in the database. All as the owner, but for exports as clients see them."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
from pydantic import TypeAdapter

from services.gateway.domain.privacy import ErasurePart, ErasureRequest, Export, ServiceReport, Subject
from shared.events import ErasureCompleted, ExportedFile
from shared.postgres import Connection
from shared.privacy import Holdings, hidden_columns, holdings_of
from shared.sql import load_queries

QUERIES = load_queries(Path(__file__).parents[1] / "queries" / "privacy.sql")
_FILES = TypeAdapter(dict[str, tuple[ExportedFile, ...]])

SECRETS = frozenset({"password_hash", "body_text", "body_html", "unsubscribe_url"})
"""Columns that nobody is shown. A mail that waits may hold a link that signs somebody in, or makes them a member."""

# By their address, since these were made for people whom nobody had to know.
_HELD_OF_PERSONS = Holdings(
    conditions={
        "emails": "lower(t.recipient) = (select lower(u.email) from users u where u.user_id = $1)",
        "invitations": "lower(t.email) = (select lower(u.email) from users u where u.user_id = $1)",
        "password_reset_requests": "lower(t.login) in"
        " (select unnest(array[lower(u.email), lower(u.username)]) from users u where u.user_id = $1)",
        "idempotency_keys": "t.scope like 'user:' || ($1::uuid)::text || ' %'",
    },
    # What stays tells no more of the person than an id.
    kept={
        "audit_entries": "an organisation's",
        "api_keys": "an organisation's; without whoever made it it works no more until somebody takes it over",
        "usage_parts": "an organisation's",
    },
    hidden=SECRETS,
)
# What organisations were told of a person by name: that they joined, are something else, or left.
_MENTIONS = ("live_events", "notifications", "webhook_events")


async def insert_erasure(
    connection: Connection,
    erasure_id: UUID,
    receipt_hash: bytes,
    requested_at: datetime,
    parts: Sequence[tuple[UUID, Subject, UUID]],
) -> None:
    """Parts are (id, what it is, whose)."""
    await connection.execute(QUERIES["insert_erasure"], erasure_id, receipt_hash, requested_at)
    await connection.execute(
        QUERIES["insert_erasure_parts"], erasure_id, *map(list, zip(*parts, strict=True))
    )


async def report(connection: Connection, told: Sequence[ErasureCompleted]) -> None:
    await connection.execute(
        QUERIES["report_erasures"],
        [one.erasure_id for one in told],
        [one.service for one in told],
        [one.rows for one in told],
        [one.objects for one in told],
        [one.completed_at for one in told],
    )


async def erasure_by_receipt(connection: Connection, receipt_hash: bytes) -> ErasureRequest | None:
    rows = await connection.fetch(QUERIES["erasure_by_receipt"], receipt_hash)
    if not rows:
        return None
    parts: dict[UUID, list[asyncpg.Record]] = {}
    for row in rows:
        parts.setdefault(row["part_id"], []).append(row)
    return ErasureRequest(rows[0]["requested_at"], tuple(_part(of_part) for of_part in parts.values()))


def _part(rows: Sequence[asyncpg.Record]) -> ErasurePart:
    reports = (
        ServiceReport(row["service"], row["rows"], row["objects"], row["completed_at"])
        for row in rows
        if row["service"] is not None
    )
    return ErasurePart(rows[0]["subject"], rows[0]["subject_id"], tuple(reports))


async def forget_person(connection: Connection, user_id: UUID) -> dict[str, int]:
    """Delete what is kept of a person, and what organisations were told of them by name; rows by table."""
    gone: dict[str, int] = {}
    email = await connection.fetchval("select email from users where user_id = $1", user_id)
    status = await connection.execute(QUERIES["forget_in_idempotency_keys"], f'"{email}"')
    gone["idempotency_keys"] = int(status.split()[-1])
    for table in _MENTIONS:
        status = await connection.execute(QUERIES[f"forget_in_{table}"], str(user_id))
        gone[table] = int(status.split()[-1])
    await connection.execute(QUERIES["forget_in_audit_entries"], user_id)
    for holding in await holdings_of(connection, _HELD_OF_PERSONS, "user_id"):
        status = await connection.execute(
            f'delete from "{holding.table}" d where d.ctid in'  # noqa: S608  from the catalogue
            f' (select t.ctid from "{holding.table}" t where {holding.condition})',
            user_id,
        )
        gone[holding.table] = gone.get(holding.table, 0) + int(status.split()[-1])
    return {table: count for table, count in gone.items() if count}


async def held_of_person(connection: Connection, user_id: UUID) -> dict[str, list[dict[str, Any]]]:
    """What is kept of a person, without secrets: rows by table."""
    held: dict[str, list[dict[str, Any]]] = {}
    for holding in sorted(
        await holdings_of(connection, _HELD_OF_PERSONS, "user_id"), key=lambda held: held.table
    ):
        rows = await connection.fetch(
            f'select to_jsonb(t) - $2::text[] as row from "{holding.table}" t where {holding.condition}',  # noqa: S608  from the catalogue
            user_id,
            await hidden_columns(connection, holding.table, _HELD_OF_PERSONS),
        )
        if rows:
            held[holding.table] = [row["row"] for row in rows]
    return held


async def insert_export(connection: Connection, export: Export) -> None:
    await connection.execute(
        QUERIES["insert_export"],
        export.export_id,
        export.organization_id,
        export.created_by,
        export.created_at,
        export.expires_at,
    )


async def find_export(connection: Connection, export_id: UUID) -> Export | None:
    row = await connection.fetchrow(QUERIES["get_export"], export_id)
    return None if row is None else _export(row)


async def page_of_exports(
    connection: Connection, after: UUID | None, limit: int, *, is_ready: bool | None
) -> list[Export]:
    return [_export(row) for row in await connection.fetch(QUERIES["list_exports"], after, is_ready, limit)]


def _export(row: asyncpg.Record) -> Export:
    return Export(**{**row, "files": _FILES.validate_python(row["files"])})
