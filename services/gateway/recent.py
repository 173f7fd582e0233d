"""Answers of PostgreSQL that every replica may believe for under a second, kept in Redis."""

from collections.abc import Sequence

from services.gateway.cache import FastRedis
from services.gateway.rate_limits import Hit
from shared.clock import Clock

# Reading, believing and acting on it together stay below a second.
_BELIEVED_MS = 800
_OVERRULED = "!"
# Longer than any answer may be believed, and short: should what overruled it not be committed, it passes.
_OVERRULED_SECONDS = 10


class RecentAnswers:
    """Remembers answers for 0.8 s, counted from *before* PostgreSQL was asked.

    The instant is part of what is remembered, so that a Redis that was frozen, or carries out a write late, can't make
    an old answer young. A change thereby counts everywhere within a second, whatever becomes of Redis.

    What overrules an answer is besides written here *before* it is committed, and then counts everywhere at once: a
    reader that still sees the old state in PostgreSQL finds the key taken (NX).

    Args:
        redis: May be away, and be emptied.
        clock: Its wall time is compared between replicas: a fifth of a second of difference does no harm.
        prefix: Put before each key.
    """

    def __init__(self, redis: FastRedis, clock: Clock, *, prefix: str) -> None:
        self._redis = redis
        self._clock = clock
        self._prefix = prefix

    def now_ms(self) -> int:
        """What to take before asking PostgreSQL, for `remember`."""
        return int(self._clock.now().timestamp() * 1_000)

    async def recall(self, name: str, beside: Hit | None = None) -> str | None:
        """An answer that is young enough, if there is one.

        Args:
            name: What it is the answer to.
            beside: A request that is counted in the same round trip.
        """
        key, now = self._key(name), self.now_ms()
        remembered = await self._ask(key, beside)
        if not isinstance(remembered, bytes):
            return None
        instant, _, answer = remembered.decode().partition(" ")
        return answer if instant == _OVERRULED or 0 <= now - int(instant) <= _BELIEVED_MS else None

    async def _ask(self, key: str, beside: Hit | None) -> object:
        if beside is None:
            return await self._redis.attempt(lambda: self._redis.client.get(key))
        answer = await self._redis.advance(beside.key, beside.step, read=key)
        if answer is None:
            return None
        beside.ahead, remembered = answer
        return remembered

    async def remember(self, name: str, answer: str, asked_at_ms: int) -> None:
        """Keep what PostgreSQL answered to a question asked at that instant."""
        key, value = self._key(name), f"{asked_at_ms} {answer}"
        await self._redis.attempt(lambda: self._redis.client.set(key, value, nx=True, px=_BELIEVED_MS))

    async def overrule(self, names: Sequence[str], answer: str) -> None:
        """Tell every replica a new answer; call before it is committed, so that none of them can miss it."""
        if names:
            await self._redis.attempt(lambda: self._tell(names, answer))

    async def _tell(self, names: Sequence[str], answer: str) -> None:
        async with self._redis.client.pipeline(transaction=False) as pipeline:
            for name in names:
                pipeline.set(self._key(name), f"{_OVERRULED} {answer}", ex=_OVERRULED_SECONDS)
            await pipeline.execute()

    def _key(self, name: str) -> str:
        return f"{self._prefix}:{name}"
