"""Renditions in the database."""

from collections.abc import Collection, Sequence
from pathlib import Path
from uuid import UUID

import asyncpg

from services.gateway.domain.renditions import RenditionJob, WantedRendition
from shared.events import MediaObject
from shared.postgres import Connection
from shared.sql import load_queries

QUERIES = load_queries(Path(__file__).parents[1] / "queries" / "renditions.sql")


async def order(connection: Connection, wanted: Collection[WantedRendition]) -> dict[UUID, MediaObject]:
    """Have these made; gives those that are made already."""
    rows = [
        {
            "rendition_id": str(one.rendition_id),
            "organization_id": str(one.organization_id),
            "source": one.source.model_dump(mode="json"),
            "plan": one.rendition.plan.model_dump(mode="json"),
        }
        for one in wanted
    ]
    await connection.execute(QUERIES["order_renditions"], rows)
    found = await connection.fetch(QUERIES["made_renditions"], [one.rendition_id for one in wanted])
    return {
        row["rendition_id"]: MediaObject.model_validate(row["object"])
        for row in found
        if row["object"] is not None
    }


async def claim(connection: Connection, limit: int, owner: str, seconds: float) -> list[RenditionJob]:
    """Take up to so many under a lease."""
    return [_job(row) for row in await connection.fetch(QUERIES["claim_renditions"], limit, owner, seconds)]


async def renew(connection: Connection, ids: Sequence[UUID], owner: str, seconds: float) -> None:
    await connection.execute(QUERIES["renew_renditions"], list(ids), owner, seconds)


async def release(connection: Connection, ids: Sequence[UUID], owner: str) -> None:
    await connection.execute(QUERIES["release_renditions"], list(ids), owner)


async def finish(
    connection: Connection,
    rendition_id: UUID,
    owner: str,
    *,
    made: MediaObject | None = None,
    problem: tuple[str, str] | None = None,
) -> bool:
    """Keep what was made, or why it could not be; False if somebody else has it now."""
    done = await connection.fetchval(
        QUERIES["finish_rendition"],
        rendition_id,
        owner,
        "failed" if made is None else "made",
        None if made is None else made.model_dump(mode="json"),
        None if problem is None else {"code": problem[0], "detail": problem[1]},
    )
    return done is True


async def postpone(connection: Connection, rendition_id: UUID, owner: str, seconds: float) -> None:
    """Give it back for another try later."""
    await connection.execute(QUERIES["postpone_rendition"], rendition_id, owner, seconds)


async def settle(connection: Connection, rendition_id: UUID, owner: str) -> None:
    await connection.execute(QUERIES["settle_rendition"], rendition_id, owner)


async def waiting_posts(connection: Connection, organization_id: UUID, rendition_id: UUID) -> list[UUID]:
    """The posts with a target that waits for it."""
    rows = await connection.fetch(QUERIES["waiting_posts"], organization_id, str(rendition_id))
    return [row["post_id"] for row in rows]


def _job(row: asyncpg.Record) -> RenditionJob:
    made, problem = row["object"], row["problem"]
    return RenditionJob(
        rendition_id=row["rendition_id"],
        organization_id=row["organization_id"],
        source=MediaObject.model_validate(row["source"]),
        plan=row["plan"],
        state=row["state"],
        attempts=row["attempts"],
        object=None if made is None else MediaObject.model_validate(made),
        problem=None if problem is None else (problem["code"], problem["detail"]),
    )
