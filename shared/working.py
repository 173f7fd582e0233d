"""Work beside the consumer: rows taken with a lease and worked on outside any transaction, and what recurs."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

import structlog

from shared.ids import new_id
from shared.metrics import CoreMetrics
from shared.postgres import is_database_away

logger = structlog.get_logger(__name__)

Job = TypeVar("Job")
_GRACE_SECONDS = 15.0
_AWAY_SECONDS = 0.5
_BUSY_SECONDS = 0.03
_EVERY_SECONDS = 5.0


@dataclass(frozen=True)
class Lease:
    """Who holds a job, and for how long without a renewal.

    The owner is new with every start of a process, so that what a killed one held is never taken for its
    successor's. Times are counted by the database's clock alone.
    """

    owner: str
    seconds: float

    @classmethod
    def of(cls, instance: str, seconds: float = 30.0) -> "Lease":
        return cls(f"{instance}/{new_id()}", seconds)


class Queue(Protocol[Job]):
    """Rows that are work for somebody."""

    async def claim(self, limit: int, lease: Lease) -> Sequence[Job]:
        """Take up to that many free jobs under the lease, with FOR UPDATE SKIP LOCKED."""

    async def renew(self, jobs: Sequence[Job], lease: Lease) -> None:
        """Prolong the lease of jobs that are being worked on."""

    async def release(self, jobs: Sequence[Job], lease: Lease) -> None:
        """Give back jobs that a stopping process did not finish."""


class Worker(Generic[Job]):
    """Takes jobs as they come and works on up to `concurrency` of them at once.

    Args:
        name: For logs and metrics.
        queue: Where the jobs come from.
        handle: Does one job and commits its outcome, guarded by the lease's owner. What it raises is logged; the
            lease then runs out and somebody takes the job again.
        wake: Set when there may be work; without it the worker looks once every `idle_seconds`.
        concurrency: Most jobs at once.
        lease: Under which jobs are held.
    """

    def __init__(
        self,
        name: str,
        queue: Queue[Job],
        handle: Callable[[Job], Awaitable[None]],
        *,
        wake: asyncio.Event,
        concurrency: int,
        lease: Lease,
        metrics: CoreMetrics,
        idle_seconds: float = 1.0,
    ) -> None:
        self.name = name
        self._queue = queue
        self._handle = handle
        self._wake = wake
        self._concurrency = concurrency
        self._lease = lease
        self._metrics = metrics
        self._idle_seconds = idle_seconds
        self._running: dict[asyncio.Task[None], Job] = {}

    async def run(self) -> None:
        """Work until cancelled; then finish what is under way, within seconds, and give back the rest."""
        renewing = asyncio.create_task(self._renew_leases(), name=f"{self.name}-renew")
        try:
            while True:
                await self._take()
        finally:
            await self._finish()
            renewing.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await renewing

    async def _take(self) -> None:
        free = self._concurrency - len(self._running)
        if free == 0:
            await asyncio.wait(self._running, return_when=asyncio.FIRST_COMPLETED)
            return
        self._wake.clear()
        try:
            jobs = await self._queue.claim(free, self._lease)
        except Exception as error:
            if not is_database_away(error):
                raise
            logger.warning("claim failed, database away", worker=self.name, reason=repr(error))
            await asyncio.sleep(_AWAY_SECONDS)
            return
        for job in jobs:
            task = asyncio.create_task(self._work(job), name=self.name)
            self._running[task] = job
            task.add_done_callback(self._ended)
        self._metrics.jobs_running.labels(self.name).set(len(self._running))
        if len(self._running) > self._concurrency / 2:
            # A claim costs the same for one job as for many: where there is plenty to do, let some places come free.
            await asyncio.sleep(_BUSY_SECONDS)
        if not jobs:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self._idle_seconds):
                    await self._wake.wait()

    async def _work(self, job: Job) -> None:
        try:
            await self._handle(job)
        except Exception:
            self._metrics.jobs.labels(self.name, "crashed").inc()
            logger.exception("job failed, its lease will run out", worker=self.name)
        else:
            self._metrics.jobs.labels(self.name, "done").inc()

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._running.pop(task, None)
        self._metrics.jobs_running.labels(self.name).set(len(self._running))
        # A finished job may have made another one free to take.
        self._wake.set()

    async def _renew_leases(self) -> None:
        while True:
            await asyncio.sleep(self._lease.seconds / 3)
            jobs = list(self._running.values())
            if not jobs:
                continue
            try:
                await self._queue.renew(jobs, self._lease)
            except Exception as error:  # noqa: BLE001  whatever it was, the next turn tries again
                logger.warning("leases not renewed", worker=self.name, reason=repr(error))

    async def _finish(self) -> None:
        if not self._running:
            return
        _done, pending = await asyncio.wait(dict(self._running), timeout=_GRACE_SECONDS)
        jobs = [self._running[task] for task in pending if task in self._running]
        for task in pending:
            task.cancel()
        await asyncio.gather(*pending, return_exceptions=True)
        if jobs:
            logger.warning("jobs given back unfinished", worker=self.name, count=len(jobs))
            with contextlib.suppress(Exception):  # the lease runs out by itself
                await self._queue.release(jobs, self._lease)


class Recurring:
    """What is done every few seconds, such as gauges of figures in the database; while that is away it is left out.

    Args:
        turn: Does it once.
    """

    def __init__(self, turn: Callable[[], Awaitable[None]]) -> None:
        self._turn = turn

    async def run(self) -> None:
        """Do it again and again until cancelled."""
        while True:
            try:
                await self._turn()
            except Exception as error:
                if not is_database_away(error):
                    raise
            await asyncio.sleep(_EVERY_SECONDS)
