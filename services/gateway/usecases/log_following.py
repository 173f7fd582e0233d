"""Going through the log of live events as it grows: so it is handed to webhooks, and so people are told of it."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Literal

import asyncpg
import structlog

from services.gateway.usecases.live import CHANNEL
from shared.horizon import HORIZON
from shared.postgres import Connection, Database, is_database_away
from shared.unit_of_work import UnitOfWork, UnitOfWorkFactory

logger = structlog.get_logger(__name__)

# Something is committed and not final yet, another replica is at it, or a part was handed out: one of many events costs
# the same as one of a single event, so it is worth waiting for more.
_REST_SECONDS = 0.05
_AWAY_SECONDS = 0.5
# An organisation that is erased, or a webhook that is deleted, at this very moment.
_PASSING = (asyncpg.ForeignKeyViolationError, asyncpg.DeadlockDetectedError, asyncpg.LockNotAvailableError)


@dataclass
class LogFollower:
    """Takes part after part of the log in its order, below the horizon, and moves a cursor in the same transaction.

    A crash repeats nothing and leaves nothing out: either a part is handed out and the cursor has passed it, or neither.
    Several replicas take turns; the one that does not get the cursor has nothing to do.

    Args:
        database: As the owner: one follower is for all organisations.
        units: On the same database.
        purpose: What it does, for logs.
        ahead: What is behind the cursor, given the horizon; takes no lock.
        hand_out: Hands out the next part below the horizon and moves the cursor, unless another replica is at it.
        idle_seconds: What it costs that a notification was lost.
    """

    database: Database
    units: UnitOfWorkFactory
    purpose: str
    ahead: Callable[[Connection, str], Awaitable[Literal["nothing", "blocked", "final"]]]
    hand_out: Callable[[UnitOfWork, str], Awaitable[None]]
    idle_seconds: float
    _told: asyncio.Event = field(init=False)

    def __post_init__(self) -> None:
        self._told = self.database.listen(CHANNEL)

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            self._told.clear()
            try:
                wait = await self.turn()
            except _PASSING as error:
                logger.warning("trying again", purpose=self.purpose, reason=type(error).__name__)
                wait = _REST_SECONDS
            except Exception as error:
                if not is_database_away(error):
                    raise
                logger.warning("database away", purpose=self.purpose, reason=type(error).__name__)
                wait = _AWAY_SECONDS
            if wait < self.idle_seconds:
                await asyncio.sleep(wait)
                continue
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(wait):
                    await self._told.wait()

    async def turn(self) -> float:
        """Hand out the next part of the log, if there is one; seconds until it is worth looking again."""
        # Outside of the transaction below, which would hold the horizon back by itself.
        async with self.database.acquire() as connection:
            horizon: str = await connection.fetchval(HORIZON)
            ahead = await self.ahead(connection, horizon)
        if ahead != "final":
            return _REST_SECONDS if ahead == "blocked" else self.idle_seconds
        async with self.units() as work:
            await self.hand_out(work, horizon)
        return _REST_SECONDS
