"""Uploads in the database."""

from collections.abc import Collection
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg

from services.gateway.domain.uploads import Upload, UploadState
from shared.postgres import Connection
from shared.sql import load_queries

QUERIES = load_queries(Path(__file__).parents[1] / "queries" / "uploads.sql")
_FIELDS = tuple(field.name for field in fields(Upload))


async def insert(connection: Connection, upload: Upload) -> None:
    await connection.execute(
        QUERIES["insert_upload"],
        upload.upload_id,
        upload.organization_id,
        upload.name,
        upload.size,
        upload.sha256,
        upload.alt_text,
        list(upload.tags),
        upload.folder,
        upload.part_bytes,
        upload.state,
        upload.media_id,
        upload.created_by,
        upload.created_at,
        upload.expires_at,
        upload.sweep_at,
    )


async def count_open(connection: Connection) -> int:
    """How many take parts."""
    found: int = await connection.fetchval(QUERIES["count_open_uploads"])
    return found


async def find(connection: Connection, upload_id: UUID) -> Upload | None:
    row = await connection.fetchrow(QUERIES["get_upload"], upload_id)
    return None if row is None else _upload(row)


async def lock(connection: Connection, upload_id: UUID) -> Upload | None:
    """As `find`, and nobody else changes it until the transaction ends."""
    row = await connection.fetchrow(QUERIES["lock_upload"], upload_id)
    return None if row is None else _upload(row)


async def held(connection: Connection, upload_id: UUID, owner: str) -> Upload | None:
    """As `lock`, if the lease on it is still that owner's."""
    row = await connection.fetchrow(QUERIES["held_upload"], upload_id, owner)
    return None if row is None else _upload(row)


async def update(connection: Connection, upload: Upload) -> None:
    """Keep where an upload stands, and let go of it."""
    problem = None if upload.problem is None else dict(zip(("code", "detail"), upload.problem, strict=True))
    await connection.execute(
        QUERIES["update_upload"],
        upload.upload_id,
        upload.state,
        upload.media_id,
        problem,
        upload.updated_at,
        upload.sweep_at,
    )


async def page(
    connection: Connection, *, after: UUID | None, state: UploadState | None, rows: int
) -> list[Upload]:
    """Uploads, newest first."""
    return [_upload(row) for row in await connection.fetch(QUERIES["list_uploads"], after, state, rows)]


async def claim(
    connection: Connection, limit: int, owner: str, seconds: float, now: datetime
) -> list[Upload]:
    """Take up to so many that there is work on."""
    rows = await connection.fetch(QUERIES["claim_uploads"], limit, owner, seconds, now)
    return [_upload(row) for row in rows]


async def renew(connection: Connection, upload_ids: Collection[UUID], owner: str, seconds: float) -> None:
    await connection.execute(QUERIES["renew_uploads"], list(upload_ids), owner, seconds)


async def release(connection: Connection, upload_ids: Collection[UUID], owner: str) -> None:
    await connection.execute(QUERIES["release_uploads"], list(upload_ids), owner)


async def postpone(connection: Connection, upload_id: UUID, owner: str, seconds: float) -> None:
    """Try it again after some seconds."""
    await connection.execute(QUERIES["postpone_upload"], upload_id, owner, seconds)


def _upload(row: asyncpg.Record) -> Upload:
    values: dict[str, Any] = {name: row[name] for name in _FIELDS}
    values["tags"] = tuple(values["tags"])
    problem = values["problem"]
    values["problem"] = None if problem is None else (problem["code"], problem["detail"])
    return Upload(**values)
