"""Claimed work: so many at once, a lease while it runs, and nothing lost when a process ends."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence

import pytest
from prometheus_client import CollectorRegistry

from shared.metrics import CoreMetrics
from shared.postgres import Database
from shared.testing.waiting import eventually
from shared.working import Lease, Worker

_CLAIM = """
update jobs set lease_owner = $2, lease_until = now() + make_interval(secs => $3)
where id in (select id from jobs where not done and coalesce(lease_until < now(), true)
             order by id limit $1 for update skip locked)
returning id
"""


class Jobs:
    """A table of jobs, as services have them."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.looks = 0

    async def create(self, count: int) -> None:
        async with self._database.acquire() as connection:
            await connection.execute(
                "create table jobs (id serial primary key, done bool not null default false,"
                " lease_owner text, lease_until timestamptz)"
            )
            await connection.execute("insert into jobs (id) select generate_series(1, $1)", count)

    async def claim(self, limit: int, lease: Lease) -> Sequence[int]:
        self.looks += 1
        async with self._database.acquire() as connection:
            return [row["id"] for row in await connection.fetch(_CLAIM, limit, lease.owner, lease.seconds)]

    async def finish(self, job: int) -> None:
        async with self._database.acquire() as connection:
            await connection.execute("update jobs set done = true where id = $1", job)

    async def renew(self, jobs: Sequence[int], lease: Lease) -> None:
        async with self._database.acquire() as connection:
            await connection.execute(
                "update jobs set lease_until = now() + make_interval(secs => $3)"
                " where id = any($1) and lease_owner = $2",
                list(jobs),
                lease.owner,
                lease.seconds,
            )

    async def release(self, jobs: Sequence[int], lease: Lease) -> None:
        async with self._database.acquire() as connection:
            await connection.execute(
                "update jobs set lease_owner = null, lease_until = null where id = any($1) and lease_owner = $2",
                list(jobs),
                lease.owner,
            )

    async def left(self) -> int:
        async with self._database.acquire() as connection:
            return int(await connection.fetchval("select count(*) from jobs where not done"))


@pytest.fixture
async def jobs(database_url: str) -> AsyncIterator[Jobs]:
    database = Database(database_url, application_name="working-test")
    await database.open()
    made = Jobs(database)
    await made.create(20)
    yield made
    await database.close()


@contextlib.asynccontextmanager
async def working(
    jobs: Jobs,
    handle: Callable[[int], Awaitable[None]],
    lease: Lease,
    concurrency: int = 5,
    idle_seconds: float = 0.05,
) -> AsyncIterator[None]:
    worker: Worker[int] = Worker(
        "test",
        jobs,
        handle,
        wake=asyncio.Event(),
        concurrency=concurrency,
        lease=lease,
        metrics=CoreMetrics(CollectorRegistry()),
        idle_seconds=idle_seconds,
    )
    task = asyncio.create_task(worker.run())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def test_no_more_than_so_many_run_at_once_and_a_free_slot_is_filled_at_once(jobs: Jobs) -> None:
    """A slow job holds its own slot, not the others'."""
    running, most, slow = 0, 0, asyncio.Event()

    async def handle(job: int) -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        if job == 1:
            await slow.wait()
        await jobs.finish(job)
        running -= 1

    async def one_left() -> bool:
        return await jobs.left() == 1

    async with working(jobs, handle, Lease.of("a"), concurrency=3):
        await eventually(one_left)
        slow.set()
        await eventually(lambda: running == 0)
    assert (most, await jobs.left()) == (3, 0)


async def test_long_jobs_alone_are_no_reason_to_look_again_and_again(jobs: Jobs) -> None:
    """With most of the places taken and nothing more to do, the worker waits until it is told."""
    for job in range(4, 21):
        await jobs.finish(job)
    running, slow = 0, asyncio.Event()

    async def handle(job: int) -> None:
        nonlocal running
        running += 1
        await slow.wait()
        await jobs.finish(job)

    async with working(jobs, handle, Lease.of("a"), concurrency=5, idle_seconds=60):
        await eventually(lambda: running == 3)
        await asyncio.sleep(0.3)
        assert jobs.looks == 2
        slow.set()


async def test_two_workers_never_hold_the_same_job(jobs: Jobs) -> None:
    """Each is handled once in all."""
    handled: list[int] = []

    async def handle(job: int) -> None:
        handled.append(job)
        await jobs.finish(job)

    async def none_left() -> bool:
        return await jobs.left() == 0

    async with working(jobs, handle, Lease.of("a")), working(jobs, handle, Lease.of("b")):
        await eventually(none_left)
    assert sorted(handled) == list(range(1, 21))


async def test_a_lease_is_renewed_for_as_long_as_the_job_runs(jobs: Jobs) -> None:
    """A job may take longer than its lease; nobody else gets it while its worker is alive."""
    handled: list[int] = []
    lease = Lease.of("a", seconds=0.3)
    renewals = 0
    may_end = asyncio.Event()
    renew = jobs.renew

    async def counted(held: Sequence[int], of: Lease) -> None:
        nonlocal renewals
        await renew(held, of)
        renewals += 1
        if renewals == 6:  # twice the lease has passed
            may_end.set()

    jobs.renew = counted  # type: ignore[method-assign, assignment]  # counts on the way

    async def handle(job: int) -> None:
        handled.append(job)
        await may_end.wait()
        await jobs.finish(job)

    async def none_left() -> bool:
        return await jobs.left() == 0

    async with (
        working(jobs, handle, lease, concurrency=20),
        working(jobs, handle, Lease.of("b", seconds=0.3), concurrency=20),
    ):
        await eventually(none_left)
    assert sorted(handled) == list(range(1, 21))


async def test_a_job_whose_worker_crashed_on_it_comes_again_after_its_lease(jobs: Jobs) -> None:
    """An error in one job harms no other one."""
    tries: dict[int, int] = {}

    async def handle(job: int) -> None:
        tries[job] = tries.get(job, 0) + 1
        if job == 7 and tries[job] == 1:
            raise RuntimeError("a defect")
        await jobs.finish(job)

    async def none_left() -> bool:
        return await jobs.left() == 0

    async with working(jobs, handle, Lease.of("a", seconds=0.3)):
        await eventually(none_left)
    assert {job for job, count in tries.items() if count > 1} == {7}


async def test_a_worker_that_is_stopped_finishes_what_it_has_begun(jobs: Jobs) -> None:
    """Within seconds; it takes nothing new meanwhile."""
    begun: list[int] = []
    go_on = asyncio.Event()

    async def handle(job: int) -> None:
        begun.append(job)
        await go_on.wait()
        await jobs.finish(job)

    async with working(jobs, handle, Lease.of("a"), concurrency=5):
        await eventually(lambda: len(begun) == 5)
        asyncio.get_running_loop().call_later(0.1, go_on.set)
    assert (len(begun), await jobs.left()) == (5, 15)
