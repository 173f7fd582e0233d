"""Analytics without Kafka."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest
from prometheus_client import CollectorRegistry

import services.analytics
from services.analytics.metrics import Metrics
from services.analytics.repository import FiguresRepository
from services.analytics.tests.events import Figures, Key, Told
from services.analytics.usecases import Counting, Rolling
from shared.clock import SystemClock
from shared.consuming import Received
from shared.migrate import migrate
from shared.postgres import Database
from shared.sql import load_queries
from shared.testing.topics import envelope_of
from shared.unit_of_work import UnitOfWorkFactory

_HERE = Path(services.analytics.__file__).parent


@dataclass
class Books:
    """Analytics without Kafka."""

    database: Database
    units: UnitOfWorkFactory
    repository: FiguresRepository
    counting: Counting
    rolling: Rolling

    async def note(self, told: Sequence[Told]) -> None:
        """One batch."""
        events = [publication.told(state, lateness_ms) for publication, state, lateness_ms in told]
        async with self.units() as work:
            received = [Received(event, envelope_of(event), event.topic_name, 0, 0) for event in events]
            await self.counting.count(work, received)

    async def roll_all(self) -> None:
        while await self.rolling.roll():
            pass

    async def figures(self, organization_ids: Sequence[UUID]) -> dict[Key, Figures]:
        async with self.database.acquire() as connection:
            rows = await connection.fetch(
                "select *, published as lateness_count from rollups where organization_id = any($1::uuid[])",
                organization_ids,
            )
        return {
            Key(*(row[name] for name in Key._fields)): Figures(
                *((row[name] or 0) for name in Figures._fields)
            )
            for row in rows
        }


@pytest.fixture
async def books(database_url: str) -> AsyncIterator[Books]:
    await migrate(database_url, _HERE / "migrations")
    database = Database(database_url, application_name="analytics-test")
    await database.open()
    units = UnitOfWorkFactory(database, "analytics", SystemClock())
    repository = FiguresRepository(load_queries(_HERE / "queries.sql"))
    # A small batch, so that what belongs together is added up in several turns.
    rolling = Rolling(units, repository, Metrics(CollectorRegistry()), batch=7)
    yield Books(database, units, repository, Counting(repository), rolling)
    await database.close()
