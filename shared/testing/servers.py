"""Where the tests' Kafka, PostgreSQL and Valkey are, and how each test gets a piece of its own."""

import contextlib
import itertools
import logging
import os
import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import asyncpg
import redis
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError

_valkey_numbers = itertools.count(1)
VARIABLES = ("POSTWRIGHT_TEST_KAFKA", "POSTWRIGHT_TEST_POSTGRES", "POSTWRIGHT_TEST_VALKEY")


@dataclass(frozen=True)
class Servers:
    """Addresses of running servers.

    Args:
        kafka: host:port.
        postgres: URL of a superuser in the database `postgres`.
        valkey: redis:// URL of database 0.
    """

    kafka: str
    postgres: str
    valkey: str

    @classmethod
    def named(cls) -> "Servers | None":
        """Those that the environment names; None unless it names all three."""
        addresses = [os.environ.get(variable) for variable in VARIABLES]
        if not all(addresses):
            return None
        return cls(*(str(address) for address in addresses))


def database_named(url: str, name: str) -> str:
    """The same server's URL with another database."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


@contextlib.asynccontextmanager
async def fresh_database(servers: Servers) -> AsyncIterator[str]:
    """The URL of a new empty database, dropped at the end whoever is still connected."""
    name = f"test_{uuid4().hex}"
    await _execute(servers.postgres, f"CREATE DATABASE {name}")
    try:
        yield database_named(servers.postgres, name)
    finally:
        await _execute(servers.postgres, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@contextlib.asynccontextmanager
async def database_away(servers: Servers, url: str) -> AsyncIterator[None]:
    """For the length of the block that database has closed every connection and takes none."""
    name = urlsplit(url).path.removeprefix("/")
    server = await asyncpg.connect(servers.postgres)
    try:
        await server.execute(f"alter database {name} with allow_connections false")
        await server.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = $1", name
        )
        yield
    finally:
        await server.execute(f"alter database {name} with allow_connections true")
        await server.close()


async def _execute(url: str, statement: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


@contextlib.asynccontextmanager
async def fresh_topic_prefix(servers: Servers) -> AsyncIterator[str]:
    """A prefix for topic names that nobody else uses; its topics are deleted at the end."""
    prefix = f"test-{uuid4().hex[:12]}."
    yield prefix
    admin = AIOKafkaAdminClient(bootstrap_servers=servers.kafka)
    try:
        await admin.start()
        topics = [topic for topic in await admin.list_topics() if topic.startswith(prefix)]
        if topics:
            await admin.delete_topics(topics)
    except (KafkaError, OSError):  # a broker that a test stopped is no failure of that test
        logging.getLogger(__name__).info("topics with the prefix %s stay", prefix)
    finally:
        await admin.close()


@contextlib.contextmanager
def fresh_valkey_database(servers: Servers) -> Iterator[str]:
    """The URL of an empty Valkey database, emptied again at the end."""
    with redis.Redis.from_url(servers.valkey) as client:
        databases = int(client.config_get("databases")["databases"])
    # Processes that share the tests share the server: each has databases of its own.
    share = databases // int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    first = share * int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    url = valkey_database(servers, first + next(_valkey_numbers) % share)
    with redis.Redis.from_url(url) as client:
        client.flushdb()
        yield url
        client.flushdb()


def valkey_database(servers: Servers, number: int) -> str:
    """The URL of that database of the tests' Valkey."""
    return re.sub(r"/\d*$", "", servers.valkey) + f"/{number}"
