"""The publish ledger in the database."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from pydantic_core import to_jsonable_python

from services.gateway.domain.publications import Attempt, Halt, Publication, Wish
from shared.events import HaltScope, NetworkName
from shared.postgres import Connection
from shared.sql import load_queries

QUERIES = load_queries(Path(__file__).parents[1] / "queries" / "publications.sql")
Position = tuple[datetime, UUID]


async def apply(connection: Connection, query: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Rows of events, by the statement's name."""
    if rows:
        await connection.execute(QUERIES[query], to_jsonable_python(list(rows)))


async def page(
    connection: Connection,
    *,
    after: Position | None,
    states: Sequence[str] | None,
    network: NetworkName | None,
    account_id: UUID | None,
    post_id: UUID | None,
    campaign_id: UUID | None,
    limit: int,
) -> list[Publication]:
    at, publication_id = after or (None, None)
    rows = await connection.fetch(
        QUERIES["list_publications"],
        publication_id,
        at,
        states,
        network,
        account_id,
        post_id,
        campaign_id,
        limit,
    )
    return [Publication(**row) for row in rows]


async def find(connection: Connection, publication_id: UUID, *, lock: bool = False) -> Publication | None:
    query = "lock_publication" if lock else "get_publication"
    row = await connection.fetchrow(QUERIES[query], publication_id)
    return Publication(**row) if row else None


async def attempts(
    connection: Connection, publication_id: UUID, *, after: tuple[datetime, UUID] | None, rows: int
) -> list[Attempt]:
    at, attempt_id = after or (None, None)
    found = await connection.fetch(QUERIES["attempts_of_publication"], publication_id, at, attempt_id, rows)
    return [Attempt(**row) for row in found]


async def wishes(connection: Connection, publication_id: UUID) -> list[Wish]:
    rows = await connection.fetch(QUERIES["wishes_of_publication"], publication_id)
    return [Wish(**row) for row in rows]


async def insert_wish(connection: Connection, wish: Wish) -> Wish | None:
    """None if another one is open."""
    row = await connection.fetchrow(
        QUERIES["insert_wish"],
        wish.wish_id,
        wish.organization_id,
        wish.publication_id,
        wish.action,
        wish.url,
        wish.text,
        wish.requested_by,
        wish.requested_at,
    )
    return Wish(**row) if row else None


async def is_there(connection: Connection, scope: HaltScope, target: str) -> bool:
    """Whether the organisation has this post, campaign or account."""
    return bool(await connection.fetchval(QUERIES["is_there"], scope, target))


async def insert_halt(connection: Connection, halt: Halt) -> Halt | None:
    """None if the same thing is halted already."""
    row = await connection.fetchrow(
        QUERIES["insert_halt"],
        halt.halt_id,
        halt.organization_id,
        halt.scope,
        halt.target,
        halt.reason,
        halt.created_by,
        halt.created_at,
    )
    return Halt(**row) if row else None


async def active_halt(connection: Connection, scope: HaltScope, target: str) -> Halt | None:
    row = await connection.fetchrow(QUERIES["active_halt"], scope, target)
    return Halt(**row) if row else None


async def halt_of_publication(connection: Connection, publication_id: UUID) -> Halt | None:
    """The first that covers it; None where nothing stops it."""
    row = await connection.fetchrow(QUERIES["halt_of_publication"], publication_id)
    return Halt(**row) if row else None


async def halts(connection: Connection, after: UUID | None, *, active: bool | None, limit: int) -> list[Halt]:
    return [Halt(**row) for row in await connection.fetch(QUERIES["list_halts"], after, active, limit)]


async def find_halt(connection: Connection, halt_id: UUID) -> Halt | None:
    row = await connection.fetchrow(QUERIES["get_halt"], halt_id)
    return Halt(**row) if row else None


async def end_halt(connection: Connection, halt_id: UUID, now: datetime) -> Halt | None:
    """None if it has ended already."""
    row = await connection.fetchrow(QUERIES["end_halt"], halt_id, now)
    return Halt(**row) if row else None


async def publications_of_halt(
    connection: Connection, halt_id: UUID, after: Position | None, limit: int
) -> list[Publication]:
    at, publication_id = after or (None, None)
    rows = await connection.fetch(QUERIES["publications_of_halt"], halt_id, publication_id, at, limit)
    return [Publication(**row) for row in rows]
