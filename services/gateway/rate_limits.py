"""Rate limits, counted in Redis for all replicas together; while Redis is away each replica counts by itself.

https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/
"""

import hashlib
from dataclasses import dataclass

from limits.aio.storage import MemoryStorage, RedisStorage

from services.gateway.cache import FastRedis
from services.gateway.errors import RateLimitedError
from services.gateway.metrics import Metrics
from shared.clock import Clock


@dataclass(frozen=True, slots=True)
class Policy:
    """So many requests in a window of time; the name stands in the headers."""

    name: str
    quota: int
    seconds: int = 60


@dataclass(frozen=True, slots=True)
class Usage:
    """What a request left of a policy's quota."""

    policy: Policy
    remaining: int
    reset_seconds: int

    @property
    def headers(self) -> dict[str, str]:
        """RateLimit-Policy and RateLimit of this policy."""
        return {
            "RateLimit-Policy": f'"{self.policy.name}";q={self.policy.quota};w={self.policy.seconds}',
            "RateLimit": f'"{self.policy.name}";r={self.remaining};t={self.reset_seconds}',
        }


class RateLimits:
    """Counts requests in windows that begin at full minutes, or whatever a policy counts by."""

    def __init__(self, redis: FastRedis, clock: Clock, metrics: Metrics, *, prefix: str) -> None:
        self._redis = redis
        self._clock = clock
        self._metrics = metrics
        self._shared = RedisStorage(
            "async+redis://",
            implementation="redispy",
            key_prefix=prefix,
            connection_pool=redis.pool,  # type: ignore[arg-type]  # passed on to the client as it is
        )
        self._local = MemoryStorage()

    async def hit(self, policy: Policy, identity: str) -> Usage:
        """Count one request.

        Args:
            policy: Which quota it counts against.
            identity: Whose quota; stored as a hash.

        Raises:
            RateLimitedError: The quota of this window is used up.
        """
        window, elapsed = divmod(int(self._clock.now().timestamp()), policy.seconds)
        key = f"{policy.name}:{hashlib.sha256(identity.encode()).hexdigest()[:32]}:{window}"
        count = await self._redis.attempt(lambda: self._shared.incr(key, policy.seconds))
        if count is None:
            count = await self._local.incr(key, policy.seconds)
        usage = Usage(policy, max(policy.quota - count, 0), policy.seconds - elapsed)
        if count > policy.quota:
            self._metrics.rate_limited.labels(policy.name).inc()
            raise RateLimitedError(
                f"The limit {policy.name!r} of {policy.quota} requests in {policy.seconds} s is used up;"
                f" it is free again in {usage.reset_seconds} s.",
                policy=policy.name,
                headers={**usage.headers, "Retry-After": str(usage.reset_seconds)},
            )
        return usage
