"""From the log of live events to deliveries: whoever holds the cursor's row is the one dispatcher."""

import asyncio
import contextlib
from dataclasses import dataclass, field

import asyncpg
import structlog

from services.gateway.domain.live import Position
from services.gateway.domain.webhooks import body_of
from services.gateway.repository import webhook_dispatching as rows
from services.gateway.repository.webhook_dispatching import SendableEvent, TakenEvent
from services.gateway.usecases.live import CHANNEL as LIVE_CHANNEL
from shared.clock import Clock
from shared.horizon import HORIZON
from shared.ids import new_id
from shared.postgres import Connection, Database, is_database_away
from shared.unit_of_work import UnitOfWork, UnitOfWorkFactory

logger = structlog.get_logger(__name__)

CHANNEL = "webhook_deliveries"
_ROWS = 1_000
_IDLE_SECONDS = 1.0
# Something is committed and not final yet, or another replica is at it.
_BLOCKED_SECONDS = 0.05
_AWAY_SECONDS = 0.5
# An organisation that is erased, or a webhook that is deleted, at this very moment.
_PASSING = (asyncpg.ForeignKeyViolationError, asyncpg.DeadlockDetectedError, asyncpg.LockNotAvailableError)


@dataclass
class WebhookDispatcher:
    """Hands the log out in its order, below the horizon, and moves the cursor in the same transaction.

    A crash repeats nothing and leaves nothing out: either a part of the log is handed out and the cursor has passed it, or
    neither. Several replicas take turns; the one that does not get the cursor has nothing to do.

    Args:
        database: As the owner: one dispatcher is for all organisations.
        units: On the same database.
    """

    database: Database
    units: UnitOfWorkFactory
    clock: Clock
    _told: asyncio.Event = field(init=False)

    def __post_init__(self) -> None:
        self._told = self.database.listen(LIVE_CHANNEL)

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            self._told.clear()
            try:
                wait = await self.turn()
            except _PASSING as error:
                logger.warning("webhooks not dispatched, trying again", reason=repr(error))
                wait = _BLOCKED_SECONDS
            except Exception as error:
                if not is_database_away(error):
                    raise
                logger.warning("webhooks not dispatched, database away", reason=repr(error))
                await asyncio.sleep(_AWAY_SECONDS)
                continue
            if wait:
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(wait):
                        await self._told.wait()

    async def turn(self) -> float:
        """Hand out the next part of the log, if there is one; seconds until it is worth looking again."""
        # Outside of the transaction below, which would hold the horizon back by itself.
        async with self.database.acquire() as connection:
            horizon = await connection.fetchrow(HORIZON)
            assert horizon is not None, "the query has no condition"
            ahead = await rows.what_is_ahead(connection, horizon["horizon"])
        if ahead != "final":
            return _BLOCKED_SECONDS if ahead == "blocked" else _IDLE_SECONDS
        async with self.units() as work:
            cursor = await rows.lock_cursor(work.connection)
            if cursor is None:
                return _BLOCKED_SECONDS  # another replica hands out
            end = await rows.batch_end(work.connection, cursor, horizon["horizon"], _ROWS)
            if end is None:
                return 0.0
            await self._hand_out(work, cursor, end)
            await rows.move_cursor(work.connection, end)
        return 0.0

    async def _hand_out(self, work: UnitOfWork, after: Position, until: Position) -> None:
        taken = await rows.taken(work.connection, after, until)
        if not taken:
            return
        await insert(work.connection, taken, self.clock)
        work.notify(CHANNEL)


async def insert(connection: Connection, taken: list[TakenEvent], clock: Clock) -> None:
    """Keep events as they are sent, and a delivery of each to each of its webhooks."""
    now = clock.now()
    events = [
        SendableEvent(
            event.event_id,
            event.organization_id,
            event.type,
            event.subject,
            body_of(event.type, event.occurred_at, event.data),
            event.occurred_at,
        )
        for event in taken
    ]
    await rows.insert_events(connection, events, now)
    wanted = [(new_id(), webhook_id, event.event_id) for event in taken for webhook_id in event.webhook_ids]
    await rows.insert_deliveries(connection, wanted, now)
