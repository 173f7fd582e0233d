"""One life of a publisher in a process of its own, which kills itself at a wanted point."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from importlib import import_module
from multiprocessing.connection import Connection
from typing import Any
from uuid import UUID, uuid4

import structlog

from services.publisher import main
from services.publisher.config import Settings
from services.publisher.domain.publications import AcceptingWaits
from services.publisher.networks.clients import make_client
from services.publisher.repository.publications import Job
from services.publisher.usecases.accepting import Accepting
from services.publisher.workers import Steps
from shared import capabilities
from shared.clock import SystemClock
from shared.testing.dying import Dying
from shared.working import Lease

ENDED = {"published", "failed", "uncertain"}
# Longer than a person is waited for to be told: on a quick machine that is hundreds of looks.
_MOST_SECONDS = 30.0

# Read once, before processes are forked.
for capability in capabilities.load():
    import_module(f"services.publisher.networks.{capability.network}")


@dataclass
class Life:
    """A publisher without Kafka: what is due is handed to it, and it works when it is told to."""

    parts: Any
    steps: Steps
    accepting: Accepting
    owner: str

    async def claim(self, publication_id: UUID) -> Job | None:
        """The publication's lane, as if its waiting and all leases were over."""
        async with self.parts.database.acquire() as connection:
            await connection.execute(
                "update publications set next_at = case when publication_id = $1 then now() end"
                " where next_at is not null",
                publication_id,
            )
            await connection.execute(
                "update lanes set lease_owner = null, lease_until = null, paused_until = null,"
                " next_at = case when exists (select from publications p where p.account_id = lanes.account_id"
                " and p.next_at is not null) then now() end"
            )
        jobs = await self.parts.publications.claim(1, Lease(self.owner, 60))
        return jobs[0] if jobs else None

    async def state(self, publication_id: UUID) -> dict[str, Any]:
        async with self.parts.database.acquire() as connection:
            row = await connection.fetchrow(
                "select state, code, detail from publications where publication_id = $1", publication_id
            )
        return dict(row)

    async def work(self, publication_id: UUID, die_at: int | None = None) -> int:
        """Until the publication has ended; how many points were passed on the way."""
        points = 0
        gives_up_at = time.monotonic() + _MOST_SECONDS
        while time.monotonic() < gives_up_at:
            job = await self.claim(publication_id)
            if job is None:
                break
            dying = Dying(self.steps.take(job), None if die_at is None else die_at - points)
            await dying
            points += dying.points
            if (await self.state(publication_id))["state"] in ENDED:
                break
        return points


@contextlib.asynccontextmanager
async def life(settings: Settings) -> AsyncIterator[Life]:
    client = make_client(allow_private=True, read_seconds=5)
    parts = main._parts(settings, SystemClock(), client)
    await parts.database.open()
    waits = AcceptingWaits(3600.0, 3600.0, 0.0)
    steps = main._steps(parts)
    try:
        yield Life(parts, steps, Accepting(parts.publications, waits), str(uuid4()))
    finally:
        await parts.database.close()
        await client.aclose()


def live(settings: Settings, publication_id: UUID, die_at: int | None, answer: Connection) -> None:
    """The whole of a process: work, and die or say how many points there were."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))

    async def run() -> int:
        async with life(settings) as alive:
            return await alive.work(publication_id, die_at)

    answer.send(asyncio.run(run()))
