"""Live events from the log to the clients of this process: one reader, however many clients.

Rows are read in the order of (transaction id, sequence) and handed out only below the horizon, the oldest transaction
that still writes. A plain sequence would lose events: a number taken early by a transaction that commits late is passed
over by a reader that has already seen a higher one.
"""

import asyncio
import contextlib
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Iterator, Mapping
from uuid import UUID

from services.gateway.domain.live import Position, StreamedEvent
from services.gateway.metrics import Metrics
from services.gateway.tenancy import Tenancy
from services.gateway.usecases.live import CHANNEL
from shared.horizon import HORIZON
from shared.postgres import Database

_IDLE_SECONDS = 1.0
# Something is committed and not final yet: another transaction, begun before it, still runs.
_BLOCKED_SECONDS = 0.01
# A client that is this far behind is cut off; it comes back and resumes from the log.
_LARGEST_BACKLOG = 1_000
# How often a stream looks whether its session has ended.
_CHECK_SECONDS = 5.0


class FellBehindError(Exception):
    """The client takes its events too slowly; it can resume from the last one it has."""


class _Subscription:
    """One client: where its live part begins, and what waits for it."""

    def __init__(self) -> None:
        self.begins: asyncio.Future[Position] = asyncio.get_running_loop().create_future()
        self._events: asyncio.Queue[StreamedEvent] = asyncio.Queue()
        self._fell_behind = False

    def begin(self, position: Position) -> None:
        if not self.begins.done():
            self.begins.set_result(position)

    def offer(self, event: StreamedEvent) -> None:
        # A client that takes nothing must not fill the memory.
        self._fell_behind = self._fell_behind or self._events.qsize() >= _LARGEST_BACKLOG
        if not self._fell_behind:
            self._events.put_nowait(event)

    async def next(self) -> StreamedEvent:
        """The next event.

        Raises:
            FellBehindError: Something was left out after the last one.
        """
        if self._fell_behind and self._events.empty():
            raise FellBehindError
        return await self._events.get()


class LiveFeed:
    """Reads the log once for all clients of this process.

    Args:
        database: As the owner, since one reader reads for all organisations.
        tenancy: Reads what one organisation was told before.
        queries: Of `queries/live.sql`.
        metrics: Counts clients and events.
    """

    def __init__(
        self, database: Database, tenancy: Tenancy, queries: Mapping[str, str], metrics: Metrics
    ) -> None:
        self._database = database
        self._tenancy = tenancy
        self._queries = queries
        self._metrics = metrics
        self._told = database.listen(CHANNEL)
        self._watched = asyncio.Event()
        self._subscriptions: dict[UUID, set[_Subscription]] = {}
        self._position: Position | None = None

    async def run(self) -> None:
        """Hand events out for as long as the service runs; rests while nobody watches."""
        while True:
            if not self._subscriptions:
                self._position = None
                self._watched.clear()
                await self._watched.wait()
            self._told.clear()
            more, blocked = await self._read()
            if not more:
                wait = _BLOCKED_SECONDS if blocked else _IDLE_SECONDS
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(wait):
                        await self._told.wait()

    async def watch(
        self, organization_id: UUID, after: Position | None, may_go_on: Callable[[], Awaitable[bool]]
    ) -> AsyncGenerator[StreamedEvent]:
        """What an organisation is told from now on, or from a position on, without a gap.

        The first event is always `stream.opened`, or `stream.reset` where what came after the position can't be known
        any more: either has a position to resume from.

        Args:
            organization_id: Whose events.
            after: The last position that the client has; none begins with the present.
            may_go_on: Asked every few seconds; the stream ends when it says no.

        Raises:
            FellBehindError: The client is too slow.
        """
        with self._subscribed(organization_id) as subscription:
            begins = await subscription.begins
            opening = await self._opening(after, begins)
            yield opening
            seen = opening.position
            async for event in self._history(organization_id, seen, begins):
                yield event
            async for event in self._live(subscription, may_go_on):
                # Another replica may have shown the client more than this one had read.
                if event.position > seen:
                    yield event

    async def _live(
        self, subscription: _Subscription, may_go_on: Callable[[], Awaitable[bool]]
    ) -> AsyncIterator[StreamedEvent]:
        """What comes in, until the client may not go on: however much comes, that is asked again and again."""
        loop = asyncio.get_running_loop()
        asked_at = loop.time()
        while True:
            event = None
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout_at(asked_at + _CHECK_SECONDS):
                    event = await subscription.next()
            if loop.time() >= asked_at + _CHECK_SECONDS:
                if not await may_go_on():
                    return
                asked_at = loop.time()
            if event is not None:
                yield event

    async def _opening(self, after: Position | None, begins: Position) -> StreamedEvent:
        if after is None:
            return StreamedEvent(begins, "stream.opened", "{}")
        async with self._database.acquire() as connection:
            row = await connection.fetchrow(self._queries["live_events_bounds"])
        assert row is not None, "the migration made the row"
        forgotten = Position(int(row["txid"]), row["seq"])
        if after < forgotten:
            return StreamedEvent(forgotten, "stream.reset", "{}")
        if after.txid >= int(row["ceiling"]):
            # Of another database, such as one from before a restore.
            return StreamedEvent(begins, "stream.reset", "{}")
        return StreamedEvent(after, "stream.opened", "{}")

    @contextlib.contextmanager
    def _subscribed(self, organization_id: UUID) -> Iterator[_Subscription]:
        subscription = _Subscription()
        self._subscriptions.setdefault(organization_id, set()).add(subscription)
        self._metrics.live_clients.inc()
        if self._position is not None:
            subscription.begin(self._position)
        self._watched.set()
        self._told.set()
        try:
            yield subscription
        finally:
            self._metrics.live_clients.dec()
            others = self._subscriptions[organization_id]
            others.discard(subscription)
            if not others:
                del self._subscriptions[organization_id]

    async def _read(self) -> tuple[bool, bool]:
        """Hand out what is new and final: whether there is more, and whether something waits to be final."""
        async with self._database.acquire() as connection:
            horizon = await connection.fetchrow(HORIZON)
            assert horizon is not None, "the query has no condition"
            if self._position is None:
                # Just below the horizon: what was final before somebody watched is history.
                self._position = Position(int(horizon["horizon"]), 0)
                self._begin_all(self._position)
            position = self._position
            rows = await connection.fetch(
                self._queries["live_events_since"], str(position.txid), position.seq, horizon["horizon"]
            )
        final = [row for row in rows if row["final"]]
        for row in final:
            self._position = Position(int(row["txid"]), row["seq"])
            event = StreamedEvent(self._position, row["type"], row["data"])
            for subscription in self._subscriptions.get(row["organization_id"], ()):
                subscription.offer(event)
                self._metrics.live_events.inc()
        return len(final) == 1_000, len(final) < len(rows)

    def _begin_all(self, position: Position) -> None:
        for subscriptions in self._subscriptions.values():
            for subscription in subscriptions:
                subscription.begin(position)

    async def _history(
        self, organization_id: UUID, after: Position, until: Position
    ) -> AsyncIterator[StreamedEvent]:
        while True:
            async with self._tenancy.work(organization_id) as work:
                rows = await work.connection.fetch(
                    self._queries["live_events_between"],
                    organization_id,
                    str(after.txid),
                    after.seq,
                    str(until.txid),
                    until.seq,
                )
            if not rows:
                return
            for row in rows:
                after = Position(int(row["txid"]), row["seq"])
                yield StreamedEvent(after, row["type"], row["data"])
