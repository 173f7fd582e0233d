"""Consuming: a batch of records becomes one transaction of inbox, state and outbox.

Each record is decoded by itself; what can't be goes to the dead letters in the same transaction. What fails only when
applied is found by halving the batch. Offsets are committed after the transaction, so a crash repeats a batch and the
inbox swallows it.
"""

import asyncio
import random
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeAlias, TypeVar

import asyncpg
import structlog
from aiokafka import ConsumerRecord
from pydantic import ValidationError

from shared import inbox, tracing
from shared.clock import Clock
from shared.dead_letters import DeadLetter, DeadLetterLimit, DeadLetterLimitReachedError
from shared.events import TOPICS, Envelope, ErasureEvent, EventData, InvalidEnvelopeError, by_type
from shared.events.envelope import event_type_of, from_structured, is_structured
from shared.metrics import CoreMetrics
from shared.postgres import is_database_away
from shared.settings import ServiceName
from shared.unit_of_work import UnitOfWork, UnitOfWorkFactory

logger = structlog.get_logger(__name__)

Event = TypeVar("Event", bound=EventData)
Event_co = TypeVar("Event_co", bound=EventData, covariant=True)
Record: TypeAlias = "ConsumerRecord[bytes | None, bytes | None]"

_ATTEMPTS: Final = 3
# Two transactions met at the same rows; the same batch again goes through. Nobody's poison, so there is patience.
_MOST_COLLISIONS: Final = 10
_COLLISIONS = (asyncpg.DeadlockDetectedError, asyncpg.SerializationError, asyncpg.LockNotAvailableError)
_ERASED: Final = """
select coalesce(array_agg(organization_id), '{}') from erasures
where user_id is null and organization_id = any($1::uuid[])
"""
_FIRST_WAIT: Final = 0.1
_LONGEST_WAIT: Final = 5.0
_MOST_DOUBLINGS: Final = 6


@dataclass(slots=True)  # not frozen: a frozen one takes three times as long to make
class Received(Generic[Event_co]):
    """One event as it came in."""

    data: Event_co
    envelope: Envelope
    topic: str
    partition: int
    offset: int


Handler = Callable[[UnitOfWork, Sequence[Received[Event]]], Awaitable[None]]


class EveryEvent(EventData):
    """Stands in a route for all types of the catalogue."""


class Route(Generic[Event]):
    """Which use case takes the events of a type.

    The handler gets the fresh events of that type in one batch, in order, inside the batch's transaction.
    """

    def __init__(self, event: type[Event], handler: Handler[Event]) -> None:
        self.event = event
        self.handler = handler


def topics_of(routes: Sequence[Route[Any]]) -> list[str]:
    """Names of the topics that routes read, without prefix."""
    if any(route.event is EveryEvent for route in routes):
        return sorted(TOPICS)
    return sorted({route.event.topic_name for route in routes})


class RecordRefusedError(Exception):
    """A record breaks a rule and can never be applied; it goes to the dead letters, its batch goes on."""

    def __init__(self, received: Received[Any], reason: str) -> None:
        super().__init__(reason)
        self.received = received


@dataclass(slots=True)
class _Decoded:
    record: Record
    topic: str
    received: Received[EventData]


