"""Waiting for what must come, instead of sleeping for as long as it may take."""

import asyncio
import inspect
import time
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar, overload

Value = TypeVar("Value")
# Passes only where a test fails: how long the machine takes says nothing of what is waited for.
_SECONDS = 30.0


@overload
async def eventually(
    condition: Callable[[], Awaitable[Value | None]],
    *,
    seconds: float = ...,
    every: float = ...,
    what: str = ...,
) -> Value: ...


@overload
async def eventually(
    condition: Callable[[], Value | None], *, seconds: float = ..., every: float = ..., what: str = ...
) -> Value: ...


async def eventually(
    condition: Callable[[], Any],
    *,
    seconds: float = _SECONDS,
    every: float = 0.02,
    what: str = "",
) -> Any:
    """Ask the condition (plain or async) again and again until its answer is true, and return that answer.

    An AssertionError inside the condition counts as "not yet", so a condition may assert. The time is over only for a
    look that began after it: one that began before and took long says what was true then.

    Raises:
        AssertionError: it was not true within that many seconds; says what was waited for, and the last answer.
    """
    deadline = time.monotonic() + seconds
    last: object = None
    while True:
        is_late = time.monotonic() > deadline
        try:
            answer = condition()
            value = await answer if inspect.isawaitable(answer) else answer
            if value:
                return value
            last = value
        except AssertionError as not_yet:
            last = not_yet
        if is_late:
            raise AssertionError(
                f"not within {seconds:g} s: {what or _source(condition)}; last seen: {last!r}"
            )
        await asyncio.sleep(every)


def _source(condition: Callable[..., object]) -> str:
    try:
        return inspect.getsource(condition).strip()
    except (OSError, TypeError):
        return repr(condition)
