"""Redis or Valkey, which may be away, frozen or emptied at any time: nobody waits for it and nothing depends on it."""

from collections.abc import Awaitable, Callable
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
# Counts, and reads another key in the same round trip. The first count of a window says when it is forgotten.
_COUNT = """
local count = redis.call('incr', KEYS[1])
if count == 1 then redis.call('expire', KEYS[1], ARGV[1]) end
return {count, KEYS[2] and redis.call('get', KEYS[2])}
"""


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
        self._count = self.client.register_script(_COUNT)
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

    async def count(
        self, key: str, seconds: int, *, read: str | None = None
    ) -> tuple[int, bytes | None] | None:
        """Count one more under a key that is forgotten after so many seconds, and read another key on the way.

        Returns:
            The count, and what the other key holds; none where Redis does not answer.
        """
        keys = [key] if read is None else [key, read]
        answer = await self.attempt(lambda: self._count(keys=keys, args=[seconds]))
        return None if answer is None else (int(answer[0]), answer[1] if len(answer) > 1 else None)

    async def open(self) -> None:
        """Nothing to do: it connects when it is asked, and may well be away."""

    async def close(self) -> None:
        await self.client.aclose()
        await self.pool.aclose()
