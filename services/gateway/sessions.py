"""Whether a session is still alive: PostgreSQL knows, Redis remembers for a few seconds and hears of each end at once."""

from collections.abc import Mapping
from uuid import UUID

from services.gateway.cache import FastRedis
from shared.clock import Clock
from shared.postgres import Database

_LIVE = b"live"
_ENDED = b"ended"
# How long a replica may believe Redis after the end of a session could not be written there.
_LIVE_SECONDS = 10


class Sessions:
    """Answers for each request whether its session has ended.

    The end of a session is written to Redis *before* it is committed. A reader that still sees the session alive in
    PostgreSQL then finds the key taken (NX), so it can't bring it back to life. An emptied Redis, or none, only means
    asking PostgreSQL.

    Args:
        redis: May be away.
        database: As the owner: the answer is needed before the organisation is trusted.
        queries: `session_is_live`.
        clock: Decides whether a session has run out.
        ended_seconds: How long an end is remembered; longer than an access token lives.
        prefix: Put before each key.
    """

    def __init__(
        self,
        redis: FastRedis,
        database: Database,
        queries: Mapping[str, str],
        clock: Clock,
        *,
        ended_seconds: int,
        prefix: str,
    ) -> None:
        self._redis = redis
        self._database = database
        self._is_live = queries["session_is_live"]
        self._clock = clock
        self._ended_seconds = ended_seconds
        self._prefix = prefix
        self._untold: set[UUID] = set()

    async def is_live(self, session_id: UUID) -> bool:
        """Whether the session may still be used.

        Raises:
            OSError, asyncpg.PostgresError: Neither Redis nor PostgreSQL could say.
        """
        await self._tell_rest()
        known = await self._redis.attempt(lambda: self._redis.client.get(self._key(session_id)))
        if known is not None:
            return bool(known == _LIVE)
        async with self._database.acquire() as connection:
            is_live = bool(await connection.fetchval(self._is_live, session_id, self._clock.now()))
        state, seconds = (_LIVE, _LIVE_SECONDS) if is_live else (_ENDED, self._ended_seconds)
        await self._redis.attempt(
            lambda: self._redis.client.set(self._key(session_id), state, nx=True, ex=seconds)
        )
        return is_live

    async def end(self, session_id: UUID) -> None:
        """Tell every replica; call before the end is committed, so that none of them can miss it."""
        told = await self._redis.attempt(
            lambda: self._redis.client.set(self._key(session_id), _ENDED, ex=self._ended_seconds)
        )
        if not told:
            self._untold.add(session_id)

    async def _tell_rest(self) -> None:
        while self._untold and not self._redis.is_away:
            await self.end(self._untold.pop())

    def _key(self, session_id: UUID) -> str:
        return f"{self._prefix}:{session_id}"
