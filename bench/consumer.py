"""Records through consume, inbox, state, outbox and back to Kafka, beside a bare aiokafka loop.

Both read the same number of equal records from four partitions and write as many. The bare loop takes up to 1,000
records, sends each, waits for all, commits; it keeps no state and survives no crash in between. It is the limit that
the client library sets on this machine.
"""

import asyncio
import contextlib
import sys
import time
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar

import uvloop
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from prometheus_client import CollectorRegistry

from shared.consuming import Received, Route
from shared.events import TOPICS, Envelope, PostDue, PostScheduled, PostTarget
from shared.ids import new_id, publication_id
from shared.kafka import create_topics
from shared.metrics import CoreMetrics
from shared.postgres import Database
from shared.service import Service, tune_garbage_collection
from shared.settings import KafkaSettings, ServiceName, ServiceSettings
from shared.testing.servers import Servers, fresh_database, fresh_topic_prefix
from shared.unit_of_work import UnitOfWork

_DUE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
_KEEP = """
insert into posts (post_id, revision, text)
select * from unnest($1::uuid[], $2::int[], $3::text[])
on conflict (post_id) do update set revision = excluded.revision, text = excluded.text
where posts.revision < excluded.revision
"""


class Settings(ServiceSettings):
    service: ClassVar[ServiceName] = "scheduler"


async def keep_and_tell(work: UnitOfWork, received: Sequence[Received[PostScheduled]]) -> None:
    """State for each post, and one event for each: what a stage of the pipeline does."""
    posts = [one.data for one in received]
    await work.connection.execute(
        _KEEP, [p.post_id for p in posts], [p.revision for p in posts], [p.targets[0].text for p in posts]
    )
    for one in received:
        target = one.data.targets[0]
        due = PostDue(
            organization_id=one.data.organization_id,
            publication_id=publication_id(one.data.post_id, target.account_id, target.occurrence_at),
            post_id=one.data.post_id,
            account_id=target.account_id,
            network=target.network,
            revision=one.data.revision,
            due_at=target.occurrence_at,
            text=target.text,
            emitted_at=target.occurrence_at,
        )
        work.tell(due, cause=one.envelope)


async def bare_loop(servers: Servers, records: int) -> float:
    """Records a second through getmany, send, commit."""
    async with _filled_topic(servers, records) as kafka:
        consumer = AIOKafkaConsumer(
            f"{kafka.topic_prefix}post.scheduled",
            bootstrap_servers=kafka.bootstrap_servers,
            group_id=f"{kafka.topic_prefix}bare",
            enable_auto_commit=False,
            auto_offset_reset="earliest",
        )
        producer = AIOKafkaProducer(
            bootstrap_servers=kafka.bootstrap_servers,
            acks="all",
            enable_idempotence=True,
            max_batch_size=262_144,
        )
        await producer.start()
        await consumer.start()
        done = 0
        started: float | None = None
        try:
            while done < records:
                batch = await consumer.getmany(timeout_ms=10, max_records=1_000)
                if not batch:
                    continue
                started = started or time.perf_counter()
                sent = [
                    await producer.send(
                        f"{kafka.topic_prefix}post.due",
                        record.value,
                        key=record.key,
                        headers=list(record.headers),
                    )
                    for part in batch.values()
                    for record in part
                ]
                await asyncio.gather(*sent)
                await consumer.commit()
                done += len(sent)
            assert started is not None, "records came"
            return records / (time.perf_counter() - started)
        finally:
            await consumer.stop()
            await producer.stop()


async def batch_consumer(servers: Servers, records: int) -> float:
    """Records a second from the first one taken until the last one's consequence stands on Kafka."""
    async with _filled_topic(servers, records) as kafka, fresh_database(servers) as url:
        settings = Settings(database_url=url, port=1, instance="bench", kafka=kafka)
        metrics = CoreMetrics(CollectorRegistry())
        service = Service(
            settings,
            database=Database(url, application_name="bench"),
            metrics=metrics,
            migrations=Path(__file__).parent / "consumer_migrations",
            routes=[Route(PostScheduled, keep_and_tell)],
        )
        await service.start()
        try:
            started: float | None = None
            while True:
                sent = metrics.outbox_sent.labels("post.due")._value.get()  # noqa: SLF001  collecting walks every metric
                if started is None and service.consumer.busy:
                    started = time.perf_counter()
                if sent >= records:
                    break
                await asyncio.sleep(0.005)
            assert started is not None, "records came"
            seconds = time.perf_counter() - started
        finally:
            await service.stop()
        await _check(kafka, records)
        return records / seconds


async def _check(kafka: KafkaSettings, records: int) -> None:
    """A figure counts only when every record arrived, once."""
    topic = f"{kafka.topic_prefix}post.due"
    consumer = AIOKafkaConsumer(bootstrap_servers=kafka.bootstrap_servers)
    await consumer.start()
    try:
        partitions = [TopicPartition(topic, n) for n in range(kafka.partitions)]
        ends = await consumer.end_offsets(partitions)
        assert sum(ends.values()) == records, f"{sum(ends.values())} of {records} records on {topic}"
    finally:
        await consumer.stop()


@contextlib.asynccontextmanager
async def _filled_topic(servers: Servers, records: int) -> AsyncIterator[KafkaSettings]:
    async with fresh_topic_prefix(servers) as prefix:
        kafka = KafkaSettings(bootstrap_servers=servers.kafka, topic_prefix=prefix)
        await create_topics(kafka, [TOPICS["post.scheduled"], TOPICS["post.due"]])
        producer = AIOKafkaProducer(bootstrap_servers=servers.kafka, acks="all", max_batch_size=262_144)
        await producer.start()
        try:
            for _ in range(records // 1_000):
                sent = [await _send(producer, prefix) for _ in range(1_000)]
                await asyncio.gather(*sent)
        finally:
            await producer.stop()
        yield kafka


async def _send(producer: AIOKafkaProducer, prefix: str) -> "asyncio.Future[object]":
    target = PostTarget(
        account_id=new_id(), network="x", occurrence_at=_DUE, text="The monsoon sale opens on Tuesday."
    )
    event = PostScheduled(
        organization_id=new_id(), post_id=new_id(), revision=1, targets=(target,), scheduled_at=_DUE
    )
    envelope = Envelope(
        id=new_id(),
        source="//postwright/bench",
        type=event.event_type,
        time=_DUE,
        subject=event.subject,
        organization_id=event.organization_id,
        correlation_id=str(event.post_id),
    )
    future: asyncio.Future[object] = await producer.send(
        f"{prefix}{event.topic_name}",
        event.model_dump_json().encode(),
        key=event.key.encode(),
        headers=envelope.to_headers(),
    )
    return future


def main() -> None:
    """Run one side in this process and print records a second: `python -m bench.consumer bare|batch RECORDS`."""
    side, records = sys.argv[1], int(sys.argv[2])
    servers = Servers.named()
    assert servers is not None, "the runner names the servers"
    if side == "batch":
        tune_garbage_collection()  # as a service does at its start
        rate = uvloop.run(batch_consumer(servers, records))
    else:
        rate = uvloop.run(bare_loop(servers, records))
    print(f"{rate:.0f}")


if __name__ == "__main__":
    main()
