"""One client that watches, and what waits for it."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Literal

from services.gateway.domain.identity import Caller
from services.gateway.domain.live import Interest, Position, StreamedEvent

Ending = Literal["fell_behind", "signed_out", "gone", "malformed", "restarting"]

# A client that is this far behind is cut off; it comes back and resumes from the log.
_LARGEST_BACKLOG = 1_000
# The most that is handed over at once.
_LARGEST_BATCH = 200


class StreamEndedError(Exception):
    """There is nothing more for this client, and why."""

    def __init__(self, ending: Ending) -> None:
        super().__init__(ending)
        self.ending = ending


class Subscription:
    """What waits for one client; what comes is offered by the feed, for all clients in one go.

    No task and no timer of its own: a thousand of them would wake a thousand times a second for nothing.

    Attributes:
        interest: What it wants; may be changed at any moment.
        begins: Where its live part begins, as soon as the feed knows.
        may_go_on: Whether its credential can still be used.
        when_cut: Called once when it is cut off: what is being sent at that moment may never be taken.
        passed: The last position it was given.
    """

    def __init__(self, caller: Caller, interest: Interest, may_go_on: Callable[[], Awaitable[bool]]) -> None:
        self.caller = caller
        self.interest = interest
        self.may_go_on = may_go_on
        self.when_cut: Callable[[], None] | None = None
        self.begins: asyncio.Future[Position] = asyncio.get_running_loop().create_future()
        self.passed: Position | None = None
        self._events: deque[StreamedEvent] = deque()
        self._ending: Ending | None = None
        self._woken = asyncio.Event()

    @property
    def ending(self) -> Ending | None:
        """Why there is nothing more; None while it goes on."""
        return self._ending

    def begin(self, position: Position) -> None:
        if not self.begins.done():
            self.begins.set_result(position)

    def offer(self, event: StreamedEvent) -> bool:
        """Have this sent if it is wanted, and say whether it is."""
        if not self.interest.wants(event):
            return False
        return self.push(event)

    def push(self, event: StreamedEvent) -> bool:
        """Have this sent whatever is wanted."""
        if self._ending is not None:
            return False
        if len(self._events) >= _LARGEST_BACKLOG:
            # A client that takes nothing must not fill the memory.
            self.end("fell_behind")
            return False
        self._events.append(event)
        if self.passed is None or self.passed < event.position:
            self.passed = event.position
        self._woken.set()
        return True

    def greet(self, sign: StreamedEvent) -> None:
        """Have a sign of life sent, unless what waits already is one: it is no reason to cut anybody off."""
        if not self._events:
            self.push(sign)

    def end(self, ending: Ending) -> None:
        """Nothing more after what waits already; the first reason counts."""
        if self._ending is None:
            self._ending = ending
            self._woken.set()
            if self.when_cut is not None:
                self.when_cut()
            if not self.begins.done():
                self.begins.set_exception(StreamEndedError(ending))

    async def take(self) -> list[StreamedEvent]:
        """What waits, at least one event.

        Raises:
            StreamEndedError: There is nothing more.
        """
        while True:
            # One that fell behind gets what waits before it is sent away, and resumes from there. Whoever may not see
            # it any more, or is gone, gets nothing.
            if self._ending is not None and (self._ending != "fell_behind" or not self._events):
                raise StreamEndedError(self._ending)
            if self._events:
                break
            self._woken.clear()
            await self._woken.wait()
        count = min(len(self._events), _LARGEST_BATCH)
        return [self._events.popleft() for _ in range(count)]
