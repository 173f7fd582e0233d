"""Dry runs in the database."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
from pydantic import TypeAdapter
from pydantic_core import to_jsonable_python

from services.gateway.domain.rehearsals import Rehearsal
from shared.events import RehearsedTarget
from shared.postgres import Connection
from shared.sql import load_queries

QUERIES = load_queries(Path(__file__).parents[1] / "queries" / "rehearsals.sql")
_TARGETS = TypeAdapter(tuple[RehearsedTarget, ...])


async def insert(connection: Connection, rehearsal: Rehearsal) -> None:
    await connection.execute(
        QUERIES["insert_rehearsal"],
        rehearsal.rehearsal_id,
        rehearsal.organization_id,
        rehearsal.post_id,
        rehearsal.post_revision,
        rehearsal.requested_by,
        rehearsal.requested_at,
    )


async def find(connection: Connection, rehearsal_id: UUID) -> Rehearsal | None:
    row = await connection.fetchrow(QUERIES["get_rehearsal"], rehearsal_id)
    return _rehearsal(row) if row else None


async def page(
    connection: Connection, after: UUID | None, post_id: UUID | None, limit: int
) -> list[Rehearsal]:
    rows = await connection.fetch(QUERIES["list_rehearsals"], after, post_id, limit)
    return [_rehearsal(row) for row in rows]


async def end(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    await connection.execute(QUERIES["end_rehearsals"], to_jsonable_python(list(rows)))


def _rehearsal(row: asyncpg.Record) -> Rehearsal:
    targets = None if row["targets"] is None else _TARGETS.validate_python(row["targets"])
    return Rehearsal(**{**row, "targets": targets})
