"""API keys: make, read, rename, rotate, revoke; and whether one that is sent is good."""

import hmac
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from services.gateway.domain.api_keys import MARK, ApiKey, KeyStanding, new_key_text, prefix_of
from services.gateway.domain.flaws import Flaw, FlawedError
from services.gateway.domain.identity import Caller
from services.gateway.domain.policy import Permission
from services.gateway.domain.random_texts import hash_of
from services.gateway.domain.revisions import RevisionCondition
from services.gateway.errors import ApiKeyEndedError, ApiKeyError, NotFoundError
from services.gateway.repository import api_keys as rows
from services.gateway.usecases.live import LiveEvent, append_live_events
from shared.clock import Clock
from shared.ids import new_id
from shared.postgres import Database
from shared.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.gateway.last_uses import LastUses
    from services.gateway.recent import RecentAnswers

_NONE = "none"
_NEVER = datetime(9999, 1, 1, tzinfo=UTC)
LONGEST_OVERLAP = timedelta(days=30)
_LONGEST_LIFE = timedelta(days=3_653)


@dataclass(frozen=True)
class ApiKeys:
    """An organisation's API keys.

    Args:
        recent: Hears of each key that ends.
        clock: Time.
    """

    recent: "RecentAnswers"
    clock: Clock

    async def create(
        self,
        work: UnitOfWork,
        caller: Caller,
        *,
        name: str,
        scopes: Sequence[Permission],
        expires_at: datetime | None,
    ) -> tuple[ApiKey, str]:
        """A new key and its text, which is not kept.

        Raises:
            FlawedError: The caller may not do themselves what it is to be good for, or its time has passed.
        """
        now = self.clock.now()
        _require_scopes(caller, scopes)
        if expires_at is not None and not now < expires_at <= now + _LONGEST_LIFE:
            raise FlawedError([Flaw("/expires_at", "must lie ahead, by ten years at most; or leave it out")])
        key = ApiKey(
            api_key_id=new_id(),
            organization_id=caller.organization_id,
            user_id=caller.user_id,
            name=name,
            scopes=sorted(set(scopes)),
            revision=1,
            created_at=now,
            updated_at=now,
            expires_at=expires_at,
            rotated_at=None,
            revoked_at=None,
            last_used_at=None,
            role=caller.role,
            secrets=[],
        )
        await rows.insert(work.connection, key)
        text = await self._add_secret(work, key)
        return await self._told(work, key.api_key_id, "api_key.created"), text

    async def page(self, work: UnitOfWork, *, after: UUID | None, ended: bool, limit: int) -> list[ApiKey]:
        """Keys, newest first; also those that ended, if asked for."""
        return await rows.page(work.connection, after=after, ended=ended, rows=limit, now=self.clock.now())

    async def get(self, work: UnitOfWork, api_key_id: UUID) -> ApiKey:
        """One key.

        Raises:
            NotFoundError: There is none of that id in the caller's organisation.
        """
        return _there(await rows.find(work.connection, api_key_id, self.clock.now()), api_key_id)

    async def rename(
        self, work: UnitOfWork, api_key_id: UUID, condition: RevisionCondition, name: str
    ) -> ApiKey:
        """Give a key another name.

        Raises:
            NotFoundError: There is none of that id.
            StaleRevisionError: Somebody changed it since the client looked.
        """
        key = await self._locked(work, api_key_id)
        condition.check(key.revision)
        await rows.rename(work.connection, api_key_id, name, self.clock.now())
        return await self.get(work, api_key_id)

    async def rotate(
        self, work: UnitOfWork, caller: Caller, api_key_id: UUID, overlap: timedelta
    ) -> tuple[ApiKey, str]:
        """A new text for a key; the present one works for the overlap yet. The caller answers for it from now on.

        Raises:
            NotFoundError: There is none of that id.
            ApiKeyEndedError: It was revoked or has expired.
            FlawedError: The caller may not do themselves what it is good for.
        """
        key = await self._locked(work, api_key_id)
        now = self.clock.now()
        state = key.state_at(now)
        if state in {"revoked", "expired"}:
            raise ApiKeyEndedError(f"This API key is {state}; make another one.")
        _require_scopes(caller, key.scopes)
        told = await rows.hashes(work.connection, api_key_id)
        await rows.rotate(work.connection, api_key_id, caller.user_id, now, now + overlap)
        if not overlap:
            await self._overrule(key, told)
        text = await self._add_secret(work, key)
        return await self._told(work, api_key_id, "api_key.rotated"), text

    async def revoke(self, work: UnitOfWork, api_key_id: UUID) -> None:
        """End a key on every replica at once. Again changes nothing.

        Raises:
            NotFoundError: There is none of that id.
        """
        key = await self._locked(work, api_key_id)
        if await rows.revoke(work.connection, api_key_id, self.clock.now()):
            await self._told(work, api_key_id, "api_key.revoked")
            await self._overrule(key, await rows.hashes(work.connection, api_key_id))

    async def _locked(self, work: UnitOfWork, api_key_id: UUID) -> ApiKey:
        return _there(await rows.lock(work.connection, api_key_id, self.clock.now()), api_key_id)

    async def _add_secret(self, work: UnitOfWork, key: ApiKey) -> str:
        text = new_key_text()
        prefix = prefix_of(text)
        assert prefix is not None, "it was just made"
        await rows.insert_secret(work.connection, key, prefix, hash_of(text), self.clock.now())
        return text

    async def _told(self, work: UnitOfWork, api_key_id: UUID, event: str) -> ApiKey:
        key = await self.get(work, api_key_id)
        data = {"api_key_id": str(api_key_id), "name": key.name, "scopes": key.scopes}
        await append_live_events(work, [LiveEvent(key.organization_id, event, data)])
        return key

    async def _overrule(self, key: ApiKey, hashes: Sequence[bytes]) -> None:
        prefixes = [f"{MARK}{secret.prefix}" for secret in key.secrets]
        await self.recent.overrule([*prefixes, *(one.hex() for one in hashes)], _NONE)


