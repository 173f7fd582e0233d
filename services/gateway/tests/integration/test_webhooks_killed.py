"""Dispatcher and sender die at every point at which they could: every event arrives, in order per post.

The points are counted, not listed: a first run counts how often handing out and sending wait for anything, then they die at
one of them after the other. Whoever comes next finds the lease run out.
"""

import asyncio
import multiprocessing
import os
import random
import signal
from collections import defaultdict
from collections.abc import AsyncIterator
from multiprocessing.connection import Connection
from uuid import UUID

import pytest
import pytest_asyncio
import structlog

from services.gateway.config import Settings
from services.gateway.tests.integration.webhook_replicas import MIGRATIONS, Stage, stage_on
from services.gateway.tests.receiver import Message, Receiver, Reply, receiving
from shared.ids import new_id
from shared.migrate import migrate
from shared.testing.dying import Dying

# Every n-th point, beginning with another one each time; 1 dies at all of them.
STRIDE = int(os.environ.get("POSTWRIGHT_TEST_CRASH_STRIDE", "40"))
FEWEST_POINTS = 20
FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["services.gateway.tests.integration.test_webhooks_killed"])


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def migrated(settings: Settings) -> Settings:
    """Of a database that no gateway runs on."""
    await migrate(settings.database_url, MIGRATIONS)
    return settings


@pytest_asyncio.fixture(loop_scope="module")
async def stage(migrated: Settings) -> AsyncIterator[Stage]:
    async with stage_on(migrated) as stage:
        yield stage


@pytest_asyncio.fixture(loop_scope="module")
async def receiver() -> AsyncIterator[Receiver]:
    """Takes each message at the second time alone."""
    async with receiving() as receiver:
        refused: set[str] = set()

        def second_time(message: Message) -> Reply:
            if message.id in refused:
                return Reply()
            refused.add(message.id)
            return Reply(500)

        receiver.judge = second_time
        yield receiver


async def happen(stage: Stage) -> list[UUID]:
    posts = [new_id(), new_id()]
    await stage.tell(*(stage.scheduled(post, revision) for revision in (1, 2) for post in posts))
    return posts


async def go_on(stage: Stage) -> None:
    """Other replicas find what the dead one left, until nothing waits."""
    while True:
        await stage.let_leases_end()
        await asyncio.gather(*(stage.replica().pump() for _ in range(2)))
        stage.clock.jump(600)
        if not await stage.fetch("select from webhook_deliveries where state = 'waiting'"):
            return


async def assert_all_arrived(stage: Stage, receiver: Receiver, posts: list[UUID]) -> None:
    found: dict[str, list[int]] = defaultdict(list)
    for message in receiver.taken():
        found[message.data["post_id"]].append(message.data["revision"])
    assert {str(post): found[str(post)] for post in posts} == {str(post): [1, 2] for post in posts}
    assert await stage.fetch("select event_id from webhook_deliveries where state <> 'delivered'") == []


def points(count: int) -> range:
    assert count >= FEWEST_POINTS, count
    stride = max(1, min(STRIDE // 5, count // 8))
    return range(random.randrange(1, stride + 1), count + 1, stride)


async def test_a_replica_that_dies_anywhere(stage: Stage, receiver: Receiver) -> None:
    """Its connections roll back what was not committed; what it had sent is sent."""
    await stage.register(receiver.address, "post.*")
    posts = await happen(stage)
    count = await stage.replica().die_at(None)
    await go_on(stage)
    await assert_all_arrived(stage, receiver, posts)
    for point in points(count):
        posts = await happen(stage)
        await stage.replica().die_at(point)
        await go_on(stage)
        await assert_all_arrived(stage, receiver, posts)


async def test_a_process_that_is_killed(stage: Stage, receiver: Receiver) -> None:
    """SIGKILL: nothing is cleaned up, neither connections nor leases."""
    await stage.register(receiver.address, "post.*")
    count = await in_a_process(stage, None)
    assert count is not None
    await go_on(stage)
    for point in random.sample(range(1, count + 1), 3):
        posts = await happen(stage)
        await in_a_process(stage, point)
        await go_on(stage)
        await assert_all_arrived(stage, receiver, posts)


async def in_a_process(stage: Stage, die_at: int | None) -> int | None:
    """A replica in a process of its own; how many points it passed, if it lived to tell."""
    if die_at is None:
        await happen(stage)
    told, telling = FORKS.Pipe(duplex=False)
    process = FORKS.Process(target=live, args=(stage.settings, die_at, telling))
    process.start()
    telling.close()
    try:
        return await asyncio.to_thread(_answer, told)
    finally:
        await asyncio.to_thread(process.join, 30)
        assert process.exitcode in {0, -signal.SIGKILL}, process.exitcode


def _answer(told: Connection) -> int | None:
    try:
        answer: int = told.recv()
    except EOFError:
        return None
    return answer


def live(settings: Settings, die_at: int | None, telling: Connection) -> None:
    """The whole of a process: hand out and send, and die or say how many points there were."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))

    async def run() -> int:
        async with stage_on(settings, keeps=True) as stage:
            dying = Dying(stage.replica().pump_one_by_one(), die_at)
            await dying
            return dying.points

    telling.send(asyncio.run(run()))


@pytest.mark.parametrize("replicas", [2, 5])
async def test_replicas_share_the_work_and_send_nothing_twice(stage: Stage, replicas: int) -> None:
    """Each event is handed out once, and of one post never two are under way."""
    under_way: dict[str, int] = defaultdict(int)

    async def slow(message: Message) -> Reply:
        post = message.data["post_id"]
        under_way[post] += 1
        assert under_way[post] == 1, "two of one post at once"
        await asyncio.sleep(0)
        under_way[post] -= 1
        return Reply()

    async with receiving() as receiver:
        receiver.judge = slow
        await stage.register(receiver.address, "post.*")
        posts = [new_id() for _ in range(8)]
        for revision in range(4):
            await stage.tell(*(stage.scheduled(post, revision) for post in posts))
        several = [stage.replica() for _ in range(replicas)]
        while await asyncio.gather(*(replica.pump() for replica in several)) != [0] * replicas:
            pass

        assert len(receiver.messages) == len(receiver.taken()) == 32
        found: dict[str, list[int]] = defaultdict(list)
        for message in receiver.messages:
            found[message.data["post_id"]].append(message.data["revision"])
        assert found == {str(post): [0, 1, 2, 3] for post in posts}
