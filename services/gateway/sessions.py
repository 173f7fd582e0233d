"""Whether a session is still alive and what its person is."""

from collections.abc import Mapping, Sequence
from typing import get_args
from uuid import UUID

from services.gateway.domain.policy import Role
from services.gateway.rate_limits import Hit
from services.gateway.recent import RecentAnswers
from shared.clock import Clock
from shared.postgres import Database

_ROLES: dict[str, Role] = {role: role for role in get_args(Role)}
_NONE = "none"


class Sessions:
    """Answers for each request by which role its session acts, if it still may.

    A changed role, a removed member and an ended session count on every replica within a second.

    Args:
        recent: What PostgreSQL answered a moment ago.
        database: As the owner: the answer is needed before the organisation is trusted.
        queries: `session_standing`.
        clock: Decides whether a session has run out.
    """

    def __init__(
        self, recent: RecentAnswers, database: Database, queries: Mapping[str, str], clock: Clock
    ) -> None:
        self._recent = recent
        self._database = database
        self._standing = queries["session_standing"]
        self._clock = clock

    async def role(self, session_id: UUID, beside: Hit | None = None) -> Role | None:
        """The role by which the session acts; none if it has ended, or its person is no member any more.

        Args:
            session_id: Which session.
            beside: A request that may be counted in the same round trip to Redis.

        Raises:
            OSError, asyncpg.PostgresError: Neither Redis nor PostgreSQL could say.
        """
        known = await self._recent.recall(str(session_id), beside)
        if known is not None:
            return _ROLES.get(known)
        asked_at = self._recent.now_ms()
        async with self._database.acquire() as connection:
            role: Role | None = await connection.fetchval(self._standing, session_id, self._clock.now())
        await self._recent.remember(str(session_id), role or _NONE, asked_at)
        return role

    async def end(self, session_ids: Sequence[UUID]) -> None:
        """Tell every replica at once; call before the end is committed."""
        await self._recent.overrule([str(session_id) for session_id in session_ids], _NONE)
