"""The reader of the log, and what it hands to whom."""

import asyncio
import contextlib
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Iterator, Mapping
from datetime import datetime
from uuid import UUID

import asyncpg
import structlog

from services.gateway.domain.identity import Caller
from services.gateway.domain.live import PING, Interest, Position, StreamedEvent
from services.gateway.domain.policy import Role
from services.gateway.live_feed.recent import MOST_EVENTS, RecentEvents
from services.gateway.live_feed.subscription import Subscription
from services.gateway.metrics import Metrics
from services.gateway.tenancy import Tenancy
from services.gateway.usecases.live import CHANNEL
from shared.clock import Clock
from shared.horizon import HORIZON
from shared.postgres import Connection, Database, is_database_away

logger = structlog.get_logger(__name__)

_IDLE_SECONDS = 1.0
# Something is committed and not final yet: another transaction, begun before it, still runs.
_BLOCKED_SECONDS = 0.01
_AWAY_SECONDS = 0.5
# Another read follows at once while this many come.
_BATCH = 1_000
# How often streams are held against their sessions, and how many of those rounds lie between two signs of life.
_CHECK_SECONDS = 2.0
_ROUNDS_TO_PING = 7
_ASKING_AT_ONCE = 3

# A session; or a key, and by which of its secrets. With the role that it was let in by.
_Credential = tuple[UUID, str | None, Role]

Stream = AsyncGenerator[list[StreamedEvent]]


