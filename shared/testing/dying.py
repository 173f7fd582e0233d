"""Deaths at every point at which a process could die: whenever a coroutine waits for anything."""

import asyncio
import os
import signal
from collections.abc import Coroutine, Generator
from typing import Any, Literal


class Dying:
    """Drives a coroutine and counts how often it waits; at the wanted point it dies.

    Args:
        coroutine: What is driven.
        die_at: The point, counted from 1; none lives on.
        by: `kill`: the process is gone, nothing is cleaned up. `cancel`: the coroutine alone, whose connections roll back
            what they had not committed; what it waited for may have been done nevertheless.
    """

    def __init__(
        self,
        coroutine: Coroutine[Any, Any, None],
        die_at: int | None,
        by: Literal["kill", "cancel"] = "kill",
    ) -> None:
        self._coroutine = coroutine
        self._die_at = die_at
        self._by = by
        self.points = 0

    def __await__(self) -> Generator[Any, Any, None]:
        inner = self._coroutine.__await__()
        error: BaseException | None = None
        while True:
            try:
                waited_for = inner.send(None) if error is None else inner.throw(error)
            except StopIteration:
                return
            self.points += 1
            if self.points == self._die_at:
                self._die(waited_for)
            try:
                yield waited_for
                error = None
            except BaseException as thrown:  # noqa: BLE001  a cancellation is the coroutine's own matter
                error = thrown

    def _die(self, waited_for: object) -> None:
        if self._by == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        elif isinstance(waited_for, asyncio.Future):
            waited_for.cancel()
        else:
            task = asyncio.current_task()
            assert task is not None
            task.cancel()
