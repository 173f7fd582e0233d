"""Crashes and outages: the figures come out right."""

import asyncio
import os
import signal
import socket
import sys

import pytest

from services.analytics.config import Settings
from services.analytics.tests.events import Told, counted, events, many, wait_for_figures
from shared.events import AnalyticsRolled
from shared.postgres import Connection
from shared.service import Service
from shared.testing.servers import Servers, database_away
from shared.testing.topics import TopicReader, Topics
from shared.testing.waiting import eventually


async def test_a_database_that_went_away_is_caught_up_with(
    servers: Servers, settings: Settings, analytics: Service, topics: Topics, told: TopicReader
) -> None:
    """It closes every connection and takes none for a while, as events go on to come."""
    happened = many(300)
    half = len(happened) // 2
    await topics.tell(*events(happened[:half]))
    await told.wait_for(AnalyticsRolled)
    async with database_away(servers, settings.database_url):
        await topics.tell(*events(happened[half:]))
        assert not all(check.ready for check in await analytics.readiness())

    await wait_for_figures(told, counted(happened), seconds=60)
    await analytics.wait_ready()


@pytest.mark.faults
async def test_killed_again_and_again_it_counts_each_publication_once(
    settings: Settings, topics: Topics, told: TopicReader, rows: Connection
) -> None:
    """SIGKILL while events are noted and while figures are told, whatever statement it was at."""
    happened: list[Told] = []
    for growing in ("publications", "outbox", "publications", "outbox"):
        fresh = many(2_000)
        happened += fresh
        await topics.tell(*events(fresh))
        process = await _start(settings)
        try:
            await _grows(rows, growing)
        finally:
            process.send_signal(signal.SIGKILL)
            await process.wait()

    process = await _start(settings)
    try:
        await wait_for_figures(told, counted(happened), seconds=60)
    finally:
        process.terminate()
        await process.wait()


async def _grows(rows: Connection, table: str) -> None:
    """Wait until a table has more rows."""

    async def counted_rows() -> int:
        there = await rows.fetchval("select to_regclass($1) is not null", table)
        return int(await rows.fetchval(f"select count(*) from {table}")) if there else 0

    before = await counted_rows()

    async def has_grown() -> bool:
        return await counted_rows() > before

    await eventually(has_grown, seconds=30, every=0.002)


async def _start(settings: Settings) -> asyncio.subprocess.Process:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = os.environ | {
        "POSTWRIGHT_ANALYTICS_DATABASE_URL": settings.database_url,
        "POSTWRIGHT_ANALYTICS_PORT": str(port),
        "POSTWRIGHT_ANALYTICS_INSTANCE": settings.instance,
        "POSTWRIGHT_KAFKA_BOOTSTRAP_SERVERS": settings.kafka.bootstrap_servers,
        "POSTWRIGHT_KAFKA_TOPIC_PREFIX": settings.kafka.topic_prefix,
        "POSTWRIGHT_LOG_LEVEL": "warning",
    }
    return await asyncio.create_subprocess_exec(sys.executable, "-m", "services.analytics", env=environment)
