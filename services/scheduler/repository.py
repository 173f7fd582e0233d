"""Rows of the plan: asyncpg in, plain values out, no decisions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from services.scheduler.domain import Plan
from shared.events import AccountConnected, AccountDegraded, AccountDisconnected, PostFailed, PostPublished
from shared.postgres import Connection


class Missed(NamedTuple):
    """What would have told that an occurrence is due, and whether its account had been taken away."""

    headers: str
    value: str
    disconnected: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """What one turn of the engine did.

    Attributes:
        lateness: Seconds from due to told, for each that was told.
        at: The database's clock at that moment.
    """

    lateness: Sequence[float]
    held: int
    missed: Sequence[Missed]
    at: datetime


@dataclass(frozen=True, slots=True)
class Measures:
    overdue: int
    held: int
    planned: int


class PlanRepository:
    """Statements on posts, occurrences, tenants and accounts."""

    def __init__(self, queries: Mapping[str, str]) -> None:
        self._queries = queries

    async def hold_tenants(self, connection: Connection, organization_ids: Sequence[UUID]) -> None:
        """Take the tenants' rows, which whoever changes what waits has to hold."""
        await connection.execute(self._queries["add_tenants"], organization_ids)
        await connection.execute(self._queries["hold_tenants"], organization_ids)

    async def find_foreign(self, connection: Connection, plans: Sequence[Plan]) -> dict[UUID, bool]:
        """Posts that name what belongs to another organisation: true where it is the post itself, else an account."""
        targets = [
            (p.post.post_id, p.post.organization_id, t.account_id) for p in plans for t in p.occurrences
        ]
        rows = await connection.fetch(self._queries["find_foreign"], *_columns(targets, 3))
        return {row["post_id"]: row["foreign_post"] for row in rows}

    async def plan(self, connection: Connection, plans: Sequence[Plan]) -> bool:
        """Take over what is newer; whether something is due before what was next."""
        posts = [
            (
                p.post.post_id,
                p.post.organization_id,
                p.post.revision,
                p.post.state,
                p.post.campaign_id,
                p.post.request_id,
                p.local_time,
                p.post.time_zone,
                p.post.scheduled_at,
            )
            for p in plans
        ]
        occurrences = [
            (
                o.publication_id,
                o.post_id,
                o.account_id,
                o.network,
                o.due_at,
                o.misses_at,
                o.due_headers,
                o.due_value,
            )
            for p in plans
            for o in p.occurrences
        ]
        rows = await connection.fetch(self._queries["plan"], *_columns(posts, 9), *_columns(occurrences, 8))
        return bool(rows)

    async def take_turns(self, connection: Connection, limit: int) -> list[UUID]:
        """Tenants with something due that no other replica serves now; theirs are held until the end."""
        rows = await connection.fetch(self._queries["take_turns"], limit)
        return [row["organization_id"] for row in rows]

    async def await_turn(self, connection: Connection) -> list[UUID]:
        """The tenant that is due longest, waited for until nobody else holds it; none when nothing is due."""
        rows = await connection.fetch(self._queries["await_turn"])
        return [row["organization_id"] for row in rows]

    async def tell_due(self, connection: Connection, organization_ids: Sequence[UUID], share: int) -> Told:
        """Settle up to `share` due occurrences of each of these tenants."""
        row = await connection.fetchrow(self._queries["tell_due"], organization_ids, share)
        assert row is not None, "the statement has one row"
        return Told(row["lateness"], row["held"], [Missed(*pair) for pair in row["missed"]], row["at"])

    async def miss_held(self, connection: Connection, limit: int) -> tuple[list[Missed], datetime | None]:
        """Mark what was held beyond its grace period; returns it, and the database's clock."""
        rows = await connection.fetch(self._queries["miss_held"], limit)
        missed = [Missed(row["headers"], row["value"], row["disconnected"]) for row in rows]
        return missed, rows[0]["at"] if rows else None

    async def seconds_to_next(self, connection: Connection) -> float | None:
        """Until something has to be done by itself; negative when it is late, none when nothing is planned."""
        seconds: float | None = await connection.fetchval(self._queries["seconds_to_next"])
        return seconds

    async def is_outbox_full(self, connection: Connection, limit: int) -> bool:
        """Whether more than that many records wait for Kafka."""
        return bool(await connection.fetchval(self._queries["is_outbox_full"], limit))

    async def note_connected(self, connection: Connection, events: Sequence[AccountConnected]) -> list[UUID]:
        """Returns the accounts whose state changed."""
        rows = [(e.account_id, e.organization_id, e.revision, e.connected_at) for e in events]
        changed = await connection.fetch(self._queries["note_connected"], *_columns(rows, 4))
        return [row["account_id"] for row in changed]

    async def note_degraded(self, connection: Connection, events: Sequence[AccountDegraded]) -> None:
        rows = [(e.account_id, e.organization_id, e.revision) for e in events]
        await connection.execute(self._queries["note_degraded"], *_columns(rows, 3))

    async def note_disconnected(self, connection: Connection, events: Sequence[AccountDisconnected]) -> None:
        rows = [(e.account_id, e.organization_id, e.disconnected_at) for e in events]
        await connection.execute(self._queries["note_disconnected"], *_columns(rows, 3))

    async def release(self, connection: Connection, account_ids: Sequence[UUID]) -> bool:
        """Let what these accounts held wait again; whether something is due before what was next."""
        return bool(await connection.fetch(self._queries["release"], account_ids))

    async def note_outcomes(
        self, connection: Connection, events: Sequence[PostPublished | PostFailed]
    ) -> None:
        rows = [
            (
                e.publication_id,
                e.organization_id,
                e.post_id,
                e.account_id,
                e.network,
                e.revision,
                e.due_at,
                "published" if isinstance(e, PostPublished) else e.outcome,
            )
            for e in events
        ]
        await connection.execute(self._queries["note_outcomes"], *_columns(rows, 8))

    async def measure(self, connection: Connection) -> Measures:
        row = await connection.fetchrow(self._queries["measure"])
        assert row is not None, "the statement has one row"
        return Measures(**row)


def _columns(rows: Sequence[tuple[object, ...]], count: int) -> list[list[object]]:
    """The same values as arrays, one a column, as unnest takes them."""
    return [[row[column] for row in rows] for column in range(count)]
