"""What a test does on topics: put events there as another service would, and read what a service told."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime
from typing import TypeVar, cast
from uuid import UUID

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, ConsumerRecord

from shared.events import TOPICS, Envelope, EventData, by_type
from shared.events.envelope import event_type_of
from shared.ids import new_id
from shared.kafka import create_topics, dead_letter_topic
from shared.settings import KafkaSettings, ServiceName
from shared.testing.waiting import eventually

Event = TypeVar("Event", bound=EventData)


def envelope_of(
    event: EventData, *, event_id: UUID | None = None, correlation_id: str | None = None
) -> Envelope:
    """An envelope as another service would make it."""
    event_id = event_id or new_id()
    return Envelope(
        id=event_id,
        source="//postwright/test",
        type=event.event_type,
        time=datetime.now(UTC),
        subject=event.subject,
        organization_id=event.organization_id,
        correlation_id=correlation_id or str(event_id),
    )


class Topics:
    """The topics of one test."""

    def __init__(self, settings: KafkaSettings, producer: AIOKafkaProducer) -> None:
        self._settings = settings
        self._producer = producer

    async def tell(
        self, *events: EventData, event_id: UUID | None = None, correlation_id: str | None = None
    ) -> list[Envelope]:
        """Put events on their topics; returns their envelopes. Same event_id again is a repeat."""
        envelopes = [envelope_of(e, event_id=event_id, correlation_id=correlation_id) for e in events]
        sent = [
            await self._producer.send(
                self._settings.topic_prefix + event.topic_name,
                key=event.key.encode(),
                value=event.model_dump_json().encode(),
                headers=envelope.to_headers(),
            )
            for event, envelope in zip(events, envelopes, strict=True)
        ]
        await asyncio.gather(*sent)
        return envelopes

    async def put(
        self,
        topic: str,
        value: bytes | None,
        *,
        key: bytes | None = None,
        headers: Sequence[tuple[str, bytes | None]] = (),
        partition: int | None = None,
    ) -> None:
        """Put a raw record on a topic, however wrong."""
        await self._producer.send_and_wait(
            self._settings.topic_prefix + topic,
            key=key,
            value=value,
            headers=list(headers),
            partition=partition,
        )

    @contextlib.asynccontextmanager
    async def read(self, *topics: str) -> AsyncIterator["TopicReader"]:
        """Everything on some topics, from their beginning, collected while the block lasts."""
        consumer = AIOKafkaConsumer(
            bootstrap_servers=self._settings.bootstrap_servers,
            auto_offset_reset="earliest",
            fetch_max_wait_ms=20,
            metadata_max_age_ms=500,  # a topic may be made while the test waits for it
        )
        await consumer.start()
        consumer.subscribe([self._settings.topic_prefix + topic for topic in topics])
        reader = TopicReader(consumer)
        task = asyncio.create_task(reader.collect())
        try:
            yield reader
        finally:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
            await consumer.stop()

    async def dead_letters(
        self, topic: str, service: ServiceName, count: int
    ) -> list[ConsumerRecord[bytes, bytes]]:
        """Wait for that many dead letters of a topic and service."""
        async with self.read(dead_letter_topic(topic, service)) as reader:
            await eventually(lambda: len(reader.records) >= count)
            return list(reader.records)


class TopicReader:
    """What has been read so far."""

    def __init__(self, consumer: "AIOKafkaConsumer[bytes, bytes]") -> None:
        self._consumer = consumer
        self.records: list[ConsumerRecord[bytes, bytes]] = []
        self._decoded: dict[type[EventData], tuple[int, list[EventData]]] = {}

    async def collect(self) -> None:
        while True:
            for records in (await self._consumer.getmany(timeout_ms=50)).values():
                self.records.extend(records)

    def events(self, event: type[Event]) -> list[Event]:
        """The events of one type, in the order they were read; asked again and again, each is decoded once."""
        decoded, known = self._decoded.get(event, (0, []))
        records = self.records[decoded:]
        new = [
            event.model_validate_json(record.value)
            for record in records
            if record.value is not None and by_type(event_type_of(record.headers) or "") is event
        ]
        self._decoded[event] = decoded + len(records), [*known, *new]
        return cast("list[Event]", self._decoded[event][1])

    def envelopes(self, event: type[EventData]) -> list[Envelope]:
        """The envelopes of the events of one type."""
        return [
            Envelope.from_headers(record.headers)
            for record in self.records
            if event_type_of(record.headers) == event.event_type
        ]

    async def wait_for(self, event: type[Event], count: int = 1, *, seconds: float = 30.0) -> list[Event]:
        """Wait until at least that many events of a type are there."""
        await eventually(
            lambda: len(self.events(event)) >= count, seconds=seconds, what=f"{count} {event.__name__}"
        )
        return self.events(event)


@contextlib.asynccontextmanager
async def open_topics(settings: KafkaSettings) -> AsyncIterator[Topics]:
    """Every topic of the catalogue, made new under the test's prefix."""
    await create_topics(settings, TOPICS.values())
    producer = AIOKafkaProducer(bootstrap_servers=settings.bootstrap_servers, acks="all")
    await producer.start()
    try:
        yield Topics(settings, producer)
    finally:
        await producer.stop()
