"""The scheduler's use cases on a real PostgreSQL, without Kafka: a test says when the engine turns."""

import json
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import MagicMock
from uuid import UUID

from prometheus_client import CollectorRegistry

import services.scheduler
from services.scheduler.consumers import routes
from services.scheduler.metrics import Metrics
from services.scheduler.repository import PlanRepository
from services.scheduler.usecases import Planning, Telling
from shared.clock import SystemClock
from shared.consuming import Received
from shared.events import EventData, PostDue, PostMissed
from shared.migrate import migrate
from shared.postgres import Database
from shared.sql import load_queries
from shared.testing.topics import envelope_of
from shared.unit_of_work import UnitOfWorkFactory

_HERE = Path(services.scheduler.__path__[0])


@dataclass(frozen=True)
class Plans:
    """One scheduler's tables, and what may be done with them."""

    database: Database
    units: UnitOfWorkFactory
    repository: PlanRepository
    planning: Planning
    telling: Telling

    async def take(self, *events: EventData) -> None:
        """Apply events, one after another, as the consumer does."""
        handlers: dict[type[EventData], Any] = {
            route.event: route.handler for route in routes(self.planning, MagicMock())
        }
        for event in events:
            async with self.units() as work:
                received = Received(event, envelope_of(event), event.topic_name, 0, 0)
                await handlers[type(event)](work, [received])

    async def settle(self) -> int:
        """Let the engine turn until nothing is left to do; how many turns that took."""
        turns = 0
        while await self.telling.tell_due() + await self.telling.miss_held():
            turns += 1
        return turns

    async def told(self) -> list[PostDue]:
        return [PostDue.model_validate_json(value) for value in await self._outbox(PostDue.topic_name)]

    async def missed(self) -> list[PostMissed]:
        return [PostMissed.model_validate_json(value) for value in await self._outbox(PostMissed.topic_name)]

    async def _outbox(self, topic: str) -> Iterable[bytes]:
        async with self.database.acquire() as connection:
            rows = await connection.fetch(
                "select headers, value from outbox where topic = $1 order by seq", topic
            )
        assert all(json.loads(row["headers"]) for row in rows)
        return [row["value"] for row in rows]

    async def states(self, post_id: UUID) -> dict[UUID, str]:
        """The state of each publication of a post."""
        async with self.database.acquire() as connection:
            rows = await connection.fetch(
                "select publication_id, state from occurrences where post_id = $1", post_id
            )
        return {row["publication_id"]: row["state"] for row in rows}


@asynccontextmanager
async def open_plans(
    database_url: str, *, batch: int = 2000, outbox_limit: int = 8000
) -> AsyncIterator[Plans]:
    """Plans in a database, which gets its tables if it has none."""
    await migrate(database_url, _HERE / "migrations")
    database = Database(database_url, application_name="scheduler-test")
    await database.open()
    units = UnitOfWorkFactory(database, "scheduler", SystemClock())
    repository = PlanRepository(load_queries(_HERE / "queries.sql"))
    telling = Telling(units, repository, Metrics(CollectorRegistry()), batch=batch, outbox_limit=outbox_limit)
    try:
        yield Plans(database, units, repository, Planning(repository, grace_seconds=3600), telling)
    finally:
        await database.close()
