"""A scheduler on real servers."""

from collections.abc import AsyncIterator

import asyncpg
import pytest

from services.scheduler.config import Settings
from services.scheduler.main import create_app
from shared.ids import new_id
from shared.postgres import Connection
from shared.service import Service
from shared.settings import KafkaSettings
from shared.testing.topics import TopicReader, Topics


@pytest.fixture
def settings(database_url: str, kafka_settings: KafkaSettings) -> Settings:
    """A scheduler's settings on servers of this test alone."""
    return Settings(database_url=database_url, kafka=kafka_settings, instance=f"test-{new_id()}")


@pytest.fixture
async def scheduler(settings: Settings, topics: Topics) -> AsyncIterator[Service]:  # noqa: ARG001  they must be there
    """The whole service, started and ready."""
    async with create_app(settings).running() as service:
        yield service


@pytest.fixture
async def told(topics: Topics) -> AsyncIterator[TopicReader]:
    """What the scheduler told."""
    async with topics.read("post.due", "post.missed") as reader:
        yield reader


@pytest.fixture
async def rows(database_url: str) -> AsyncIterator[Connection]:
    """The scheduler's tables."""
    connection = await asyncpg.connect(database_url)
    yield connection
    await connection.close()
