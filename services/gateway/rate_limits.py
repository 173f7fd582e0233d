"""Rate limits, counted in Redis for all replicas together; while Redis is away each replica counts by itself.

https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/
"""

import hashlib
from dataclasses import dataclass

from limits.aio.storage import MemoryStorage

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


@dataclass(slots=True)
class Hit:
    """One request that counts against a policy; who asks Redis something anyway may have it counted on the way.

    Attributes:
        key: Under which it is counted in this window.
        reset_seconds: Until the window ends.
        count: How many there are in this window with this one; none until it is counted.
    """

    policy: Policy
    key: str
    reset_seconds: int
    count: int | None = None


class RateLimits:
    """Counts requests in windows that begin at full minutes, or whatever a policy counts by."""

    def __init__(self, redis: FastRedis, clock: Clock, metrics: Metrics, *, prefix: str) -> None:
        self._redis = redis
        self._clock = clock
        self._metrics = metrics
        self._prefix = prefix
        self._local = MemoryStorage()

    def begin(self, policy: Policy, identity: str) -> Hit:
        """A request that is to be counted.

        Args:
            policy: Which quota it counts against.
            identity: Whose quota; stored as a hash.
        """
        window, elapsed = divmod(int(self._clock.now().timestamp()), policy.seconds)
        name = hashlib.sha256(identity.encode()).hexdigest()[:32]
        key = f"{self._prefix}:{policy.name}:{name}:{window}"
        return Hit(policy, key, policy.seconds - elapsed)

    async def hit(self, policy: Policy, identity: str) -> Usage:
        """Count one request: `begin` and `finish` in one.

        Raises:
            RateLimitedError: The quota of this window is used up.
        """
        return await self.finish(self.begin(policy, identity))

    async def finish(self, hit: Hit) -> Usage:
        """What a request leaves of its quota; counts it if nobody has.

        Raises:
            RateLimitedError: The quota of this window is used up.
        """
        policy, count = hit.policy, hit.count
        if count is None:
            answer = await self._redis.count(hit.key, policy.seconds)
            count = await self._local.incr(hit.key, policy.seconds) if answer is None else answer[0]
        usage = Usage(policy, max(policy.quota - count, 0), hit.reset_seconds)
        if count > policy.quota:
            self._metrics.rate_limited.labels(policy.name).inc()
            raise RateLimitedError(
                f"The limit {policy.name!r} of {policy.quota} requests in {policy.seconds} s is used up;"
                f" it is free again in {usage.reset_seconds} s.",
                policy=policy.name,
                headers={**usage.headers, "Retry-After": str(usage.reset_seconds)},
            )
        return usage
