"""A receiver that is down for a day gets every event, once by its own count, in order per post."""

import asyncio
import random
from collections import defaultdict
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

import pytest_asyncio
import time_machine

from services.gateway.config import Settings
from services.gateway.tests.integration.webhook_replicas import MIGRATIONS, Replica, Stage, stage_on
from services.gateway.tests.receiver import Message, Receiver, Reply, once_each, receiving, verified
from services.gateway.workers import Housekeeping
from shared.ids import new_id
from shared.migrate import migrate
from shared.sql import load_queries

_POSTS = 40
_STEP = timedelta(minutes=30)


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
    async with receiving() as receiver:
        yield receiver


def by_post(messages: list[Message]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for message in messages:
        found[message.data["post_id"]].append(message.id)
    return found


def verify_all(messages: list[Message], secret: str) -> None:
    """Each at its own instant: libraries refuse what is older than five minutes."""
    for message in messages:
        with time_machine.travel(int(message.headers["webhook-timestamp"]), tick=False):
            verified(message, secret)


@dataclass
class World:
    """What happens to many posts, and a receiver of whims: it takes what it denies, and denies what it does not take."""

    stage: Stage
    receiver: Receiver
    replicas: list[Replica]
    whims: random.Random = field(default_factory=lambda: random.Random(7))
    posts: list[UUID] = field(default_factory=lambda: [new_id() for _ in range(_POSTS)])
    revisions: dict[UUID, int] = field(default_factory=lambda: defaultdict(int))
    taken: list[Message] = field(default_factory=list)

    async def happen(self, number: int) -> None:
        events = []
        for post in self.whims.choices(self.posts, k=number):
            self.revisions[post] += 1
            events.append(self.stage.scheduled(post, self.revisions[post]))
        await self.stage.tell(*events)

    async def work(self, step: timedelta = _STEP) -> None:
        """All replicas at once, then time passes."""
        await asyncio.gather(*(replica.pump() for replica in self.replicas))
        self.stage.clock.jump(step.total_seconds())

    async def lose_a_replica(self) -> None:
        await self.stage.replica().die_at(self.whims.randrange(1, 120))
        await self.stage.let_leases_end()

    def whimsical(self, message: Message) -> Reply:
        whim = self.whims.random()
        return Reply(500) if whim < 0.25 else self.take(message, 500 if whim < 0.4 else 204)

    def take(self, message: Message, status: int = 204) -> Reply:
        self.taken.append(message)
        return Reply(status)


async def test_a_day_of_silence_and_a_day_of_whims(stage: Stage, receiver: Receiver) -> None:
    """Two replicas; hundreds of events over many posts; down for a day, then flapping, taking and denying it, while
    replicas die. Nothing is lost, nothing is out of order, and a silent receiver is not hammered."""
    _, secret = await stage.register(receiver.address, "post.*")
    world = World(stage, receiver, [stage.replica(), stage.replica()])

    receiver.judge = lambda _message: Reply(503)
    for _ in range(int(timedelta(days=1) / _STEP)):
        await world.happen(6)
        await world.work()
    down = len(receiver.messages)
    receiver.judge = world.whimsical
    for _ in range(20):
        await world.happen(4)
        await world.lose_a_replica()
        await world.work()
    receiver.judge = world.take
    for _ in range(8):
        await world.work(timedelta(hours=6))

    told = await stage.told("post.scheduled")
    own = once_each(world.taken)
    assert len(told) == 288 + 80
    assert {message.id for message in own} == {event_id for _, event_id in told}
    expected: dict[str, list[str]] = defaultdict(list)
    for post, event_id in told:
        expected[post].append(event_id)
    assert by_post(own) == expected
    verify_all(own, secret)
    # A few at once before it is known to be down, then a probe at a time.
    assert down < 100, down


async def test_a_receiver_that_takes_nothing_is_disabled_and_loses_nothing(
    stage: Stage, receiver: Receiver
) -> None:
    """After five days it is disabled and its owners are told; enabled again, it gets all of it, in order."""
    webhook_id, secret = await stage.register(receiver.address, "post.*")
    replica = stage.replica()
    receiver.judge = lambda _message: Reply(500)
    post, other = new_id(), new_id()
    for day in range(7):
        await stage.tell(stage.scheduled(post, day), stage.scheduled(other, day))
        for _ in range(24):
            await replica.pump()
            stage.clock.jump(3_600)

    row = await stage.state_of(webhook_id)
    assert (row["state"], row["disabled_because"]) == ("disabled", "failing")
    assert row["disabled_at"] - row["failing_since"] >= timedelta(days=5)
    (failing,) = await stage.told("webhook.failing")
    (disabled,) = await stage.told("webhook.disabled")
    assert failing[0] == disabled[0] == str(webhook_id)
    before = len(receiver.messages)
    await replica.pump()
    assert len(receiver.messages) == before

    receiver.judge = lambda _message: Reply()
    receiver.messages.clear()
    async with stage.units() as work:
        await stage.owners.enable(work, webhook_id, discard_backlog=False)
    await replica.pump()

    found: dict[str, list[int]] = defaultdict(list)
    for message in receiver.messages:
        found[message.data["post_id"]].append(message.data["revision"])
    assert found == {str(post): list(range(7)), str(other): list(range(7))}
    verify_all(receiver.messages, secret)


async def test_an_outage_does_not_use_up_an_events_attempts(stage: Stage, receiver: Receiver) -> None:
    """After days of probes it fails once more while others are taken: it is tried again within hours."""
    await stage.register(receiver.address, "post.*")
    replica = stage.replica()
    receiver.judge = lambda _message: Reply(503)
    await stage.tell(stage.scheduled(new_id(), 1))
    for _ in range(90):
        await replica.pump()
        stage.clock.jump(3_600)
    (probed,) = await stage.fetch("select event_id::text as id, attempts from webhook_deliveries")
    assert probed["attempts"] >= 10

    receiver.judge = lambda message: Reply(500 if message.id == probed["id"] else 204)
    await stage.tell(stage.scheduled(new_id(), 1))
    await replica.pump()
    receiver.judge = lambda _message: Reply()
    receiver.messages.clear()
    stage.clock.jump(6 * 3_600)
    await replica.pump()

    assert [message.id for message in receiver.messages] == [probed["id"]]


async def test_one_event_that_is_never_taken_holds_up_its_own_post_alone(
    stage: Stage, receiver: Receiver
) -> None:
    """It is tried ten times over three days and given up, then its post's later events go; others never wait."""
    await stage.register(receiver.address, "post.*")
    replica = stage.replica()
    poisoned, well = new_id(), new_id()
    receiver.judge = lambda m: Reply(422 if m.data == poison.data else 204)
    poison = stage.scheduled(poisoned, 1)
    await stage.tell(poison, stage.scheduled(poisoned, 2), stage.scheduled(well, 1))
    hours = 0
    while not any(m.data["post_id"] == str(poisoned) and m.data["revision"] == 2 for m in receiver.messages):
        await replica.pump()
        await stage.tell(stage.scheduled(well, 2))
        stage.clock.jump(3_600)
        hours += 1
        assert hours < 200, "the later event never went"

    tries = [m for m in receiver.messages if m.data == poison.data]
    instants = [int(m.headers["webhook-timestamp"]) for m in tries]
    assert len(tries) == 10
    assert len({m.id for m in tries}) == 1
    assert timedelta(hours=65) < timedelta(seconds=instants[-1] - instants[0]) < timedelta(hours=90)
    (row,) = await stage.fetch("select state, attempts from webhook_deliveries where state <> 'delivered'")
    assert (row["state"], row["attempts"]) == ("failed", 10)


async def test_the_log_is_not_forgotten_before_it_is_handed_out(stage: Stage, receiver: Receiver) -> None:
    """Housekeeping stops at the cursors of both who read it, however old an event is."""
    await stage.register(receiver.address, "post.*")
    queries = load_queries(MIGRATIONS.parent / "queries" / "housekeeping.sql")
    keeping = Housekeeping(stage.database, queries, stage.clock, live_event_hours=1, webhook_log_days=30)
    await stage.tell(stage.scheduled(new_id(), 1))
    stage.clock.jump(timedelta(days=4_000).total_seconds())

    await keeping.tidy()
    assert len(await stage.told("post.scheduled")) == 1
    await stage.replica().pump()
    await keeping.tidy()
    assert len(await stage.told("post.scheduled")) == 1, "nobody was notified of it yet"
    async with stage.database.acquire() as connection:
        await connection.execute(
            "update notification_cursor set txid = c.txid, seq = c.seq from webhook_cursor c"
        )
    await keeping.tidy()
    assert await stage.told("post.scheduled") == []
    assert len(receiver.messages) == 1
