"""Work beside the consumer: adding up what it noted."""

import asyncio
import contextlib
from typing import Final

import structlog

from services.analytics.usecases import FIGURES_CHANGED, Rolling
from shared.clock import Clock
from shared.postgres import Database, is_database_away

logger = structlog.get_logger(__name__)

_LONGEST_WAIT: Final = 1.0  # a lost notification costs no more
_DATABASE_AWAY: Final = 0.5


class Roller:
    """Tells changed figures at once, then rests: however many events come meanwhile, figures are told once for all.

    Args:
        rolling: What it does at each turn.
        database: Notifies of changes.
        pause_seconds: The rest between two turns.
    """

    def __init__(self, rolling: Rolling, database: Database, clock: Clock, *, pause_seconds: float) -> None:
        self._rolling = rolling
        self._wake = database.listen(FIGURES_CHANGED)
        self._clock = clock
        self._pause_seconds = pause_seconds

    async def run(self) -> None:
        while True:
            try:
                await self._turn()
            except Exception as error:
                if not is_database_away(error):
                    raise
                logger.warning(
                    "database away, nothing is added up", reason=str(error) or type(error).__name__
                )
                await asyncio.sleep(_DATABASE_AWAY)

    async def _turn(self) -> None:
        # Cleared before looking: what changes from here on wakes the wait below.
        self._wake.clear()
        if await self._rolling.roll():
            await self._clock.sleep(self._pause_seconds)
            return
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_LONGEST_WAIT):
                await self._wake.wait()
