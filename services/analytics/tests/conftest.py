"""Analytics on real servers."""

from collections.abc import AsyncIterator

import asyncpg
import pytest

from services.analytics.config import Settings
from services.analytics.main import create_app
from shared.ids import new_id
from shared.postgres import Connection
from shared.service import Service
from shared.settings import KafkaSettings
from shared.testing.topics import TopicReader, Topics


@pytest.fixture
def settings(database_url: str, kafka_settings: KafkaSettings) -> Settings:
    """Settings on servers of this test alone."""
    return Settings(database_url=database_url, kafka=kafka_settings, instance=f"test-{new_id()}")


@pytest.fixture
async def analytics(settings: Settings, topics: Topics) -> AsyncIterator[Service]:  # noqa: ARG001  they must be there
    """The whole service, started and ready."""
    async with create_app(settings).running() as service:
        yield service


@pytest.fixture
async def told(topics: Topics) -> AsyncIterator[TopicReader]:
    """What analytics told."""
    async with topics.read("analytics.rolled") as reader:
        yield reader


@pytest.fixture
async def rows(database_url: str) -> AsyncIterator[Connection]:
    """The tables of analytics."""
    connection = await asyncpg.connect(database_url)
    yield connection
    await connection.close()
