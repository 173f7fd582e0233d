"""Forgetting an organisation: rows, objects, what waits in the outbox, and the records of compacted topics.

Each step may be repeated, so a crash between any two means that the next owner of the lease goes on. The rows go in
pieces, children first, until a whole pass finds none: what is written meanwhile by work that had begun is found by the
next pass, and what comes in later is dropped (`shared/consuming.py`).
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

import structlog

from shared import outbox
from shared.clock import Clock
from shared.consuming import Received
from shared.events import Envelope, ErasureCompleted, ErasureRequested
from shared.objects import ObjectStore
from shared.outbox import OutboxRecord
from shared.postgres import Connection, Database, once_reached
from shared.privacy.holdings import Holding, Holdings, holdings_of
from shared.settings import ServiceName
from shared.unit_of_work import UnitOfWork, UnitOfWorkFactory
from shared.working import Lease

logger = structlog.get_logger(__name__)

CHANNEL = "erasures"
_PIECE = 2_000
_MOST_PASSES = 20
_AGAIN_HOURS = 48

_ASK = """
insert into erasures (erasure_id, organization_id, user_id, cause, requested_at)
select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::jsonb[], $5::timestamptz[])
on conflict do nothing
"""

_CLAIM = """
update erasures set lease_owner = $2, lease_until = now() + make_interval(secs => $3)
where erasure_id in (
    select erasure_id from erasures
    where done_at is null and (lease_until is null or lease_until < now())
    order by requested_at
    limit $1
    for update skip locked)
returning erasure_id, organization_id, user_id, cause
"""

_RENEW = """
update erasures set lease_until = now() + make_interval(secs => $3)
where erasure_id = any($1::uuid[]) and lease_owner = $2
"""

_RELEASE = "update erasures set lease_until = null where erasure_id = any($1::uuid[]) and lease_owner = $2"

# What was found before a crash is counted as well.
_COUNT = """
update erasures set rows = rows || jsonb_build_object($2::text, coalesce((rows ->> $2::text)::bigint, 0) + $3::bigint)
where erasure_id = $1
"""

_COUNT_OBJECTS = "update erasures set objects = objects + $2 where erasure_id = $1"

_DONE = """
update erasures set done_at = $3
where erasure_id = $1 and lease_owner = $2 and done_at is null
returning rows, objects
"""

# As `encode_texts` writes the header; what is told by the transaction at hand is not there yet.
_SCRUB = """
delete from outbox where (txid, seq) in (
    select txid, seq from outbox
    where position($1 in headers) > 0 and value is not null and position('"postwright.erasure.' in headers) = 0
    limit 2000)
