"""Providers that tests watch and steer."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable

from services.generator.domain import Copy, Picture
from services.generator.ports import Answer, Provider
from services.generator.providers.offline import OfflineProvider
from shared.events import ContentRequested, NetworkName

Call = tuple[str, str]
"""A brief's topic, and caption/<network> or picture."""
Failure = Callable[[Call, int], BaseException | None]
"""What to raise for a call, the how-manieth of its step it is."""


class RecordingProvider:
    """Does what the offline provider does, writes down each call, and fails or waits where it is told to.

    Args:
        failure: Asked before each call; what it gives is raised.
        gate: Calls wait until it is set.
    """

    name = "recording"

    def __init__(
        self,
        *,
        failure: Failure = lambda _call, _count: None,
        gate: asyncio.Event | None = None,
    ) -> None:
        self._real: Provider = OfflineProvider()
        self._failure = failure
        self._gate = gate
        self.calls: list[Call] = []
        self.objections: list[str] = []
        self.running = 0
        self.most_at_once = 0

    async def open(self) -> None:
        await self._real.open()

    async def close(self) -> None:
        await self._real.close()

    async def write(
        self, request: ContentRequested, network: NetworkName, objection: str = ""
    ) -> Answer[Copy]:
        self.objections.append(objection)
        async with self._noted((request.topic, f"caption/{network}")):
            return await self._real.write(request, network, objection)

    async def draw(self, request: ContentRequested) -> Answer[Picture]:
        async with self._noted((request.topic, "picture")):
            return await self._real.draw(request)

    @contextlib.asynccontextmanager
    async def _noted(self, call: Call) -> AsyncIterator[None]:
        self.calls.append(call)
        self.running += 1
        self.most_at_once = max(self.most_at_once, self.running)
        try:
            if self._gate is not None:
                await self._gate.wait()
            self._fail(call)
            yield
        finally:
            self.running -= 1

    def _fail(self, call: Call) -> None:
        failure = self._failure(call, self.calls.count(call))
        if failure is not None:
            raise failure


def failing(topic: str, error: Callable[[], Exception], *, times: int = 1_000_000) -> Failure:
    """A failure for the first calls of each step of a topic."""

    def failure(call: Call, count: int) -> BaseException | None:
        return error() if call[0] == topic and count <= times else None

    return failure
