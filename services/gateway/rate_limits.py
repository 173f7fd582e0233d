"""Rate limits: a steady rate, ahead of which somebody may be by a burst. Kept in Redis for all replicas together; while
Redis is away each replica counts by itself.

What is kept of somebody is one instant: when all that they have used will be free again (the generic cell rate algorithm,
https://en.wikipedia.org/wiki/Generic_cell_rate_algorithm). Each request moves it on by what one takes of the rate; it may
lie as far ahead as a burst takes. So nothing begins anew at full minutes, and what is used comes back bit by bit.

https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/
"""

import hashlib
from dataclasses import dataclass

from services.gateway.cache import FastRedis
from services.gateway.errors import RateLimitedError
from services.gateway.metrics import Metrics
from shared.clock import Clock

_SECOND = 1_000_000
# By how much replicas' clocks may differ.
_SKEW = 5 * _SECOND
_MOST_REMEMBERED = 100_000


@dataclass(frozen=True, slots=True)
class Policy:
    """So many requests in a time, steadily.

    Attributes:
        name: Stands in the headers.
        quota: How many come back in `seconds`.
        burst: How many may come at once; as many as the quota unless it is given.
    """

    name: str
    quota: int
    seconds: int = 60
    burst: int | None = None

    @property
    def interval(self) -> int:
        """What one request takes of the rate, in microseconds."""
        return max(1, self.seconds * _SECOND // self.quota)

    @property
    def furthest(self) -> int:
        """How far ahead of the rate somebody may be, in microseconds."""
        return self.interval * (self.burst or self.quota)

    @property
    def header(self) -> str:
        """For RateLimit-Policy; a burst that is none of the quota is a parameter of ours."""
        burst = "" if self.burst in {None, self.quota} else f";burst={self.burst}"
        return f'"{self.name}";q={self.quota};w={self.seconds}{burst}'


@dataclass(frozen=True, slots=True)
class Usage:
    """What a request left.

    Attributes:
        remaining: How many may come at once now.
        reset_seconds: Until there is more: the whole burst, or one request where none is left.
    """

    policy: Policy
    remaining: int
    reset_seconds: int

    @property
    def headers(self) -> dict[str, str]:
        """RateLimit-Policy and RateLimit of this policy."""
        return {
            "RateLimit-Policy": self.policy.header,
            "RateLimit": f'"{self.policy.name}";r={self.remaining};t={self.reset_seconds}',
        }

    @classmethod
    def of(cls, policy: Policy, ahead: int) -> "Usage":
        """After what was let through has brought somebody so far ahead of the rate, in microseconds."""
        remaining = max(0, (policy.furthest - ahead) // policy.interval)
        until_more = ahead if remaining else ahead + policy.interval - policy.furthest
        return cls(policy, remaining, -(-until_more // _SECOND))


@dataclass(slots=True)
class Hit:
    """One request that counts against a policy; who asks Redis something anyway may have it counted on the way.

    Attributes:
        key: What is kept of whoever it is.
        now: In microseconds.
        ahead: How far ahead of the rate it brings them, in microseconds; none until it is counted.
    """

    policy: Policy
    key: str
    now: int
    ahead: int | None = None

    @property
    def step(self) -> tuple[int, int, int, int, int]:
        """For `FastRedis.advance`."""
        policy = self.policy
        return self.now, policy.interval, policy.furthest, _SKEW, 1 + policy.furthest // _SECOND


class RateLimits:
    """Counts requests."""

    def __init__(self, redis: FastRedis, clock: Clock, metrics: Metrics, *, prefix: str) -> None:
        self._redis = redis
        self._clock = clock
        self._metrics = metrics
        self._prefix = prefix
        self._local: dict[str, int] = {}

    def begin(self, policy: Policy, identity: str) -> Hit:
        """A request that is to be counted.

        Args:
            policy: Which quota it counts against.
            identity: Whose quota; stored as a hash.
        """
        name = hashlib.sha256(identity.encode()).hexdigest()[:32]
        now = round(self._clock.now().timestamp() * _SECOND)
        return Hit(policy, f"{self._prefix}:{policy.name}:{name}", now)

    async def hit(self, policy: Policy, identity: str) -> Usage:
        """Count one request: `begin` and `finish` in one.

        Raises:
            RateLimitedError: The quota is used up.
        """
        return await self.finish(self.begin(policy, identity))

    async def finish(self, hit: Hit) -> Usage:
        """What a request leaves of its quota; counts it if nobody has.

        Raises:
            RateLimitedError: The quota is used up.
        """
        policy, ahead = hit.policy, hit.ahead
        if ahead is None:
            answer = await self._redis.advance(hit.key, hit.step)
            ahead = self._advance_here(hit) if answer is None else answer[0]
        if ahead <= policy.furthest:
            return Usage.of(policy, ahead)
        usage = Usage.of(policy, ahead - policy.interval)
        self._metrics.rate_limited.labels(policy.name).inc()
        raise RateLimitedError(
            f"The limit {policy.name!r} of {policy.quota} requests in {policy.seconds} s is used up;"
            f" it is free again in {usage.reset_seconds} s.",
            policy=policy.name,
            headers={**usage.headers, "Retry-After": str(usage.reset_seconds)},
        )

    def _advance_here(self, hit: Hit) -> int:
        """As `FastRedis.advance`, in this process alone."""
        ahead = max(self._local.get(hit.key, 0) - hit.now, 0)
        ahead = hit.policy.interval + (0 if ahead > hit.policy.furthest + _SKEW else ahead)
        if ahead <= hit.policy.furthest:
            if len(self._local) >= _MOST_REMEMBERED:
                self._local = {key: at for key, at in self._local.items() if at > hit.now}
            self._local[hit.key] = hit.now + ahead
        return ahead
