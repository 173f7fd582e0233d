"""Whether a session is still alive and what its person is: PostgreSQL knows, Redis remembers it for under a second."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import get_args
from uuid import UUID

from services.gateway.cache import FastRedis
from services.gateway.domain.policy import Role
from shared.clock import Clock
from shared.postgres import Database

_ROLES: dict[str, Role] = {role: role for role in get_args(Role)}
_ENDED = "ended"
# Reading, believing and acting on it together stay below a second.
_BELIEVED = timedelta(milliseconds=800)
_BELIEVED_MS = 800
# Longer than any answer of PostgreSQL may be believed, and short: should the end not be committed, it passes.
_ENDED_SECONDS = 10


class Sessions:
    """Answers for each request by which role its session acts, if it still may.

    An answer of PostgreSQL is believed for 0.8 s, counted from *before* it was asked for: the instant is part of what
    is remembered, so that a Redis that was frozen, or carries out a write late, can't make an old answer young. A
    changed role, a removed member or an ended session thereby counts everywhere within a second, whatever becomes of
    Redis.

    The end of a session is besides written to Redis *before* it is committed, and then counts everywhere at once: a
    reader that still sees the session alive in PostgreSQL finds the key taken (NX).

    Args:
        redis: May be away, and be emptied.
        database: As the owner: the answer is needed before the organisation is trusted.
        queries: `session_standing`.
        clock: Decides whether a session has run out.
        prefix: Put before each key.
    """

    def __init__(
        self, redis: FastRedis, database: Database, queries: Mapping[str, str], clock: Clock, *, prefix: str
    ) -> None:
        self._redis = redis
        self._database = database
        self._standing = queries["session_standing"]
        self._clock = clock
        self._prefix = prefix

    async def role(self, session_id: UUID) -> Role | None:
        """The role by which the session acts; none if it has ended, or its person is no member any more.

        Raises:
            OSError, asyncpg.PostgresError: Neither Redis nor PostgreSQL could say.
        """
        key = self._key(session_id)
        asked_at = self._clock.now()
        remembered = await self._redis.attempt(lambda: self._redis.client.get(key))
        if isinstance(remembered, bytes):
            text, _, instant = remembered.decode().partition(" ")
            age = asked_at.timestamp() * 1_000 - int(instant)
            if text == _ENDED or 0 <= age <= _BELIEVED_MS:
                return _ROLES.get(text)
        async with self._database.acquire() as connection:
            role: Role | None = await connection.fetchval(self._standing, session_id, asked_at)
        await self._remember(key, f"{role} {int(asked_at.timestamp() * 1_000)}")
        return role

    async def end(self, session_ids: Sequence[UUID]) -> None:
        """Tell every replica; call before the end is committed, so that none of them can miss it."""
        if session_ids:
            await self._redis.attempt(lambda: self._tell(session_ids))

    async def _remember(self, key: str, answer: str) -> None:
        # A stale answer does not stand in the way of this one: it is gone by its own.
        await self._redis.attempt(lambda: self._redis.client.set(key, answer, nx=True, px=_BELIEVED))

    async def _tell(self, session_ids: Sequence[UUID]) -> None:
        async with self._redis.client.pipeline(transaction=False) as pipeline:
            for session_id in session_ids:
                pipeline.set(self._key(session_id), f"{_ENDED} 0", ex=_ENDED_SECONDS)
            await pipeline.execute()

    def _key(self, session_id: UUID) -> str:
        return f"{self._prefix}:{session_id}"
