"""Fixtures for tests on real servers; the root conftest.py registers them.

The three POSTWRIGHT_TEST_ variables name servers that run already (see `shared.testing.servers`);
without them the fixture `local_servers`, which the root conftest.py defines, starts some for the run.
"""

from collections.abc import AsyncIterator, Iterator

import pytest
import structlog

from shared.settings import KafkaSettings
from shared.testing.clocks import FakeClock
from shared.testing.servers import Servers, fresh_database, fresh_topic_prefix, fresh_valkey_database
from shared.testing.topics import Topics, open_topics


@pytest.fixture(scope="session")
def servers(request: pytest.FixtureRequest) -> Servers:
    """A real Kafka, PostgreSQL and Valkey, the same for the whole run."""
    named = Servers.named()
    if named is not None:
        return named
    started: Servers = request.getfixturevalue("local_servers")
    return started


@pytest.fixture
async def database_url(servers: Servers) -> AsyncIterator[str]:
    """A new empty PostgreSQL database for this test alone."""
    async with fresh_database(servers) as url:
        yield url


@pytest.fixture
async def kafka_settings(servers: Servers) -> AsyncIterator[KafkaSettings]:
    """The broker, with topic names of this test alone.

    Two partitions: enough for two replicas to share, and each one more is files for the broker to make and remove.
    """
    async with fresh_topic_prefix(servers) as prefix:
        yield KafkaSettings(bootstrap_servers=servers.kafka, topic_prefix=prefix, partitions=2)


@pytest.fixture
def valkey_url(servers: Servers) -> Iterator[str]:
    """An empty Valkey database for this test alone."""
    with fresh_valkey_database(servers) as url:
        yield url


@pytest.fixture
def clock() -> FakeClock:
    """A clock that only this test moves."""
    return FakeClock()


@pytest.fixture
async def topics(kafka_settings: KafkaSettings) -> AsyncIterator[Topics]:
    """The catalogue's topics, for this test alone."""
    async with open_topics(kafka_settings) as opened:
        yield opened


@pytest.fixture(scope="session", autouse=True)
def _plain_logs() -> None:
    """Short tracebacks in what a failing test shows: rendering every local variable takes seconds."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback),
        ]
    )