class LiveFeed:
    """Reads the log once for all clients of this process.

    Args:
        database: As the owner, since one reader reads for all organisations.
        tenancy: Reads what one organisation was told before.
        queries: Of `queries/live.sql`.
        metrics: Counts clients and events.
        clock: Says when a credential has expired.
        most_clients: More are refused.
    """

    def __init__(
        self,
        database: Database,
        tenancy: Tenancy,
        queries: Mapping[str, str],
        metrics: Metrics,
        clock: Clock,
        *,
        most_clients: int,
    ) -> None:
        self._database = database
        self._tenancy = tenancy
        self._queries = queries
        self._metrics = metrics
        self._clock = clock
        self._most_clients = most_clients
        self._told = database.listen(CHANNEL)
        self._watched = asyncio.Event()
        self._subscriptions: dict[UUID, set[Subscription]] = {}
        self._clients = 0
        self._position: Position | None = None
        self._recent = RecentEvents(Position.start())
        # What the database is asked for clients that come back after long must leave it room for requests.
        self._asking = asyncio.Semaphore(_ASKING_AT_ONCE)

    def has_room(self, organization_id: UUID) -> bool:
        """Whether another client is let in; one organisation takes no more than half of the places."""
        own = len(self._subscriptions.get(organization_id, ()))
        return self._clients < self._most_clients and 2 * own < self._most_clients

    async def run(self) -> None:
        """Hand events out for as long as the service runs; rests while nobody watches."""
        while True:
            if not self._subscriptions:
                self._position = None
                self._watched.clear()
                await self._watched.wait()
            self._told.clear()
            try:
                more, blocked = await self._read()
            except Exception as error:
                if not is_database_away(error):
                    raise
                logger.warning("live events not read, database away", reason=type(error).__name__)
                await asyncio.sleep(_AWAY_SECONDS)
                continue
            if not more:
                wait = _BLOCKED_SECONDS if blocked else _IDLE_SECONDS
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(wait):
                        await self._told.wait()

    async def keep(self) -> None:
        """End streams of those who are signed out, and let the others hear that the stream is alive."""
        rounds = 0
        while True:
            await asyncio.sleep(_CHECK_SECONDS)
            try:
                await self._end_signed_out()
            except Exception as error:
                # While the database is away nothing new is shown either, and the streams stay.
                if not is_database_away(error):
                    raise
            rounds += 1
            if rounds >= _ROUNDS_TO_PING:
                rounds = 0
                self._ping()

    def end_all(self) -> None:
        """This process is to end: clients come back to another one, or to the next."""
        for subscription in self._all():
            subscription.end("restarting")

    @contextlib.contextmanager
    def subscribed(
        self, caller: Caller, interest: Interest, may_go_on: Callable[[], Awaitable[bool]]
    ) -> Iterator[Subscription]:
        """A subscription for the length of the block.

        Args:
            caller: Whose organisation is watched.
            interest: What is wanted of it.
            may_go_on: Asked every few seconds of a caller with an API key; sessions are looked after all at once.
        """
        subscription = Subscription(caller, interest, may_go_on)
        self._subscriptions.setdefault(caller.organization_id, set()).add(subscription)
        self._clients += 1
        self._metrics.live_clients.inc()
        if self._position is not None:
            subscription.begin(self._position)
        self._watched.set()
        self._told.set()
        try:
            yield subscription
        finally:
            subscription.end("gone")
            self._metrics.live_endings.labels(subscription.ending).inc()
            self._clients -= 1
            self._metrics.live_clients.dec()
            others = self._subscriptions[caller.organization_id]
            others.discard(subscription)
            if not others:
                del self._subscriptions[caller.organization_id]

    async def events_of(self, subscription: Subscription, after: Position | None) -> Stream:
        """What an organisation is told from now on, or from a position on, without a gap; some events at a time.

        The first event is always `stream.opened`, or `stream.reset` where what came after the position can't be known
        any more: either has a position to resume from.

        Args:
            subscription: An open one.
            after: The last position that the client has; none begins with the present.

        Raises:
            StreamEndedError: The client is too slow, or may not go on.
        """
        begins = await subscription.begins
        opening = await self._opening(after, begins)
        yield [opening]
        seen = opening.position
        async for page in self._before(subscription.caller.organization_id, seen, begins):
            if wanted := [event for event in page if subscription.interest.wants(event)]:
                yield wanted
        while True:
            # Another replica may have shown the client more than this one had read.
            news = [e for e in await subscription.take() if e.position > seen or e.type.startswith("stream.")]
            if news:
                yield news

    async def history(
        self, organization_id: UUID, interest: Interest, after: Position, limit: int
    ) -> list[StreamedEvent]:
        """Up to so many events behind a position that are wanted and final, oldest first."""
        async with self._database.acquire() as connection:
            horizon = await connection.fetchval(HORIZON)
        found: list[StreamedEvent] = []
        async for page in self._history(organization_id, after, Position(int(horizon), 0)):
            found += [event for event in page if interest.wants(event)]
            if len(found) >= limit:
                break
        return found[:limit]

    async def _opening(self, after: Position | None, begins: Position) -> StreamedEvent:
        if after is None:
            return StreamedEvent(begins, "stream.opened", "{}")
        if self._recent.start <= after <= begins:
            return StreamedEvent(after, "stream.opened", "{}")
        forgotten, ceiling = await self._bounds()
        if after < forgotten:
            return StreamedEvent(forgotten, "stream.reset", "{}")
        if after.txid >= ceiling:
            # Of another database, such as one from before a restore.
            return StreamedEvent(begins, "stream.reset", "{}")
        return StreamedEvent(after, "stream.opened", "{}")

    async def _bounds(self) -> tuple[Position, int]:
        async with self._asking, self._database.acquire() as connection:
            row = await connection.fetchrow(self._queries["live_events_bounds"])
        assert row is not None, "the migration made the row"
        return Position(int(row["txid"]), row["seq"]), int(row["ceiling"])

    async def _read(self) -> tuple[bool, bool]:
        """Hand out what is new and final: whether there is more, and whether something waits to be final."""
        async with self._database.acquire() as connection:
            horizon = await connection.fetchrow(HORIZON)
            assert horizon is not None, "the query has no condition"
            if self._position is None:
                # Just below the horizon: what was final before somebody watched is history.
                position = Position(int(horizon["horizon"]), 0)
                self._recent = await self._end_of_log(connection, position)
                self._position = position
                self._begin_all(position)
            position = self._position
            rows = await connection.fetch(
                self._queries["live_events_since"], str(position.txid), position.seq, horizon["horizon"]
            )
        final = [row for row in rows if row["final"]]
        handed_out = 0
        for row in final:
            event = _event(row)
            self._position = event.position
            self._recent.add(row["organization_id"], event)
            for subscription in self._subscriptions.get(row["organization_id"], ()):
                handed_out += subscription.offer(event)
        self._metrics.live_events.inc(handed_out)
        return len(final) == _BATCH, len(final) < len(rows)

    async def _end_of_log(self, connection: Connection, until: Position) -> RecentEvents:
        """The last events before a position, for clients that were here a moment ago."""
        rows = await connection.fetch(
            self._queries["live_events_last"], str(until.txid), until.seq, MOST_EVENTS
        )
        forgotten = await connection.fetchrow(self._queries["live_events_bounds"])
        assert forgotten is not None, "the migration made the row"
        start = Position(int(forgotten["txid"]), forgotten["seq"])
        if len(rows) == MOST_EVENTS:
            # The oldest one only says where they begin.
            oldest = rows.pop()
            start = max(start, Position(int(oldest["txid"]), oldest["seq"]))
        recent = RecentEvents(start)
        for row in reversed(rows):
            recent.add(row["organization_id"], _event(row))
        return recent

    def _begin_all(self, position: Position) -> None:
        for subscription in self._all():
            subscription.begin(position)

    def _all(self) -> list[Subscription]:
        return [one for subscriptions in self._subscriptions.values() for one in subscriptions]

    async def _end_signed_out(self) -> None:
        now = self._clock.now()
        by_credential: dict[_Credential, list[Subscription]] = {}
        for subscription in self._all():
            if subscription.caller.expires_at <= now:
                subscription.end("signed_out")
            else:
                caller = subscription.caller
                credential = (caller.session_id, caller.api_key_prefix, caller.role)
                by_credential.setdefault(credential, []).append(subscription)
        for credential in await self._ended(by_credential, now):
            for subscription in by_credential[credential]:
                subscription.end("signed_out")

    async def _ended(self, held: Mapping[_Credential, list[Subscription]], now: datetime) -> set[_Credential]:
        """Those of the credentials that can't be used any more, or by another role."""
        keys = [credential for credential in held if credential[1] is not None]
        ended = {key for key in keys if not await held[key][0].may_go_on()}
        if sessions := [(session_id, role) for session_id, secret, role in held if secret is None]:
            async with self._database.acquire() as connection:
                rows = await connection.fetch(
                    self._queries["ended_sessions"], *map(list, zip(*sessions, strict=True)), now
                )
            ended |= {(row["session_id"], None, row["role"]) for row in rows}
        return ended

    def _ping(self) -> None:
        """A sign of life; for those who want only some events it brings the position on, so that they can resume."""
        if self._position is None:
            return
        ping = StreamedEvent(self._position, PING, "{}")
        position = StreamedEvent(self._position, "stream.position", "{}")
        for subscription in self._all():
            passed = subscription.passed
            moved = passed is None or passed < self._position
            subscription.greet(position if moved and not subscription.interest.is_everything else ping)

    async def _before(
        self, organization_id: UUID, after: Position, until: Position
    ) -> AsyncIterator[list[StreamedEvent]]:
        """What an organisation was told between two positions, from memory if it is there."""
        if after >= self._recent.start:
            yield self._recent.between(organization_id, after, until)
            return
        async for page in self._history(organization_id, after, until):
            yield page

    async def _history(
        self, organization_id: UUID, after: Position, until: Position
    ) -> AsyncIterator[list[StreamedEvent]]:
        while True:
            async with self._asking, self._tenancy.work(organization_id) as work:
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
            events = [_event(row) for row in rows]
            after = events[-1].position
            yield events


def _event(row: asyncpg.Record) -> StreamedEvent:
    position = Position(int(row["txid"]), row["seq"])
    return StreamedEvent(position, row["type"], row["data"], row["event_id"], row["created_at"])
