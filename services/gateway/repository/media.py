"""Media in the database."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
from pydantic_core import to_jsonable_python

from services.gateway.domain.media import Media, MediaSort, MediaUse
from shared.events import MediaObject
from shared.postgres import Connection
from shared.sql import load_queries

QUERIES = load_queries(Path(__file__).parents[1] / "queries" / "media.sql")
_FIELDS = tuple(field.name for field in fields(Media))


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder that something lies in.

    Attributes:
        media: How many files are right in it.
        size: Their bytes.
    """

    folder: str
    media: int
    size: int


async def insert(connection: Connection, media: Media) -> bool:
    """Keep new media; False where the same file is there already."""
    done: str = await connection.execute(
        QUERIES["insert_media"],
        media.media_id,
        media.organization_id,
        media.upload_sha256,
        media.name,
        media.object.model_dump(mode="json"),
        list(media.tags),
        media.folder,
        {size: made.model_dump(mode="json") for size, made in media.thumbnails.items()},
        media.created_by,
        media.created_at,
    )
    return done.endswith(" 1")


async def lock_upload(connection: Connection, upload_sha256: str) -> Media | None:
    """The media that a file with these bytes became; nobody else changes them until the transaction ends."""
    row = await connection.fetchrow(QUERIES["lock_upload"], upload_sha256)
    return None if row is None else media_of(row)


async def find(connection: Connection, media_id: UUID) -> Media | None:
    row = await connection.fetchrow(QUERIES["get_media"], media_id)
    return None if row is None else media_of(row)


async def lock(connection: Connection, media_ids: Collection[UUID]) -> dict[UUID, Media]:
    """Those of these that are the organisation's; nobody else changes them until the transaction ends."""
    rows = await connection.fetch(QUERIES["lock_media"], list(media_ids))
    return {row["media_id"]: media_of(row) for row in rows}


async def find_all(connection: Connection, media_ids: Collection[UUID]) -> dict[UUID, MediaObject]:
    """Those of these media that are the organisation's and not deleted, as objects; they stay until the end of the
    transaction.
    """
    rows = await connection.fetch(QUERIES["find_media"], list(media_ids))
    return {row["media_id"]: MediaObject.model_validate(row["object"]) for row in rows}


async def hold_keys(connection: Connection, keys: Collection[str]) -> set[str]:
    """Those of these that a file of the organisation lies under, which stays until the end of the transaction."""
    rows = await connection.fetch(QUERIES["hold_media_keys"], list(keys)) if keys else []
    return {row["key"] for row in rows}


async def page(
    connection: Connection,
    *,
    sort: MediaSort,
    after: UUID | None,
    after_rank: str | None,
    filters: Mapping[str, object],
    rows: int,
) -> list[Media]:
    """Media that match, in that order; `after_rank` is what the last one before was sorted by, where it is no id."""
    statement = QUERIES[f"list_media_{sort}"]
    found = await connection.fetch(statement, to_jsonable_python(filters), after, after_rank, rows)
    return [media_of(row) for row in found]


async def update(connection: Connection, media: Sequence[Media]) -> None:
    """Keep what may change of media."""
    await connection.execute(QUERIES["update_media"], [to_jsonable_python(asdict(one)) for one in media])


async def uses(connection: Connection, media_ids: Collection[UUID], most: int) -> list[MediaUse]:
    """What uses these, the latest first; of each at most so many that are open and as many that are not."""
    rows = await connection.fetch(QUERIES["media_uses"], list(media_ids), most)
    return [MediaUse(*row) for row in rows]


async def page_of_uses(
    connection: Connection, media_id: UUID, *, after: tuple[datetime, UUID] | None, rows: int
) -> list[MediaUse]:
    """What uses one, the latest first."""
    at, used_by = after or (None, None)
    found = await connection.fetch(QUERIES["list_media_uses"], media_id, at, used_by, rows)
    return [MediaUse(*row) for row in found]


async def tags(connection: Connection, *, after: str | None, rows: int) -> list[tuple[str, int]]:
    """The tags that media in the list have, with how often."""
    found = await connection.fetch(QUERIES["list_tags"], after, rows)
    return [(row["tag"], row["media"]) for row in found]


async def folders(connection: Connection, *, after: str | None, rows: int) -> list[Folder]:
    """The folders that media in the list lie in."""
    return [Folder(*row) for row in await connection.fetch(QUERIES["list_folders"], after, rows)]


async def move_folder(
    connection: Connection, source: str, target: str, now: datetime
) -> tuple[int, int, int]:
    """Move all of a folder; gives how many that were, and of the paths they have now the longest and the deepest."""
    row = await connection.fetchrow(QUERIES["move_folder"], source, target, now)
    assert row is not None
    return row["media"], row["longest"], row["deepest"]


def media_of(row: asyncpg.Record) -> Media:
    """Media of a row."""
    values: dict[str, Any] = {name: row[name] for name in _FIELDS}
    values["object"] = MediaObject.model_validate(values["object"])
    values["tags"] = tuple(values["tags"])
    values["thumbnails"] = {
        size: MediaObject.model_validate(made) for size, made in values["thumbnails"].items()
    }
    return Media(**values)
