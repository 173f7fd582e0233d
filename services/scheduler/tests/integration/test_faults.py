"""Replicas, crashes and outages: each publication is told once."""

import asyncio
import os
import signal
import socket
import sys
from collections import Counter

import asyncpg
import pytest

from services.scheduler.config import Settings
from services.scheduler.main import create_app
from services.scheduler.tests.posts import post, publications, soon, target
from shared.events import PostDue, PostMissed, PostScheduled
from shared.ids import new_id
from shared.postgres import Connection
from shared.service import Service
from shared.testing.servers import Servers, database_away
from shared.testing.topics import TopicReader, Topics
from shared.testing.waiting import eventually


def many(count: int, at: float, *, tenants: int = 10) -> list[PostScheduled]:
    """Posts of several organisations, all due in the same instant."""
    organizations = [new_id() for _ in range(tenants)]
    instant = soon(at)
    return [post(target(instant), organization_id=organizations[i % tenants]) for i in range(count)]


async def assert_each_told_once(rows: Connection, told: TopicReader, posts: list[PostScheduled]) -> None:
    """Once in the outbox, and all of them on the topic."""
    expected = publications(*posts)
    await eventually(
        lambda: expected <= {event.publication_id for event in told.events(PostDue)},
        seconds=60,
        what=f"{len(expected)} post.due",
    )
    assert {event.publication_id for event in told.events(PostDue)} == expected
    written = await rows.fetch(
        "select convert_from(value, 'UTF8')::jsonb ->> 'publication_id' as id from outbox where topic = 'post.due'"
    )
    counted = Counter(row["id"] for row in written)
    assert set(counted) == {str(publication) for publication in expected}
    assert set(counted.values()) == {1}
    assert told.events(PostMissed) == []


async def test_two_replicas_tell_each_publication_once(
    settings: Settings, topics: Topics, told: TopicReader, rows: Connection
) -> None:
    """Both take from Kafka, and both turn the engine, on ten organisations at once."""
    posts = many(3_000, 2.5)
    another = settings.model_copy(update={"instance": f"test-{new_id()}"})

    async with create_app(settings).running(), create_app(another).running():
        await topics.tell(*posts)
        await assert_each_told_once(rows, told, posts)


async def test_a_database_that_went_away_is_caught_up_with(
    servers: Servers, settings: Settings, scheduler: Service, topics: Topics, told: TopicReader
) -> None:
    """It closes every connection and takes none for a while, as posts come due and further ones are planned."""
    due_meanwhile, planned_meanwhile = many(200, 2.0), many(200, 2.2)
    await topics.tell(*due_meanwhile)
    rows = await asyncpg.connect(settings.database_url)
    await eventually(lambda: _is_planned(rows, len(due_meanwhile)))
    await rows.close()
    async with database_away(servers, settings.database_url):
        await topics.tell(*planned_meanwhile)
        due_at = due_meanwhile[0].targets[0].occurrence_at
        await eventually(lambda: soon() > due_at)
        assert not all(check.ready for check in await scheduler.readiness())

    rows = await asyncpg.connect(settings.database_url)
    try:
        await assert_each_told_once(rows, told, due_meanwhile + planned_meanwhile)
        await scheduler.wait_ready()
    finally:
        await rows.close()


async def _is_planned(rows: Connection, count: int) -> bool:
    return bool(await rows.fetchval("select count(*) from occurrences") == count)


@pytest.mark.faults
async def test_killed_again_and_again_it_tells_each_publication_once(
    settings: Settings, topics: Topics, told: TopicReader, rows: Connection
) -> None:
    """SIGKILL while posts are planned and while they are told, whatever statement it was at."""
    posts = many(6_000, 4.0)
    await topics.tell(*posts)
    for round_number in range(4):
        process = await _start(settings)
        try:
            if round_number < 2:
                await _grows(rows, "select count(*) from posts", len(posts))
            else:
                await _grows(rows, "select count(*) from outbox where topic = 'post.due'", len(posts))
        finally:
            process.send_signal(signal.SIGKILL)
            await process.wait()

    async with create_app(settings).running():
        await assert_each_told_once(rows, told, posts)


async def _grows(rows: Connection, count: str, most: int) -> None:
    """Wait until a count has gone up, or can't any more."""

    async def counted() -> int:
        there = await rows.fetchval("select to_regclass('posts') is not null")
        return int(await rows.fetchval(count)) if there else 0

    before = await counted()

    async def has_grown() -> bool:
        now = await counted()
        return now > before or now >= most

    await eventually(has_grown, seconds=30, every=0.002)


async def _start(settings: Settings) -> asyncio.subprocess.Process:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = os.environ | {
        "POSTWRIGHT_SCHEDULER_DATABASE_URL": settings.database_url,
        "POSTWRIGHT_SCHEDULER_PORT": str(port),
        "POSTWRIGHT_SCHEDULER_INSTANCE": settings.instance,
        "POSTWRIGHT_SCHEDULER_BATCH": "200",
        "POSTWRIGHT_KAFKA_BOOTSTRAP_SERVERS": settings.kafka.bootstrap_servers,
        "POSTWRIGHT_KAFKA_TOPIC_PREFIX": settings.kafka.topic_prefix,
        "POSTWRIGHT_LOG_LEVEL": "warning",
    }
    return await asyncio.create_subprocess_exec(sys.executable, "-m", "services.scheduler", env=environment)
