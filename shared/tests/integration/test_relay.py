"""The relay on a real PostgreSQL and Kafka: in order, nothing skipped, nothing lost, whoever leads."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import asyncpg
import pytest
from prometheus_client import CollectorRegistry

from shared.clock import SystemClock
from shared.events import PostDue
from shared.ids import new_id
from shared.metrics import CoreMetrics
from shared.migrate import migrate
from shared.postgres import Database
from shared.relay import RETENTION_DAYS, Relay
from shared.settings import KafkaSettings
from shared.testing.servers import Servers, fresh_database
from shared.testing.topics import TopicReader, Topics
from shared.testing.waiting import eventually
from shared.tests.integration.counting_service import MIGRATIONS
from shared.unit_of_work import UnitOfWorkFactory

ACCOUNT = new_id()
DUE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def due(text: str) -> PostDue:
    """Events of one account, so that they share a partition and have an order."""
    return PostDue(
        organization_id=new_id(),
        publication_id=new_id(),
        post_id=new_id(),
        account_id=ACCOUNT,
        network="x",
        revision=1,
        due_at=DUE,
        text=text,
        emitted_at=DUE,
    )


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    await migrate(database_url, MIGRATIONS)
    opened = Database(database_url, application_name="relay-test")
    await opened.open()
    yield opened
    await opened.close()


@pytest.fixture
def units(database: Database) -> UnitOfWorkFactory:
    return UnitOfWorkFactory(database, "scheduler", SystemClock())


@pytest.fixture
async def reader(topics: Topics) -> AsyncIterator[TopicReader]:
    async with topics.read("post.due") as reading:
        yield reading


@contextlib.asynccontextmanager
async def running(database: Database, kafka: KafkaSettings, name: str = "relay-test") -> AsyncIterator[None]:
    relay = Relay(database, kafka, name, CoreMetrics(CollectorRegistry()))
    task = asyncio.create_task(relay.run())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def tell(units: UnitOfWorkFactory, *texts: str) -> None:
    for text in texts:
        async with units() as work:
            work.tell(due(text))


async def leader(database: Database) -> int | None:
    """The backend that holds the relay's lock in this database."""
    async with database.acquire() as connection:
        pid = await connection.fetchval(
            "select l.pid from pg_locks l join pg_database d on d.oid = l.database"
            " where d.datname = current_database() and l.locktype = 'advisory' and l.granted"
        )
    return pid if isinstance(pid, int) else None


def texts(reader: TopicReader) -> list[str]:
    return [event.text for event in reader.events(PostDue)]


async def test_events_come_in_the_order_they_were_told(
    database: Database, units: UnitOfWorkFactory, kafka_settings: KafkaSettings, reader: TopicReader
) -> None:
    """Within a transaction and from one to the next."""
    told = [str(number) for number in range(60)]
    async with units() as work:
        for text in told[:50]:
            work.tell(due(text))
    async with running(database, kafka_settings):
        await tell(units, *told[50:])
        await reader.wait_for(PostDue, 60)
    assert texts(reader) == told


async def test_a_backlog_over_transaction_ids_of_different_lengths_is_told_whole_and_in_order(
    database: Database, kafka_settings: KafkaSettings, reader: TopicReader
) -> None:
    """As text 10 comes before 9: a read that sorts so passes the 9 and never comes back to it."""
    headers = '[["ce_type", "postwright.test.v1"]]'
    async with database.acquire() as connection:
        await connection.execute(
            "insert into outbox (txid, topic, key, headers, value)"
            " select id::text::xid8, 'post.due', 'k', $1, convert_to(id::text, 'UTF8')"
            " from (select 9 as id union all select 10 from generate_series(1, 6000) union all select 99"
            " union all select 100) as told",
            headers,
        )
    async with running(database, kafka_settings):
        await eventually(lambda: len(reader.records) == 6_003)
    order = list(dict.fromkeys((record.value or b"").decode() for record in reader.records))
    assert order == ["9", "10", "99", "100"]


async def test_an_older_transaction_that_still_runs_is_waited_for_not_skipped(
    database: Database, units: UnitOfWorkFactory, kafka_settings: KafkaSettings, reader: TopicReader
) -> None:
    """A plain "after the last id" would pass the older one's rows before they are there, and lose them."""
    async with running(database, kafka_settings):
        await tell(units, "first")
        await reader.wait_for(PostDue)
        async with units() as older:
            older.tell(due("older"))
            await older.flush()
            await tell(units, "younger")
            async with database.acquire() as connection:
                waiting = await connection.fetchval("select count(*) from outbox")
            assert (waiting, texts(reader)) == (2, ["first"])
        await reader.wait_for(PostDue, 3)
    assert texts(reader) == ["first", "older", "younger"]