class BatchConsumer:
    """Applies batches of raw records; knows nothing of how they are fetched.

    Args:
        service: Whose dead letters and metrics these are.
        routes: What to do with each type; records of other types are skipped and counted.
        units: Opens the transaction of a batch.
        topic_prefix: Taken off topic names.
        limit: When to stop rather than put everything aside.
    """

    def __init__(
        self,
        service: ServiceName,
        routes: Sequence[Route[Any]],
        units: UnitOfWorkFactory,
        metrics: CoreMetrics,
        clock: Clock,
        *,
        topic_prefix: str = "",
        limit: DeadLetterLimit | None = None,
    ) -> None:
        self._service = service
        self._routes = routes
        self._units = units
        self._metrics = metrics
        self._clock = clock
        self._prefix = topic_prefix
        self._limit = limit or DeadLetterLimit()
        self._every = any(route.event is EveryEvent for route in routes)
        self._types: Mapping[str, type[EventData]] = {
            route.event.event_type: route.event for route in routes if route.event is not EveryEvent
        }
        self.stopped_because: str | None = None
        self.busy = False
        self._closing = asyncio.Event()

    def close(self) -> None:
        """Let a batch that waits go, unapplied and uncommitted."""
        self._closing.set()

    @property
    def topics(self) -> list[str]:
        """Names of the topics the routes read, without prefix."""
        return topics_of(self._routes)

    async def consume(self, records: Sequence[Record]) -> None:
        """Apply a batch; returns only when everything in it is applied, put aside or known to be skipped.

        Once the dead-letter limit is reached it waits until it is closed and raises, so that the offsets of that
        batch stay uncommitted.

        Raises:
            DeadLetterLimitReachedError: Closed after the limit had been reached.
        """
        self.busy = True
        try:
            with self._metrics.batch_seconds.time():
                decoded, dead = self._decode(records)
                await self._apply(decoded, dead)
        except DeadLetterLimitReachedError as error:
            self.stopped_because = str(error)
            self._metrics.consumer_stopped.set(1)
            logger.error("consumer stopped by the dead-letter limit", reason=str(error))  # noqa: TRY400  no trace needed
            await self._closing.wait()
            raise
        finally:
            self.busy = False

    def _decode(self, records: Sequence[Record]) -> tuple[list[_Decoded], list[DeadLetter]]:
        decoded: list[_Decoded] = []
        dead: list[DeadLetter] = []
        for record in records:
            topic = record.topic.removeprefix(self._prefix)
            try:
                received = self._read(record, topic)
            except InvalidEnvelopeError as error:
                dead.append(DeadLetter(record, topic, "undecodable", str(error)))
            except ValidationError as error:
                dead.append(DeadLetter(record, topic, "invalid", _explain(error)))
            else:
                if received is not None:
                    decoded.append(_Decoded(record, topic, received))
                else:
                    self._metrics.records_consumed.labels(topic, "skipped").inc()
        return decoded, dead

    def _read(self, record: Record, topic: str) -> Received[EventData] | None:
        if record.value is None and topic in TOPICS and TOPICS[topic].compacted:
            return None  # a tombstone: nothing is left to say about the key
        headers: dict[str, bytes | None] = dict(record.headers)
        value = record.value if record.value is not None else b""
        if is_structured(headers):
            envelope, value = from_structured(value)
            event_type: str | None = envelope.type
        else:
            envelope = None
            event_type = event_type_of(headers)
        if event_type is None:
            raise InvalidEnvelopeError("header ce_type is missing: not a CloudEvent in binary mode")
        model = by_type(event_type) if self._every else self._types.get(event_type)
        if model is None:
            return None
        if envelope is None:
            envelope = Envelope.from_mapping(headers)
        data = model.model_validate_json(value)
        if data.organization_id != envelope.organization_id:
            raise InvalidEnvelopeError("ce_orgid and the data's organization_id differ")
        return Received(data, envelope, topic, record.partition, record.offset)

    async def _apply(self, decoded: list[_Decoded], dead: list[DeadLetter], failures: int = 0) -> None:
        """Apply what was decoded in one transaction, or halve it until what can't be applied stands alone."""
        outcomes = [False] * len(decoded) + [True] * len(dead)
        self._limit.check(outcomes)
        try:
            fresh = await self._patiently(decoded, dead)
        except RecordRefusedError as refused:
            rest = [item for item in decoded if item.received is not refused.received]
            refused_item = next(item for item in decoded if item.received is refused.received)
            letter = DeadLetter(refused_item.record, refused_item.topic, "refused", str(refused))
            await self._apply(rest, [*dead, letter])
            return
        except Exception as error:  # a handler may raise anything
            if is_database_away(error):
                raise  # closing while the database is away: nobody's poison
            await self._find_the_culprit(decoded, dead, failures, error)
            return
        self._limit.note(outcomes)
        self._count(decoded, dead, fresh)

    async def _find_the_culprit(
        self, decoded: list[_Decoded], dead: list[DeadLetter], failures: int, error: Exception
    ) -> None:
        if len(decoded) > 1:
            middle = len(decoded) // 2
            logger.warning("batch failed, halving it", records=len(decoded), reason=repr(error))
            await self._apply(decoded[:middle], dead)
            await self._apply(decoded[middle:], [])
            return
        if failures + 1 < _ATTEMPTS or not decoded:
            logger.warning("batch failed, it is tried again", records=len(decoded), reason=repr(error))
            await self._clock.sleep(_jittered(failures))
            await self._apply(decoded, dead, failures + 1)
            return
        item = decoded[0]
        logger.error(
            "record parked in the dead letters",
            topic=item.topic,
            partition=item.record.partition,
            offset=item.record.offset,
            exc_info=error,
        )
        letter = DeadLetter(item.record, item.topic, type(error).__name__, str(error), attempts=_ATTEMPTS)
        await self._apply([], [*dead, letter])

    async def _patiently(self, decoded: list[_Decoded], dead: list[DeadLetter]) -> int:
        """One transaction, repeated for as long as the database is away: that is nobody's poison."""
        waited = collided = 0
        while True:
            try:
                return await self._transact(decoded, dead)
            except _COLLISIONS:
                collided += 1
                if collided == _MOST_COLLISIONS:
                    raise
                await self._clock.sleep(_jittered(collided))
                continue
            except Exception as error:
                if not is_database_away(error) or self._closing.is_set():
                    raise
                seconds = _jittered(waited)
                logger.warning("database away, batch waits", seconds=round(seconds, 2), reason=repr(error))
                await self._clock.sleep(seconds)
                waited += 1

    async def _transact(self, decoded: list[_Decoded], dead: list[DeadLetter]) -> int:
        async with self._units() as work:
            new_ids = await inbox.add(work.connection, (item.received.envelope.id for item in decoded))
            fresh: list[Received[EventData]] = []
            for item in decoded:
                if item.received.envelope.id in new_ids:
                    new_ids.discard(item.received.envelope.id)  # the same event twice in a batch is one event
                    fresh.append(item.received)
            fresh = await _of_the_living(work, fresh)
            for route in self._routes:
                chosen = (
                    fresh
                    if route.event is EveryEvent
                    else [received for received in fresh if type(received.data) is route.event]
                )
                if chosen:
                    await self._handle(route, work, chosen)
            await self._put_aside(work, dead)
            return len(fresh)

    async def _put_aside(self, work: UnitOfWork, dead: list[DeadLetter]) -> None:
        if not dead:
            return
        now = self._clock.now()
        new_ids = await inbox.add(work.connection, (letter.id for letter in dead))
        for letter in dead:
            if letter.id in new_ids:
                work.append(letter.to_outbox(self._service, now))

    async def _handle(self, route: Route[Any], work: UnitOfWork, chosen: Sequence[Received[Any]]) -> None:
        # A handler that tells something without naming its cause still belongs to a trace when there is one cause only.
        cause = chosen[0].envelope if len(chosen) == 1 else None
        token = tracing.current.set(
            tracing.Context(cause.correlation_id, str(cause.id), cause.traceparent, cause.tracestate)
            if cause
            else tracing.Context()
        )
        try:
            await route.handler(work, chosen)
        finally:
            tracing.current.reset(token)

    def _count(self, decoded: list[_Decoded], dead: list[DeadLetter], fresh: int) -> None:
        consumed = self._metrics.records_consumed
        topics: dict[str, int] = {}
        for item in decoded:
            topics[item.topic] = topics.get(item.topic, 0) + 1
        for topic, count in topics.items():
            consumed.labels(topic, "applied").inc(count)
        if len(decoded) > fresh:
            consumed.labels("*", "repeated").inc(len(decoded) - fresh)
        for letter in dead:
            consumed.labels(letter.topic, "dead").inc()
            logger.warning(
                "dead letter",
                topic=letter.topic,
                partition=letter.record.partition,
                offset=letter.record.offset,
                error_type=letter.error_type,
                reason=letter.message[:200],
            )


async def _of_the_living(work: UnitOfWork, received: list[Received[EventData]]) -> list[Received[EventData]]:
    """Without what comes in late of organisations that were erased."""
    organizations = {item.data.organization_id for item in received}
    erased = set(await work.connection.fetchval(_ERASED, list(organizations)))
    if not erased:
        return received
    return [
        item
        for item in received
        if item.data.organization_id not in erased or isinstance(item.data, ErasureEvent)
    ]


def _explain(error: ValidationError) -> str:
    """What is wrong with the data, field by field, without its values: they may hold anything."""
    problems = error.errors(include_url=False, include_input=False, include_context=False)
    return "; ".join(
        f"{'.'.join(str(part) for part in p['loc']) or 'value'}: {p['msg']}" for p in problems[:5]
    )


def _jittered(waits: int) -> float:
    # Bounded before it is doubled: after a long outage the power would be too large for a float.
    longest = _FIRST_WAIT * 2.0 ** min(waits, _MOST_DOUBLINGS)
    return min(_LONGEST_WAIT, longest) * (0.5 + random.random())  # noqa: S311  jitter, not a secret