"""

# Work that had begun before may have written something after everything was gone.
_LATELY = """
select erasure_id, organization_id, user_id, cause from erasures
where done_at > now() - make_interval(hours => $1) and user_id is null
"""


@dataclass(frozen=True, slots=True)
class Erasure:
    """Somebody to forget."""

    erasure_id: UUID
    organization_id: UUID
    user_id: UUID | None
    cause: dict[str, str]


ForgetPerson = Callable[[Connection, UUID], Awaitable[dict[str, int]]]
"""Deletes what is kept of a person, given by id: rows by table. Called in one transaction; repeats are harmless."""


@dataclass(frozen=True)
class Erasing:
    """Takes what is asked, and does it.

    Attributes:
        units: On the owner's database: an organisation's rows are found whatever the role sees.
        objects: Where an organisation's files lie, under `organizations/<id>/`.
        forget_person: Where the service keeps something of persons.
    """

    service: ServiceName
    database: Database
    units: UnitOfWorkFactory
    clock: Clock
    lease: Lease
    known: Holdings
    objects: ObjectStore | None = None
    forget_person: ForgetPerson | None = None

    async def requested(self, work: UnitOfWork, received: Sequence[Received[ErasureRequested]]) -> None:
        """Write down who is to be forgotten; from this moment on nothing more of the organisation is taken in."""
        await work.connection.execute(
            _ASK,
            [item.data.erasure_id for item in received],
            [item.data.organization_id for item in received],
            [item.data.user_id for item in received],
            [cause_of(item.envelope) for item in received],
            [item.data.requested_at for item in received],
        )
        work.notify(CHANNEL)

    async def claim(self, limit: int, lease: Lease) -> Sequence[Erasure]:
        async with self.database.acquire() as connection:
            rows = await connection.fetch(_CLAIM, limit, lease.owner, lease.seconds)
        return [Erasure(**row) for row in rows]

    async def renew(self, jobs: Sequence[Erasure], lease: Lease) -> None:
        async with self.database.acquire() as connection:
            await connection.execute(_RENEW, [job.erasure_id for job in jobs], lease.owner, lease.seconds)

    async def release(self, jobs: Sequence[Erasure], lease: Lease) -> None:
        async with self.database.acquire() as connection:
            await connection.execute(_RELEASE, [job.erasure_id for job in jobs], lease.owner)

    async def handle(self, job: Erasure) -> None:
        """Forget one organisation or person and tell that it is done."""
        if job.user_id is None:
            await self._forget_organization(job)
        elif self.forget_person is not None:
            async with self.units() as work:
                for table, count in (await self.forget_person(work.connection, job.user_id)).items():
                    await work.connection.execute(_COUNT, job.erasure_id, table, count)
        await once_reached(lambda: self._tell(job), self.clock)

    async def again(self) -> None:
        """Look once more at organisations that were forgotten lately."""
        async with self.database.acquire() as connection:
            rows = await connection.fetch(_LATELY, _AGAIN_HOURS)
        for row in rows:
            await self._forget_organization(Erasure(**row))

    async def _forget_organization(self, job: Erasure) -> None:
        await self._forget_rows(job)
        await self._forget_objects(job)
        await self._forget_outbox(job)

    async def _forget_rows(self, job: Erasure) -> None:
        async with self.database.acquire() as connection:
            held = await holdings_of(connection, self.known)
        for _ in range(_MOST_PASSES):
            await self._open_cycles(job)
            # No comprehension: each piece is a transaction of its own, in this order.
            gone = 0
            for holding in held:
                gone += await self._forget_table(job, holding)
            if gone == 0:
                return
        raise RuntimeError(
            f"rows of organization {job.organization_id} keep coming; is something still writing?"
        )

    async def _open_cycles(self, job: Erasure) -> None:
        for reference in self.known.cycles:
            table, column = reference.split(".")
            async with self.units() as work:
                await work.connection.execute(
                    f'update "{table}" set "{column}" = null'  # noqa: S608  names from the code
                    f' where organization_id = $1 and "{column}" is not null',
                    job.organization_id,
                )

    async def _forget_table(self, job: Erasure, holding: Holding) -> int:
        tombstones = self.known.tombstones.get(holding.table)
        key = tombstones.key if tombstones is not None else "null"
        statement = (
            f'delete from "{holding.table}" d where d.ctid = any(array('  # noqa: S608  names from the catalogue
            f'select t.ctid from "{holding.table}" t where {holding.condition} limit {_PIECE})) returning {key} as key'
        )
        gone = 0
        while True:
            async with self.units() as work:
                # A ledger that refuses every other deletion lets this one through.
                await work.connection.execute("select set_config('app.erasing', 'yes', true)")
                rows = await work.connection.fetch(statement, job.organization_id)
                if rows:
                    await work.connection.execute(_COUNT, job.erasure_id, holding.table, len(rows))
                if tombstones is not None:
                    headers = outbox.encode_texts([("ce_orgid", str(job.organization_id))])
                    for row in rows:
                        work.append(OutboxRecord(tombstones.topic, row["key"], headers, None))
            gone += len(rows)
            if len(rows) < _PIECE:
                return gone

    async def _forget_objects(self, job: Erasure) -> None:
        if self.objects is None:
            return
        count = await self.objects.delete_under(f"organizations/{job.organization_id}")
        async with self.database.acquire() as connection:
            await connection.execute(_COUNT_OBJECTS, job.erasure_id, count)

    async def _forget_outbox(self, job: Erasure) -> None:
        header = outbox.encode_texts([("ce_orgid", str(job.organization_id))])[1:-1]
        while True:
            async with self.database.transaction() as connection:
                if await connection.execute(_SCRUB, header) == "DELETE 0":
                    return

    async def _tell(self, job: Erasure) -> None:
        async with self.units() as work:
            now = self.clock.now()
            row = await work.connection.fetchrow(_DONE, job.erasure_id, self.lease.owner, now)
            if row is None:
                return  # somebody else has taken it over
            work.tell(
                ErasureCompleted(
                    organization_id=job.organization_id,
                    erasure_id=job.erasure_id,
                    user_id=job.user_id,
                    service=self.service,
                    rows=row["rows"],
                    objects=row["objects"],
                    completed_at=now,
                ),
                cause=envelope_of(job.cause),
            )
        logger.info("erasure completed", erasure_id=str(job.erasure_id), rows=sum(row["rows"].values()))


def cause_of(envelope: Envelope) -> dict[str, str]:
    """An envelope as it is kept beside work."""
    return dict(envelope.to_texts())


def envelope_of(kept: dict[str, str]) -> Envelope:
    """The envelope that was kept."""
    return Envelope.from_mapping({name: text.encode() for name, text in kept.items()})
