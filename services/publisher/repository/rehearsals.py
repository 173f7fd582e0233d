"""Posts to be tried on the sandbox."""

from collections.abc import Mapping, Sequence

import asyncpg
from pydantic import TypeAdapter

from services.publisher.domain.rehearsals import Rehearsal
from services.publisher.repository.rows import envelope_text, to_envelope
from shared.consuming import Received
from shared.events import PostTarget, RehearsalRequested
from shared.postgres import Connection, Database
from shared.working import Lease

_TARGETS = TypeAdapter(tuple[PostTarget, ...])


class RehearsalRepository:
    """Statements of queries/rehearsals.sql; no decisions."""

    def __init__(self, database: Database, queries: Mapping[str, str]) -> None:
        self._database = database
        self._queries = queries

    async def request(self, connection: Connection, received: Sequence[Received[RehearsalRequested]]) -> None:
        told = [one.data for one in received]
        await connection.execute(
            self._queries["request"],
            [one.rehearsal_id for one in told],
            [one.organization_id for one in told],
            [one.post_id for one in told],
            [_TARGETS.dump_json(one.targets).decode() for one in told],
            [envelope_text(one.envelope) for one in received],
            [one.requested_at for one in told],
        )

    async def claim(self, limit: int, lease: Lease) -> list[Rehearsal]:
        async with self._database.acquire() as connection:
            rows = await connection.fetch(self._queries["claim"], limit, lease.owner, lease.seconds)
        return [_rehearsal(row) for row in rows]

    async def renew(self, rehearsals: Sequence[Rehearsal], lease: Lease) -> None:
        ids = [one.rehearsal_id for one in rehearsals]
        async with self._database.acquire() as connection:
            await connection.execute(self._queries["renew"], ids, lease.owner, lease.seconds)

    async def release(self, rehearsals: Sequence[Rehearsal], lease: Lease) -> None:
        ids = [one.rehearsal_id for one in rehearsals]
        async with self._database.acquire() as connection:
            await connection.execute(self._queries["release"], ids, lease.owner)

    async def end(self, connection: Connection, rehearsal: Rehearsal) -> bool:
        """Whether it was ours to end."""
        row = await connection.fetchrow(self._queries["end"], rehearsal.rehearsal_id, rehearsal.owner)
        return row is not None


def _rehearsal(row: asyncpg.Record) -> Rehearsal:
    return Rehearsal(
        rehearsal_id=row["rehearsal_id"],
        organization_id=row["organization_id"],
        post_id=row["post_id"],
        targets=_TARGETS.validate_python(row["targets"]),
        cause=to_envelope(row["cause"]),
        owner=row["lease_owner"],
    )
