"""One transaction: state, what is told of it, and who is woken."""

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from shared import outbox, tracing
from shared.clock import Clock
from shared.events import Envelope, EventData
from shared.ids import new_id
from shared.outbox import OutboxRecord
from shared.postgres import Connection, Database, Entering


@dataclass
class UnitOfWork:
    """What a use case has in its hands while its transaction is open."""

    connection: Connection
    source: str
    clock: Clock
    _records: list[OutboxRecord] = field(default_factory=list)
    _channels: set[str] = field(default_factory=set)

    def tell(
        self, event: EventData, *, cause: Envelope | None = None, correlation_id: str | None = None
    ) -> Envelope:
        """Tell an event at commit, and not at all if the transaction fails.

        Args:
            event: The data; its class says topic and key.
            cause: The event this one follows from; without it the current context's ids are taken.
            correlation_id: Ties everything that follows from one request together; found from the cause or
                the context where it is not given.

        Returns:
            The envelope it will have.
        """
        context = tracing.current.get()
        event_id = new_id()
        envelope = Envelope(
            id=event_id,
            source=f"//postwright/{self.source}",
            type=event.event_type,
            time=self.clock.now(),
            subject=event.subject,
            organization_id=event.organization_id,
            correlation_id=correlation_id
            or (cause.correlation_id if cause else context.correlation_id)
            or str(event_id),
            causation_id=str(cause.id) if cause else context.causation_id,
            traceparent=tracing.child_of(cause.traceparent if cause else context.traceparent),
            tracestate=cause.tracestate if cause else context.tracestate,
        )
        # As model_dump_json, without the way through str.
        value = event.__pydantic_serializer__.to_json(event)
        headers = outbox.encode_texts(envelope.to_texts())
        self._records.append(OutboxRecord(event.topic_name, event.key, headers, value))
        return envelope

    def append(self, record: OutboxRecord) -> None:
        """Tell a record as it is, such as a dead letter."""
        self._records.append(record)

    def notify(self, channel: str) -> None:
        """Wake whoever listens on the channel, once, at commit."""
        self._channels.add(channel)

    async def flush(self) -> None:
        """Write what was told into the outbox; the transaction stays open."""
        records, self._records = self._records, []
        channels, self._channels = self._channels, set()
        await outbox.append(self.connection, records, waking=channels)


@dataclass(frozen=True)
class UnitOfWorkFactory:
    """Opens units of work on one database for one service."""

    database: Database
    source: str
    clock: Clock

    @contextlib.asynccontextmanager
    async def __call__(self, entering: Entering | None = None) -> AsyncIterator[UnitOfWork]:
        """A unit of work; leaving the block commits, an exception rolls everything back.

        Args:
            entering: What its transaction begins with.
        """
        async with self.database.transaction(entering) as connection:
            work = UnitOfWork(connection, self.source, self.clock)
            yield work
            await work.flush()
