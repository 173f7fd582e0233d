"""Every event ten times over, and every service twice: nothing changes and nothing goes out twice."""

import asyncio
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, ConsumerRecord, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient

from deploy.local.stack import Stack
from docs.generated import topics_received
from shared.events import TOPICS
from shared.settings import KafkaSettings
from shared.testing.waiting import eventually
from tests.system import NETWORKS, System, in_thread, signed_in

pytestmark = [pytest.mark.faults, pytest.mark.timeout(360)]

REPLAYS = 10
# What time brings by itself: five minutes after it went out, a post of another test is measured.
_BY_TIME = frozenset({"post.measured", "account.measured", "analytics.rolled"})


def brief(number: int) -> dict[str, Any]:
    return {
        "brand": f"House {number:03}",
        "topic": f"Evening number {number:03}",
        "brief": f"House {number:03} is open late on Thursday, with soup for {number + 2} guests.",
        "networks": list(NETWORKS),
        "picture": number % 5 == 0,
    }


async def test_ten_replays_of_every_event_change_nothing(stack: Stack) -> None:
    """The records of all topics are put there ten times more, as they are; every inbox knows them."""
    async with signed_in(stack) as system:
        await system.submit_briefs([brief(n) for n in range(10)], {"kind": "now"})
        targets = await system.wait_ended(30, seconds=90)
        await eventually(lambda: _all_read(stack), seconds=30)
        before = await _picture(system)

        records = await _everything(stack)
        async with AIOKafkaProducer(bootstrap_servers=stack.addresses.kafka, acks="all") as producer:
            for _ in range(REPLAYS):
                await _put(producer, records)
        await eventually(lambda: _all_read(stack), seconds=90)

        assert await _picture(system) == before
        told = Counter(record.topic for record in records if record.topic not in _BY_TIME)
        replayed = Counter(record.topic for record in await _everything(stack) if record.topic in told)
        assert replayed == {topic: count * (1 + REPLAYS) for topic, count in told.items()}, (
            "an event followed from a repeat"
        )
        await system.check(targets)


async def test_two_replicas_of_every_service_publish_nothing_twice(doubled_stack: Stack) -> None:
    """They share the work, also while one of each is killed in turn."""
    async with signed_in(doubled_stack) as system:
        for first in range(0, 60, 10):
            await system.submit_briefs([brief(n) for n in range(first, first + 10)], {"kind": "now"})
        for service in ("generator", "scheduler", "publisher", "analytics", "gateway"):
            await in_thread(doubled_stack.kill, f"{service}-2")
        targets = await system.wait_ended(180, seconds=180)

        assert Counter(t["state"] for t in targets) == {"published": 180}
        await system.check(targets)
        await eventually(lambda: _counted(system, 180), seconds=30, every=0.2)


async def _counted(system: System, published: int) -> bool:
    totals = (await system.call("GET", "/v1/analytics/overview"))["totals"]
    assert totals["published"] == published, totals
    return True


async def _picture(system: System) -> dict[str, Any]:
    """Everything a client can see that a repeat might change."""
    posts = await system.posts()
    return {
        "posts": posts,
        "timelines": [await system.call("GET", f"/v1/posts/{post['post_id']}/timeline") for post in posts],
        "overview": (await system.call("GET", "/v1/analytics/overview"))["totals"],
        "walls": [await system.wall(network) for network in NETWORKS],
    }


async def _everything(stack: Stack) -> list["ConsumerRecord[bytes, bytes]"]:
    """Every record of every topic."""
    consumer: AIOKafkaConsumer[bytes, bytes] = AIOKafkaConsumer(bootstrap_servers=stack.addresses.kafka)
    await consumer.start()
    try:
        partitions = _partitions(TOPICS)
        consumer.assign(partitions)
        await consumer.seek_to_beginning(*partitions)
        ends = await consumer.end_offsets(partitions)
        records: list[ConsumerRecord[bytes, bytes]] = []
        while any([await consumer.position(p) < ends[p] for p in partitions]):
            for batch in (await consumer.getmany(timeout_ms=200)).values():
                records += batch
        return records
    finally:
        await consumer.stop()


def _partitions(topics: Iterable[str]) -> list[TopicPartition]:
    return [TopicPartition(topic, number) for topic in topics for number in range(KafkaSettings().partitions)]


async def _put(producer: AIOKafkaProducer, records: Sequence["ConsumerRecord[bytes, bytes]"]) -> None:
    sent = [
        await producer.send(r.topic, key=r.key, value=r.value, headers=list(r.headers), partition=r.partition)
        for r in records
    ]
    await asyncio.gather(*sent)


async def _all_read(stack: Stack) -> bool:
    """Whether every service has committed everything that stands on the topics it reads."""
    consumer: AIOKafkaConsumer[bytes, bytes] = AIOKafkaConsumer(bootstrap_servers=stack.addresses.kafka)
    admin = AIOKafkaAdminClient(bootstrap_servers=stack.addresses.kafka)
    await consumer.start()
    await admin.start()
    try:
        for service, topics in topics_received().items():
            partitions = [
                TopicPartition(t, p) for t in topics for p in consumer.partitions_for_topic(t) or ()
            ]
            ends = await consumer.end_offsets(partitions)
            committed = await admin.list_consumer_group_offsets(f"postwright-{service}")
            behind = {
                p: (ends[p], committed[p].offset if p in committed else None)
                for p in partitions
                if ends[p] and (p not in committed or committed[p].offset < ends[p])
            }
            assert not behind, (service, behind)
        return True
    finally:
        await admin.close()
        await consumer.stop()