async def test_a_writer_in_another_database_holds_nothing_up(
    database: Database,
    units: UnitOfWorkFactory,
    kafka_settings: KafkaSettings,
    reader: TopicReader,
    servers: Servers,
) -> None:
    """The server-wide snapshot would wait for it for as long as it stays open."""
    async with fresh_database(servers) as other_url:
        other = await asyncpg.connect(other_url)
        try:
            await other.execute(
                "begin; create table written (at timestamptz); insert into written values (now())"
            )
            async with running(database, kafka_settings):
                await tell(units, "not held up")
                await reader.wait_for(PostDue)
        finally:
            await other.close()
    assert texts(reader) == ["not held up"]


async def test_another_relay_takes_over_when_the_leader_loses_its_connection(
    database: Database, units: UnitOfWorkFactory, kafka_settings: KafkaSettings, reader: TopicReader
) -> None:
    """Everything arrives; what was under way at that moment may come twice, with the same id."""
    async with running(database, kafka_settings, "relay-1"), running(database, kafka_settings, "relay-2"):
        await tell(units, "before")
        await reader.wait_for(PostDue)
        pid = await leader(database)
        async with database.acquire() as connection:
            await connection.execute("select pg_terminate_backend($1)", pid)
        await tell(units, "after")
        await eventually(lambda: "after" in texts(reader))
        assert await leader(database) != pid
    ids = {envelope.id for envelope in reader.envelopes(PostDue)}
    assert len(ids) == 2


async def test_a_relay_that_was_overtaken_does_not_move_the_cursor(
    database: Database, units: UnitOfWorkFactory, kafka_settings: KafkaSettings, reader: TopicReader
) -> None:
    """Its epoch is over: it starts again as one that waits to lead, and what it sent meanwhile is only a repeat."""
    async with running(database, kafka_settings):
        await tell(units, "before")
        await reader.wait_for(PostDue)
        async with database.acquire() as connection:
            epoch = await connection.fetchval("update outbox_cursor set epoch = epoch + 1 returning epoch")
        await tell(units, "after")

        async def led_again() -> bool:
            async with database.acquire() as connection:
                row = await connection.fetchrow(
                    "select epoch, not exists (select from outbox o where (o.txid, o.seq) > (c.txid, c.seq)) as done"
                    " from outbox_cursor c"
                )
            return row is not None and row["done"] and row["epoch"] > epoch

        await eventually(led_again)
    assert set(texts(reader)) == {"before", "after"}


async def test_setting_the_cursor_back_tells_everything_again_with_the_same_ids(
    database: Database, units: UnitOfWorkFactory, kafka_settings: KafkaSettings, reader: TopicReader
) -> None:
    """So a lost Kafka cluster is rebuilt, and the inboxes know every event."""
    async with running(database, kafka_settings):
        await tell(units, "one", "two")
        await reader.wait_for(PostDue, 2)
    async with database.acquire() as connection:
        await connection.execute("update outbox_cursor set txid = '0', seq = 0")
    async with running(database, kafka_settings):
        await reader.wait_for(PostDue, 4)
    ids = [envelope.id for envelope in reader.envelopes(PostDue)]
    assert (texts(reader), ids[:2]) == (["one", "two", "one", "two"], ids[2:])


async def test_an_event_larger_than_a_batch_goes_alone(
    database: Database, units: UnitOfWorkFactory, kafka_settings: KafkaSettings, reader: TopicReader
) -> None:
    """In its place in the order."""
    long = "long " * 100_000
    async with running(database, kafka_settings):
        async with units() as work:
            for text in ("before", long, "after"):
                work.tell(due(text))
        await reader.wait_for(PostDue, 3)
    assert texts(reader) == ["before", long, "after"]


@pytest.mark.parametrize("sent", [True, False], ids=["sent", "unsent"])
async def test_a_day_is_dropped_after_the_retention_once_all_of_it_was_sent(
    *, sent: bool, database: Database, kafka_settings: KafkaSettings
) -> None:
    """A day that Kafka has not got is kept, however old."""
    async with database.acquire() as connection:
        day = await connection.fetchval(
            "select to_char(now() at time zone 'UTC' - make_interval(days => $1), 'YYYYMMDD')",
            RETENTION_DAYS + 2,
        )
        await connection.execute(
            f"create table outbox_{day} partition of outbox"
            f" for values from ('{day}T00:00Z') to ('{day}T24:00Z')"
        )
        await connection.execute(
            "insert into outbox (topic, key, headers, value, created_at)"
            f" values ('post.due', 'k', '[]', '', '{day}T12:00Z')"
        )
        if sent:
            await connection.execute("update outbox_cursor set (txid, seq) = (select txid, seq from outbox)")
    await Relay(database, kafka_settings, "relay", CoreMetrics(CollectorRegistry())).keep_partitions()
    async with database.acquire() as connection:
        kept = await connection.fetchval("select to_regclass($1) is not null", f"outbox_{day}")
    assert kept is not sent
