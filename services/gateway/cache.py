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

    async def open(self) -> None:
        """Nothing to do: it connects when it is asked, and may well be away."""

    async def close(self) -> None:
        await self.client.aclose()
        await self.pool.aclose()
