"""Writing down all that a service keeps of an organisation: a file of JSON Lines for each table."""

import hashlib
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from uuid import UUID

import asyncpg
import structlog

from shared.clock import Clock
from shared.consuming import Received
from shared.events import ExportCompleted, ExportedFile, ExportRequested
from shared.objects import ObjectStore
from shared.postgres import Connection, Database, once_reached
from shared.privacy.erasing import cause_of, envelope_of
from shared.privacy.holdings import Holding, Holdings, hidden_columns, holdings_of
from shared.settings import ServiceName
from shared.unit_of_work import UnitOfWork, UnitOfWorkFactory
from shared.working import Lease

logger = structlog.get_logger(__name__)

CHANNEL = "exports"
_PREFETCHED = 500
# Reading holds back no relay, so one long look at everything as it was at one moment does no harm.
_LONGEST_MS = 3_600_000

_ASK = """
insert into exports_asked (export_id, organization_id, cause, requested_at)
select * from unnest($1::uuid[], $2::uuid[], $3::jsonb[], $4::timestamptz[])
on conflict do nothing
"""

_CLAIM = """
update exports_asked set lease_owner = $2, lease_until = now() + make_interval(secs => $3)
where export_id in (
    select export_id from exports_asked
    where done_at is null and (lease_until is null or lease_until < now())
    order by requested_at
    limit $1
    for update skip locked)
returning export_id, organization_id, cause
"""

_RENEW = """
update exports_asked set lease_until = now() + make_interval(secs => $3)
where export_id = any($1::uuid[]) and lease_owner = $2
"""

_RELEASE = (
    "update exports_asked set lease_until = null where export_id = any($1::uuid[]) and lease_owner = $2"
)

_DONE = """
update exports_asked set done_at = $3
where export_id = $1 and lease_owner = $2 and done_at is null
returning true
"""


@dataclass(frozen=True, slots=True)
class Export:
    """An organisation that wants what is kept of it."""

    export_id: UUID
    organization_id: UUID
    cause: dict[str, str]


@dataclass(frozen=True)
class Exporting:
    """Takes what is asked, and does it. A repeat writes the same files again."""

    service: ServiceName
    database: Database
    units: UnitOfWorkFactory
    clock: Clock
    lease: Lease
    known: Holdings
    objects: ObjectStore

    async def requested(self, work: UnitOfWork, received: Sequence[Received[ExportRequested]]) -> None:
        """Write down what is asked."""
        await work.connection.execute(
            _ASK,
            [item.data.export_id for item in received],
            [item.data.organization_id for item in received],
            [cause_of(item.envelope) for item in received],
            [item.data.requested_at for item in received],
        )
        work.notify(CHANNEL)

    async def claim(self, limit: int, lease: Lease) -> Sequence[Export]:
        async with self.database.acquire() as connection:
            rows = await connection.fetch(_CLAIM, limit, lease.owner, lease.seconds)
        return [Export(**row) for row in rows]

    async def renew(self, jobs: Sequence[Export], lease: Lease) -> None:
        async with self.database.acquire() as connection:
            await connection.execute(_RENEW, [job.export_id for job in jobs], lease.owner, lease.seconds)

    async def release(self, jobs: Sequence[Export], lease: Lease) -> None:
        async with self.database.acquire() as connection:
            await connection.execute(_RELEASE, [job.export_id for job in jobs], lease.owner)

    async def handle(self, job: Export) -> None:
        """Write one organisation's files and tell where they are."""
        connection = await asyncpg.connect(
            self.database.url, timeout=5, server_settings={"transaction_timeout": str(_LONGEST_MS)}
        )
        try:
            async with connection.transaction(isolation="repeatable_read", readonly=True):
                held = await holdings_of(connection, self.known)
                # One after another: each is read from the one snapshot.
                written = [
                    await self._written(connection, job, holding)
                    for holding in sorted(held, key=lambda holding: holding.table)
                ]
        finally:
            await connection.close(timeout=5)
        await once_reached(lambda: self._tell(job, tuple(written)), self.clock)

    async def _written(self, connection: Connection, job: Export, holding: Holding) -> ExportedFile:
        hidden = await hidden_columns(connection, holding.table, self.known)
        statement = (
            f'select (to_jsonb(t) - $2::text[])::text from "{holding.table}" t'  # noqa: S608  from the catalogue
            f" where {holding.condition}"
        )
        cursor = connection.cursor(statement, job.organization_id, hidden, prefetch=_PREFETCHED)
        lines = _Lines(row[0] async for row in cursor)
        key = f"organizations/{job.organization_id}/exports/{job.export_id}/{self.service}/{holding.table}.jsonl"
        await self.objects.put_stream(key, lines)
        return ExportedFile(
            table=holding.table, key=key, rows=lines.rows, size=lines.size, sha256=lines.digest.hexdigest()
        )

    async def _tell(self, job: Export, files: tuple[ExportedFile, ...]) -> None:
        async with self.units() as work:
            now = self.clock.now()
            if not await work.connection.fetchval(_DONE, job.export_id, self.lease.owner, now):
                return  # somebody else has taken it over
            work.tell(
                ExportCompleted(
                    organization_id=job.organization_id,
                    export_id=job.export_id,
                    service=self.service,
                    files=files,
                    completed_at=now,
                ),
                cause=envelope_of(job.cause),
            )
        logger.info("export completed", export_id=str(job.export_id), files=len(files))


class _Lines:
    """Texts as lines, counted and digested as they are read."""

    def __init__(self, texts: AsyncIterator[str]) -> None:
        self._texts = texts
        self.rows = self.size = 0
        self.digest = hashlib.sha256()

    def __aiter__(self) -> "_Lines":
        return self

    async def __anext__(self) -> bytes:
        line = (await anext(self._texts)).encode() + b"\n"
        self.rows += 1
        self.size += len(line)
        self.digest.update(line)
        return line
