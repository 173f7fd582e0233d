"""Work that nobody's event asks for: the clock does."""

import asyncio
import contextlib
from typing import Final

import asyncpg
import structlog

from services.scheduler.usecases import PLAN_CHANGED, Telling
from shared.postgres import Database, is_database_away

logger = structlog.get_logger(__name__)

# Another transaction wanted the same rows in another order; the same turn again goes through.
_COLLISIONS: Final = (asyncpg.DeadlockDetectedError, asyncpg.LockNotAvailableError)
_LONGEST_WAIT: Final = 1.0  # a lost notification costs no more
_OTHERS_TURN: Final = 0.01  # another replica settles what is due
_KAFKA_BEHIND: Final = 0.025
_DATABASE_AWAY: Final = 0.5


class DueEngine:
    """Wakes at each due instant, and whenever the plan brings one forward; any number of replicas may run."""

    def __init__(self, telling: Telling, database: Database) -> None:
        self._telling = telling
        self._wake = database.listen(PLAN_CHANGED)

    async def run(self) -> None:
        while True:
            try:
                await self._turn()
            except _COLLISIONS:
                continue
            except Exception as error:
                if not is_database_away(error):
                    raise
                logger.warning("database away, nothing is told", reason=str(error) or type(error).__name__)
                await asyncio.sleep(_DATABASE_AWAY)

    async def _turn(self) -> None:
        # Cleared before looking: what is planned from here on wakes the wait below.
        self._wake.clear()
        if await self._telling.is_outbox_full():
            await asyncio.sleep(_KAFKA_BEHIND)
            return
        told = await self._telling.tell_due()
        missed = await self._telling.miss_held()
        if told or missed:
            return
        seconds = await self._telling.seconds_to_next()
        if seconds is not None and seconds <= 0 and await self._telling.tell_due(patiently=True):
            return
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_wait(seconds)):
                await self._wake.wait()


def _wait(seconds_to_next: float | None) -> float:
    if seconds_to_next is None:
        return _LONGEST_WAIT
    return min(seconds_to_next, _LONGEST_WAIT) if seconds_to_next > 0 else _OTHERS_TURN
