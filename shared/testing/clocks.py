"""A clock that stands still until a test moves it."""

import asyncio
import heapq
import itertools
from datetime import UTC, datetime, timedelta


class FakeClock:
    """A Clock driven by the test: `advance` moves it and wakes the sleepers whose time has come, in order."""

    def __init__(self, now: datetime = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)) -> None:
        self._start = now
        self._elapsed = 0.0
        self._jumped = timedelta()
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []
        self._order = itertools.count()

    def now(self) -> datetime:
        return self._start + timedelta(seconds=self._elapsed) + self._jumped

    def monotonic(self) -> float:
        return self._elapsed

    async def sleep(self, seconds: float) -> None:
        if seconds <= 0:
            await asyncio.sleep(0)
            return
        woken: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (self._elapsed + seconds, next(self._order), woken))
        await woken

    @property
    def sleepers(self) -> int:
        """How many tasks are waiting for this clock."""
        return sum(not woken.done() for _, _, woken in self._sleepers)

    async def advance(self, seconds: float) -> None:
        """Let that many seconds pass; a sleeper wakes at its own instant and may sleep again within them."""
        target = self._elapsed + seconds
        await self._let_tasks_run()
        while self._sleepers and self._sleepers[0][0] <= target:
            at, _, woken = heapq.heappop(self._sleepers)
            self._elapsed = at
            if not woken.done():
                woken.set_result(None)
                await self._let_tasks_run()
        self._elapsed = target
        await self._let_tasks_run()

    def jump(self, seconds: float) -> None:
        """Set the wall clock forward or back, as a person or a time server does; nobody's sleep is changed."""
        self._jumped += timedelta(seconds=seconds)

    @staticmethod
    async def _let_tasks_run() -> None:
        for _ in range(10):
            await asyncio.sleep(0)