@dataclass(frozen=True)
class KeyChecks:
    """Whether an API key that is sent is good.

    A key that was revoked, or whose maker lost their role, is refused on every replica within a second.

    Args:
        recent: What PostgreSQL answered a moment ago.
        database: As the owner: the answer is needed before the organisation is trusted.
        clock: Decides whether a key has expired.
        uses: Hears of each use.
    """

    recent: "RecentAnswers"
    database: Database
    clock: Clock
    uses: "LastUses"

    async def caller(self, text: str) -> Caller:
        """Who sends this key.

        Raises:
            ApiKeyError: It is not ours, has expired, was revoked or rotated away, or its maker left.
        """
        standing = await self._standing(text)
        now = self.clock.now()
        if standing.ends_at is not None and standing.ends_at <= now:
            raise ApiKeyError("This API key has expired or was replaced; use the newest one.")
        self.uses.note(standing.api_key_id)
        return Caller(
            user_id=standing.user_id,
            organization_id=standing.organization_id,
            session_id=standing.api_key_id,
            role=standing.role,
            expires_at=standing.ends_at or _NEVER,
            api_key_id=standing.api_key_id,
            api_key_prefix=prefix_of(text),
            scopes=standing.scopes,
        )

    async def role(self, prefix: str) -> str | None:
        """The role of whoever made a key; none if it can't be used any more as it was sent, such as since it was replaced."""
        name = f"{MARK}{prefix}"
        known = await self.recent.recall(name)
        if known is None:
            asked_at = self.recent.now_ms()
            async with self.database.acquire() as connection:
                known = await rows.role(connection, prefix, self.clock.now()) or _NONE
            await self.recent.remember(name, known, asked_at)
        return None if known == _NONE else known

    async def _standing(self, text: str) -> KeyStanding:
        prefix = prefix_of(text)
        if prefix is None:
            raise ApiKeyError(
                f"This is not an API key, which looks like {MARK}… ; a part of it may be missing."
            )
        name = hash_of(text).hex()
        known = await self.recent.recall(name)
        if known is None:
            asked_at = self.recent.now_ms()
            standing = await self._look_up(prefix, hash_of(text))
            await self.recent.remember(name, _written(standing), asked_at)
            return standing
        if known == _NONE:
            raise ApiKeyError("This API key was revoked or replaced.")
        return _read(known)

    async def _look_up(self, prefix: str, key_hash: bytes) -> KeyStanding:
        async with self.database.acquire() as connection:
            found = await rows.by_prefix(connection, prefix)
        if found is None or not hmac.compare_digest(found.key_hash, key_hash):
            raise ApiKeyError("There is no such API key here.")
        if found.revoked_at is not None:
            raise ApiKeyError("This API key was revoked.")
        if found.role is None:
            raise ApiKeyError("Whoever made this API key is no member any more; have it rotated.")
        ends = [instant for instant in (found.expires_at, found.works_until) if instant is not None]
        return KeyStanding(
            found.api_key_id,
            found.organization_id,
            found.user_id,
            found.role,
            frozenset(found.scopes),
            min(ends, default=None),
        )


def _there(key: ApiKey | None, api_key_id: UUID) -> ApiKey:
    if key is None:
        raise NotFoundError.of("API key", api_key_id)
    return key


def _require_scopes(caller: Caller, scopes: Sequence[Permission]) -> None:
    missing = sorted(set(scopes) - caller.permissions)
    if missing:
        detail = f"you don't have {', '.join(missing)} yourself, and a key can't do more than you"
        raise FlawedError([Flaw("/scopes", detail, "api_key.scope_exceeds_own")])


def _written(standing: KeyStanding) -> str:
    ends_at = standing.ends_at and standing.ends_at.isoformat()
    ids = [str(standing.api_key_id), str(standing.organization_id), str(standing.user_id)]
    return json.dumps([*ids, standing.role, sorted(standing.scopes), ends_at])


def _read(text: str) -> KeyStanding:
    key, organization, user, role, scopes, ends_at = _fields(text)
    ends = None if ends_at is None else datetime.fromisoformat(ends_at)
    return KeyStanding(UUID(key), UUID(organization), UUID(user), role, frozenset(scopes), ends)


def _fields(text: str) -> list[Any]:
    fields: list[Any] = json.loads(text)
    return fields
