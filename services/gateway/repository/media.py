"""Media in the database."""

from collections.abc import Collection
from dataclasses import fields
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg

from services.gateway.domain.media import Media
from shared.events import MediaObject
from shared.postgres import Connection
from shared.sql import load_queries

QUERIES = load_queries(Path(__file__).parents[1] / "queries" / "media.sql")
_FIELDS = tuple(field.name for field in fields(Media))


async def insert(connection: Connection, media: Media) -> bool:
    """Keep new media; False where the same file is there already."""
    done: str = await connection.execute(
        QUERIES["insert_media"],
        media.media_id,
        media.organization_id,
        media.upload_sha256,
        media.name,
        media.object.model_dump(mode="json"),
        media.created_by,
        media.created_at,
    )
    return done.endswith(" 1")


async def find_upload(connection: Connection, upload_sha256: str) -> Media | None:
    """The media that a file with these bytes became."""
    row = await connection.fetchrow(QUERIES["find_upload"], upload_sha256)
    return None if row is None else _media(row)


async def set_alt_text(connection: Connection, media_id: UUID, alt_text: str) -> None:
    await connection.execute(QUERIES["set_alt_text"], media_id, alt_text)


async def find(connection: Connection, media_id: UUID) -> Media | None:
    row = await connection.fetchrow(QUERIES["get_media"], media_id)
    return None if row is None else _media(row)


async def find_all(connection: Connection, media_ids: Collection[UUID]) -> dict[UUID, MediaObject]:
    """Those of these media that are the organisation's, as objects."""
    rows = await connection.fetch(QUERIES["find_media"], list(media_ids))
    return {row["media_id"]: MediaObject.model_validate(row["object"]) for row in rows}


async def page(connection: Connection, *, after: UUID | None, kind: str | None, rows: int) -> list[Media]:
    """Media, newest first."""
    found = await connection.fetch(QUERIES["list_media"], after, kind, rows)
    return [_media(row) for row in found]


def _media(row: asyncpg.Record) -> Media:
    values: dict[str, Any] = {name: row[name] for name in _FIELDS}
    values["object"] = MediaObject.model_validate(values["object"])
    return Media(**values)
