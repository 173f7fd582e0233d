"""Fetching: the one FastStream subscriber of a service, over all its topics, and the watch over it."""

import asyncio
import contextlib
from collections.abc import Sequence
from typing import Any

import structlog
from aiokafka import TopicPartition
from aiokafka.errors import KafkaError
from faststream.kafka import KafkaBroker
from faststream.kafka.message import KafkaAckableMessage

from shared.consuming import BatchConsumer, Record
from shared.events import TOPICS
from shared.kafka import ACK_POLICY, create_topics, make_broker
from shared.metrics import CoreMetrics
from shared.settings import ServiceSettings

logger = structlog.get_logger(__name__)

_BATCH_RECORDS = 1_000
_BATCH_MS = 10
_WATCH_SECONDS = 2.0
_STUCK_SECONDS = 60.0
_STOP_SECONDS = 10.0
# So long may the broker take to say where a topic ends before it counts as away.
_ANSWER_SECONDS = 3.0


class ConsumerStuckError(RuntimeError):
    """Records wait and none is taken, though the broker answers: the process must start again.

    https://github.com/aio-libs/aiokafka/issues/1154
    """


class Fetcher:
    """Hands batches of raw records to the consumer and commits what it has applied."""

    def __init__(self, settings: ServiceSettings, consumer: BatchConsumer, metrics: CoreMetrics) -> None:
        self._settings = settings
        self._consumer = consumer
        self._metrics = metrics
        self._broker: KafkaBroker | None = None
        self._subscriber: Any = None
        self._started = False
        self._answers = False
        self._progress: tuple[dict[TopicPartition, int], float] = ({}, 0.0)

    @property
    def ready(self) -> bool:
        """Whether records can come in."""
        return self.broker_answers and self._consumer.stopped_because is None

    @property
    def broker_answers(self) -> bool:
        """Whether the broker answered when it was last asked, at most some seconds ago."""
        return self._started and self._answers

    async def run(self) -> None:
        """Fetch until cancelled.

        Raises:
            ConsumerStuckError: There is lag and no progress.
        """
        while True:
            try:
                await self._start()
                break
            except (KafkaError, OSError, TimeoutError) as error:
                logger.warning("broker away, trying again", reason=repr(error))
                await self._stop()
                await asyncio.sleep(0.5)
        try:
            await self._watch()
        finally:
            self._consumer.close()
            await self._stop()

    async def _start(self) -> None:
        kafka = self._settings.kafka
        service = self._settings.service
        topics = [TOPICS[name] for name in self._consumer.topics]
        produced = [topic for topic in TOPICS.values() if topic.is_written_by(service)]
        if kafka.create_topics:
            await create_topics(kafka, topics, service)
            await create_topics(kafka, produced)
        broker = make_broker(kafka, f"postwright-{service}-{self._settings.instance}")
        subscriber = broker.subscriber(
            *(f"{kafka.topic_prefix}{topic.name}" for topic in topics),
            group_id=f"{kafka.topic_prefix}postwright-{service}",
            group_instance_id=f"{service}-{self._settings.instance}",
            auto_offset_reset="earliest",
            batch=True,
            max_records=_BATCH_RECORDS,
            batch_timeout_ms=_BATCH_MS,
            session_timeout_ms=10_000,
            heartbeat_interval_ms=1_000,
            ack_policy=ACK_POLICY,
            parser=self._parse,
            decoder=_raw_records,
        )
        subscriber(self._consumer.consume)
        # Records may come in before start() returns.
        self._broker, self._subscriber = broker, subscriber
        await broker.start()
        self._started = self._answers = True

    async def _stop(self) -> None:
        broker, self._broker, self._started = self._broker, None, False
        if broker is not None:
            with contextlib.suppress(Exception):  # going away; offsets not committed are fetched again
                async with asyncio.timeout(_STOP_SECONDS):
                    await broker.stop()

    async def _parse(self, records: tuple[Record, ...]) -> KafkaAckableMessage:
        # FastStream's own parser decodes every header of every record, and fails on one that is no text.
        return KafkaAckableMessage(
            body=b"", raw_message=records, headers={}, consumer=self._subscriber.consumer
        )

    async def _watch(self) -> None:
        loop = asyncio.get_running_loop()
        self._progress = ({}, loop.time())
        while True:
            await asyncio.sleep(_WATCH_SECONDS)
            consumer = self._subscriber.consumer
            assigned = list(consumer.assignment())
            try:
                async with asyncio.timeout(_ANSWER_SECONDS):
                    # A replica that has no partition of its own asks for somebody else's.
                    ends = await consumer.end_offsets(assigned or [self._any_partition()])
            except (KafkaError, TimeoutError) as error:
                self._hear(error)
                self._progress = (self._progress[0], loop.time())  # nobody can tell while the broker is away
                continue
            self._hear(None)
            try:
                async with asyncio.timeout(_ANSWER_SECONDS):
                    positions = {p: await consumer.position(p) for p in assigned}
            except (KafkaError, TimeoutError):
                continue  # partitions are changing hands
            lag = {partition: max(0, ends[partition] - positions[partition]) for partition in assigned}
            self._show(lag)
            moving = not any(lag.values()) or positions != self._progress[0] or self._consumer.busy
            if moving:
                self._progress = (positions, loop.time())
            elif loop.time() - self._progress[1] > _STUCK_SECONDS:
                raise ConsumerStuckError(
                    f"{sum(lag.values())} records wait, none taken for {_STUCK_SECONDS:.0f} s"
                )

    def _any_partition(self) -> TopicPartition:
        return TopicPartition(f"{self._settings.kafka.topic_prefix}{self._consumer.topics[0]}", 0)

    def _hear(self, error: Exception | None) -> None:
        if self._answers and error is not None:
            logger.warning("broker away", reason=repr(error))
        elif not self._answers and error is None:
            logger.info("broker answers again")
        self._answers = error is None

    def _show(self, lag: dict[TopicPartition, int]) -> None:
        group = f"postwright-{self._settings.service}"
        for partition, behind in lag.items():
            topic = partition.topic.removeprefix(self._settings.kafka.topic_prefix)
            self._metrics.consumer_lag.labels(group, topic, str(partition.partition)).set(behind)


async def _raw_records(message: KafkaAckableMessage) -> Sequence[Record]:
    records: Sequence[Record] = message.raw_message
    return records
