"""Timeline entries in the database."""

from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path
from uuid import UUID

import asyncpg
from pydantic_core import to_jsonable_python

from services.gateway.domain.timeline import Entry
from shared.postgres import Connection
from shared.sql import load_queries

QUERIES = load_queries(Path(__file__).parents[1] / "queries" / "timeline.sql")
_FIELDS = tuple(field.name for field in fields(Entry))


async def append(connection: Connection, entries: Sequence[Entry]) -> None:
    """Keep what happened; an event that is there already is passed over."""
    if entries:
        await connection.execute(QUERIES["append_entries"], to_jsonable_python(list(entries)))


async def of_post(
    connection: Connection, post_id: UUID, request_id: UUID | None
) -> list[tuple[Entry, str | None]]:
    """The life of a post and of the request it came from, each entry with its account's handle."""
    return _entries(await connection.fetch(QUERIES["timeline_of_post"], post_id, request_id))


async def of_request(connection: Connection, request_id: UUID) -> list[tuple[Entry, str | None]]:
    """The life of a request without that of its post."""
    return _entries(await connection.fetch(QUERIES["timeline_of_request"], request_id))


def _entries(rows: Sequence[asyncpg.Record]) -> list[tuple[Entry, str | None]]:
    return [(Entry(**{name: row[name] for name in _FIELDS}), row["handle"]) for row in rows]
