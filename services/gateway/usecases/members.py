"""Members: list, change the role of, remove, leave."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from services.gateway.domain.identity import Caller
from services.gateway.domain.organizations import Member, may_grant
from services.gateway.domain.policy import Role
from services.gateway.domain.revisions import RevisionCondition
from services.gateway.errors import ForbiddenError, LastOwnerError, NotFoundError
from services.gateway.repository import organizations as rows
from services.gateway.sessions import Sessions
from services.gateway.usecases.live import LiveEvent, append_live_events
from shared.clock import Clock
from shared.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Members:
    """Who belongs to an organisation. Changes are made one after the other, under the organisation's lock."""

    sessions: Sessions
    clock: Clock

    async def page(
        self, work: UnitOfWork, caller: Caller, *, after: UUID | None, role: Role | None, limit: int
    ) -> Sequence[Member]:
        """Members, those who signed up last first."""
        return await rows.members(work.connection, caller.organization_id, after=after, role=role, rows=limit)

    async def get(self, work: UnitOfWork, caller: Caller, user_id: UUID) -> Member:
        """One member.

        Raises:
            NotFoundError: They are none.
        """
        member = await rows.member(work.connection, caller.organization_id, user_id)
        if member is None:
            raise NotFoundError.of("member", user_id)
        return member

    async def set_role(
        self, work: UnitOfWork, caller: Caller, user_id: UUID, role: Role, condition: RevisionCondition
    ) -> Member:
        """Give a member another role; it counts from their next request on.

        Raises:
            NotFoundError: They are no member.
            StaleRevisionError: Somebody changed it since the client looked.
            ForbiddenError: Only an owner makes owners, or unmakes them.
            LastOwnerError: Nobody would own the organisation.
        """
        await rows.lock(work.connection, caller.organization_id)
        member = await self.get(work, caller, user_id)
        condition.check(member.revision)
        require_grantable(caller, member.role)
        require_grantable(caller, role)
        if member.role == role:
            return member
        if member.role == "owner":
            await self._require_other_owner(work, member, caller)
        await rows.set_role(work.connection, caller.organization_id, user_id, role)
        data = {"user_id": str(user_id), "username": member.username, "role": role}
        await append_live_events(work, [LiveEvent(caller.organization_id, "member.role_changed", data)])
        return await self.get(work, caller, user_id)

    async def remove(self, work: UnitOfWork, caller: Caller, user_id: UUID) -> None:
        """End a membership; what the person begins from then on is refused.

        Raises:
            NotFoundError: They are no member.
            ForbiddenError: Only an owner removes owners.
            LastOwnerError: Nobody would own the organisation.
        """
        await rows.lock(work.connection, caller.organization_id)
        member = await self.get(work, caller, user_id)
        require_grantable(caller, member.role)
        await self._end(work, caller, member, "removed")

    async def leave(self, work: UnitOfWork, caller: Caller) -> None:
        """End the caller's own membership.

        Raises:
            LastOwnerError: Nobody would own the organisation.
        """
        await rows.lock(work.connection, caller.organization_id)
        await self._end(work, caller, await self.get(work, caller, caller.user_id), "left")

    async def _end(
        self, work: UnitOfWork, caller: Caller, member: Member, because: Literal["left", "removed"]
    ) -> None:
        if member.role == "owner":
            await self._require_other_owner(work, member, caller)
        ended = await rows.delete_member(
            work.connection, caller.organization_id, member.user_id, self.clock.now()
        )
        data = {"user_id": str(member.user_id), "username": member.username, "because": because}
        await append_live_events(work, [LiveEvent(caller.organization_id, "member.removed", data)])
        # Before the commit, so that no replica can miss it.
        await self.sessions.end(ended)

    async def _require_other_owner(self, work: UnitOfWork, member: Member, caller: Caller) -> None:
        if not await rows.has_other_owner(work.connection, caller.organization_id, member.user_id):
            raise LastOwnerError(
                f"{member.username} is the last owner. Make somebody else an owner first, or delete the organisation."
            )


def require_grantable(caller: Caller, role: Role) -> None:
    """Raises ForbiddenError where the caller may neither give nor take this role."""
    if role == "owner" and caller.api_key_id is not None:
        # An owner may do all, which no key's scopes allow.
        raise ForbiddenError("An API key makes no owners, and unmakes none; sign in to do that.")
    if not may_grant(caller.role, role):
        raise ForbiddenError(f"Your role is {caller.role}; only an owner makes owners, and unmakes them.")
