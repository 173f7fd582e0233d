"""Redis or Valkey, which may be away, frozen or emptied at any time: nobody waits for it and nothing depends on it."""

import asyncio
import contextvars
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

import structlog
from redis.asyncio import BlockingConnectionPool, Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import RedisError

from services.gateway.metrics import Metrics
from shared.clock import Clock

logger = structlog.get_logger(__name__)

Answer = TypeVar("Answer")
# A request waits this long at most, and only the first of a second.
_TIMEOUT_SECONDS = 0.25
_PAUSE_SECONDS = 1.0
# For each of several: moves an instant on by a step unless that would bring it too far ahead of now, and reads another
# key. Says how far ahead of now it is, or would be. An instant that can't be was written while a clock was wrong.
_ADVANCE = """
local answers = {}
for number = 1, #KEYS / 2 do
    local key, read, first = KEYS[2 * number - 1], KEYS[2 * number], 5 * (number - 1)
    local now, step, furthest = tonumber(ARGV[first + 1]), tonumber(ARGV[first + 2]), tonumber(ARGV[first + 3])
    local ahead = math.max(tonumber(redis.call('get', key) or 0) - now, 0)
    if ahead > furthest + tonumber(ARGV[first + 4]) then ahead = 0 end
    ahead = ahead + step
    if ahead <= furthest then
        redis.call('set', key, string.format('%.0f', now + ahead), 'ex', ARGV[first + 5])
    end
    answers[number] = {ahead, read ~= '' and redis.call('get', read)}
end
return answers
"""


@dataclass(frozen=True, slots=True)
class _Advance:
    """One call of `FastRedis.advance` that waits for its answer."""

    key: str
    read: str
    step: tuple[int, int, int, int, int]
    answer: asyncio.Future[tuple[int, bytes | None] | None]

    def settle(self, answer: tuple[int, bytes | None] | None) -> None:
        """Once; not at all where nobody waits any more."""
        if not self.answer.done():
            self.answer.set_result(answer)


class FastRedis:
    """A client that gives up quickly, and after a failure does not ask again for a second."""

    def __init__(self, url: str, clock: Clock, metrics: Metrics) -> None:
        self.pool = BlockingConnectionPool.from_url(
            url,
            max_connections=50,
            timeout=_TIMEOUT_SECONDS,
            socket_timeout=_TIMEOUT_SECONDS,
            socket_connect_timeout=_TIMEOUT_SECONDS,
            # One retry: a connection that died while it was idle says nothing about the server.
            retry=Retry(NoBackoff(), 1, supported_errors=(RedisConnectionError,)),
        )
        self.client: Redis = Redis(connection_pool=self.pool)
        self._script = self.client.register_script(_ADVANCE)
        self._waiting: list[_Advance] = []
        self._asking: asyncio.Task[None] | None = None
        self._context = contextvars.copy_context()
        self._clock = clock
        self._metrics = metrics
        self._paused_until = float("-inf")

    @property
    def is_away(self) -> bool:
        """Whether it failed within the last second."""
        return self._clock.monotonic() < self._paused_until

    async def attempt(self, call: Callable[[], Awaitable[Answer]]) -> Answer | None:
        """The call's answer, or none where Redis does not answer."""
        if self.is_away:
            return None
        try:
            answer = await call()
        except (RedisError, OSError, TimeoutError) as error:
            self._paused_until = self._clock.monotonic() + _PAUSE_SECONDS
            self._metrics.redis_away.set(1)
            logger.warning("redis away", reason=str(error) or type(error).__name__)
            return None
        self._metrics.redis_away.set(0)
        return answer

    async def advance(
        self, key: str, step: tuple[int, int, int, int, int], *, read: str | None = None
    ) -> tuple[int, bytes | None] | None:
        """Move the instant under a key on, and read another key on the way.

        Calls that come while one is under way go together in the next.

        Args:
            key: Of the instant; what lies behind counts as now.
            step: Now, how much further, how far ahead of now at most, by how much clocks may differ, and the seconds
                after which it is forgotten.
            read: The other key.

        Returns:
            How far ahead of now it is, too far where it was not moved, and what the other key holds; none where Redis
            does not answer.
        """
        call = _Advance(key, read or "", step, asyncio.get_running_loop().create_future())
        self._waiting.append(call)
        if self._asking is None or self._asking.done():
            # Not in the context of whoever comes first: it goes on for others.
            context = self._context.copy()
            self._asking = asyncio.create_task(self._advance_all(), name="redis-advance", context=context)
        return await call.answer

    async def _advance_all(self) -> None:
        calls: list[_Advance] = []
        try:
            while self._waiting:
                calls, self._waiting = self._waiting, []
                keys = [key for call in calls for key in (call.key, call.read)]
                steps = [number for call in calls for number in call.step]
                answers = await self.attempt(partial(self._script, keys=keys, args=steps))
                for call, answer in zip(calls, answers or [None] * len(calls), strict=True):
                    call.settle(None if answer is None else (int(answer[0]), answer[1]))
        except Exception:
            # Told here: nobody waits for this task, only for its answers.
            logger.exception("requests were not counted in Redis")
        finally:
            # Whatever went wrong, nobody waits for what never comes.
            left, self._waiting = self._waiting, []
            for call in (*calls, *left):
                call.settle(None)

    async def open(self) -> None:
        """Nothing to do: it connects when it is asked, and may well be away."""

    async def close(self) -> None:
        await self.client.aclose()
        await self.pool.aclose()
