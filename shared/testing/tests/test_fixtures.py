import asyncio

import asyncpg
import pytest
import redis
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from shared.settings import KafkaSettings
from shared.testing.clocks import FakeClock
from shared.testing.servers import Servers, fresh_database
from shared.testing.waiting import eventually


async def test_a_database_is_empty_and_gone_afterwards(servers: Servers) -> None:
    """Each test has a database that nobody else has, and leaves none behind."""
    async with fresh_database(servers) as url:
        connection = await asyncpg.connect(url)
        await connection.execute("CREATE TABLE things (id int)")

    with pytest.raises(asyncpg.InvalidCatalogNameError):
        await asyncpg.connect(url)
    connection.terminate()


async def test_a_record_sent_is_a_record_read(kafka_settings: KafkaSettings) -> None:
    """The broker is real: a topic made with the test's prefix carries a record."""
    topic = kafka_settings.topic_prefix + "said"
    admin = AIOKafkaAdminClient(bootstrap_servers=kafka_settings.bootstrap_servers)
    await admin.start()
    await admin.create_topics([NewTopic(topic, 1, 1)])
    await admin.close()
    async with AIOKafkaProducer(bootstrap_servers=kafka_settings.bootstrap_servers) as producer:
        await producer.send_and_wait(topic, b"hello")
    consumer = AIOKafkaConsumer(
        topic, bootstrap_servers=kafka_settings.bootstrap_servers, auto_offset_reset="earliest"
    )
    async with consumer:
        async with asyncio.timeout(10):
            record = await consumer.getone()

    assert record.value == b"hello"


@pytest.mark.parametrize("turn", [1, 2])
def test_a_valkey_database_starts_empty(valkey_url: str, turn: int) -> None:
    """What another test wrote is not seen."""
    with redis.Redis.from_url(valkey_url) as client:
        assert client.dbsize() == 0
        client.set("turn", turn)


async def test_eventually_returns_the_first_true_answer() -> None:
    answers = iter([0, 0, 7])

    assert await eventually(lambda: next(answers)) == 7


async def test_eventually_says_what_it_waited_for() -> None:
    with pytest.raises(AssertionError, match=r"a train.*last seen: 0"):
        await eventually(lambda: 0, seconds=0.05, what="a train")


async def test_eventually_looks_once_more_when_the_time_is_over() -> None:
    """A look that began in time and ended late saw what was true before."""
    looks = 0

    async def slow() -> bool:
        nonlocal looks
        looks += 1
        await asyncio.sleep(0.1 if looks == 1 else 0)
        return looks == 2

    assert await eventually(slow, seconds=0.05)


async def test_a_fake_clock_wakes_sleepers_at_their_own_instants() -> None:
    """A sleeper that sleeps again within one advance is woken as often as it would be in real time."""
    clock = FakeClock()
    woken: list[float] = []

    async def tick() -> None:
        while True:
            await clock.sleep(10)
            woken.append(clock.monotonic())

    task = asyncio.create_task(tick())
    await clock.advance(35)
    task.cancel()

    assert woken == [10, 20, 30]


async def test_a_jump_of_the_wall_clock_changes_no_sleep() -> None:
    clock = FakeClock()
    before = clock.now()
    clock.jump(-3600)

    assert clock.monotonic() == 0
    assert (clock.now() - before).total_seconds() == -3600
