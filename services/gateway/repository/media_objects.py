"""The objects of media in the database, and how long media are kept."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from services.gateway.domain.media import Media
from services.gateway.repository.media import media_of
from shared.postgres import Connection
from shared.sql import load_queries

QUERIES = load_queries(Path(__file__).parents[1] / "queries" / "media_objects.sql")


@dataclass(frozen=True, slots=True)
class Retention:
    """After how many days without use media are deleted; None: never. Before it was ever set the revision is 0."""

    unused_days: int | None = None
    revision: int = 0
    updated_at: datetime | None = None


async def hold(connection: Connection, key: str, organization_id: UUID, until: datetime) -> bool:
    """Note that an object is about to be written; False while it is being taken away."""
    return await connection.fetchval(QUERIES["hold_object"], key, organization_id, until) is True


async def leave(connection: Connection, keys: Collection[str], organization_id: UUID, now: datetime) -> None:
    """Note that objects may be named by nothing any more."""
    await connection.execute(QUERIES["leave_objects"], sorted(keys), organization_id, now)


async def claim(connection: Connection, limit: int, owner: str, seconds: float, now: datetime) -> list[str]:
    """Take up to so many that are to be looked at."""
    rows = await connection.fetch(QUERIES["claim_objects"], limit, owner, seconds, now)
    return [row["key"] for row in rows]


async def renew(connection: Connection, keys: Collection[str], owner: str, seconds: float) -> None:
    await connection.execute(QUERIES["renew_objects"], list(keys), owner, seconds)


async def release(connection: Connection, keys: Collection[str], owner: str) -> None:
    await connection.execute(QUERIES["release_objects"], list(keys), owner)


async def judge(connection: Connection, key: str, owner: str, now: datetime) -> bool:
    """Whether an object is to be taken away now; from then on nobody writes it until it is forgotten."""
    return await connection.fetchval(QUERIES["judge_object"], key, owner, now) is True


async def forget(connection: Connection, key: str) -> None:
    await connection.execute(QUERIES["forget_object"], key)


async def retention(connection: Connection) -> Retention:
    """The organisation's rule."""
    row = await connection.fetchrow(QUERIES["get_retention"])
    return Retention() if row is None else Retention(*row)


async def lock_retention(connection: Connection) -> Retention:
    """As `retention`, and nobody else changes it until the transaction ends."""
    row = await connection.fetchrow(QUERIES["lock_retention"])
    return Retention() if row is None else Retention(*row)


async def put_retention(connection: Connection, organization_id: UUID, rule: Retention) -> None:
    await connection.execute(
        QUERIES["put_retention"], organization_id, rule.unused_days, rule.revision, rule.updated_at
    )


async def rules(connection: Connection) -> list[tuple[UUID, int]]:
    """The organisations that have a rule, and its days."""
    return [
        (row["organization_id"], row["unused_days"])
        for row in await connection.fetch(QUERIES["retention_rules"])
    ]


async def unchanged(connection: Connection, after: UUID | None, before: datetime, limit: int) -> list[UUID]:
    """Some media that nobody has changed since, in the order of their ids."""
    rows = await connection.fetch(QUERIES["unchanged_media"], after, before, limit)
    return [row["media_id"] for row in rows]


async def in_use(connection: Connection, media_ids: Collection[UUID], since: datetime) -> set[UUID]:
    """Those of these that something needs, or has used since."""
    rows = await connection.fetch(QUERIES["media_in_use"], list(media_ids), since)
    return {row["media_id"] for row in rows}


async def lock_unchanged(
    connection: Connection, media_ids: Collection[UUID], before: datetime
) -> list[Media]:
    """Those of these that nobody has changed since; nobody begins to use them until the transaction ends."""
    rows = await connection.fetch(QUERIES["lock_unchanged_media"], list(media_ids), before)
    return [media_of(row) for row in rows]


async def purgeable(connection: Connection, now: datetime) -> list[UUID]:
    """Organisations with media whose time of grace is over."""
    return [row["organization_id"] for row in await connection.fetch(QUERIES["purgeable"], now)]


async def lock_purgeable(connection: Connection, now: datetime, limit: int) -> list[Media]:
    """Some media whose time of grace is over."""
    return [media_of(row) for row in await connection.fetch(QUERIES["lock_purgeable"], now, limit)]


async def delete_media(connection: Connection, media_ids: Collection[UUID]) -> None:
    await connection.execute(QUERIES["delete_media"], list(media_ids))


async def delete_renditions(connection: Connection, keys: Collection[str]) -> list[str]:
    """Forget what was made of files that are gone; gives the keys of it."""
    return [row["key"] for row in await connection.fetch(QUERIES["delete_renditions"], list(keys))]
