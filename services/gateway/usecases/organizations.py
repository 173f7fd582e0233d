"""Organisations: make, read, change, transfer, delete, restore."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from services.gateway.domain.identity import Caller
from services.gateway.domain.organizations import Member, Organization, OwnOrganization
from services.gateway.domain.policy import Role
from services.gateway.domain.revisions import RevisionCondition
from services.gateway.errors import NotFoundError
from services.gateway.repository import organizations as rows
from services.gateway.repository.identity import IdentityRepository
from services.gateway.tenancy import enter
from services.gateway.usecases.live import LiveEvent, append_live_events
from services.gateway.usecases.publications import Halts
from shared.clock import Clock
from shared.ids import new_id
from shared.postgres import Database
from shared.unit_of_work import UnitOfWork

_DELETED = "The organisation is deleted."


@dataclass(frozen=True)
class Organizations:
    """Tenants.

    Attributes:
        owner: The database as its owner: a person's organisations are seen from none of them.
        halts: A deleted organisation publishes nothing.
    """

    owner: Database
    people: IdentityRepository
    halts: Halts
    clock: Clock

    async def create(self, work: UnitOfWork, caller: Caller, wanted: Mapping[str, Any]) -> Organization:
        """Make another organisation, which the caller owns."""
        organization_id, now = new_id(), self.clock.now()
        await enter(work, organization_id)
        await self.people.add_organization(work.connection, organization_id, at=now, **wanted)
        await self.people.add_membership(work.connection, organization_id, caller.user_id, "owner", now)
        made = await rows.find(work.connection, organization_id)
        await enter(work, caller.organization_id)
        return made

    async def mine(self, caller: Caller, *, after: UUID | None, limit: int) -> Sequence[OwnOrganization]:
        """The caller's organisations, newest first."""
        async with self.owner.acquire() as connection:
            return await rows.of_person(connection, caller.user_id, after, limit)

    async def get(self, work: UnitOfWork, caller: Caller) -> Organization:
        """The one that the caller acts in."""
        return await rows.find(work.connection, caller.organization_id)

    async def update(
        self, work: UnitOfWork, caller: Caller, condition: RevisionCondition, changes: Mapping[str, Any]
    ) -> Organization:
        """Change some fields.

        Raises:
            StaleRevisionError: Somebody changed it since the client looked.
        """
        organization = await self._locked(work, caller, condition)
        changed = await rows.update(work.connection, replace(organization, **changes), self.clock.now())
        await _tell(work, changed, "organization.updated")
        return changed

    async def delete(self, work: UnitOfWork, caller: Caller, condition: RevisionCondition) -> Organization:
        """Let everything stand still, until it is restored or erased. Again changes nothing.

        Raises:
            StaleRevisionError: Somebody changed it since the client looked.
        """
        organization = await self._locked(work, caller, condition)
        if organization.deleted_at is not None:
            return organization
        halt = await self.halts.halt(work, caller, scope="organization", target=None, reason=_DELETED)
        # One that people made before holds on after a restore.
        own_halt = halt.halt_id if halt.reason == _DELETED else None
        deleted = await rows.delete(
            work.connection, caller.organization_id, self.clock.now(), caller.user_id, own_halt
        )
        await _tell(work, deleted, "organization.deleted")
        return deleted

    async def restore(self, work: UnitOfWork, caller: Caller) -> Organization:
        """As if it had not been deleted. Again changes nothing."""
        organization = await rows.lock(work.connection, caller.organization_id)
        if organization.deleted_at is None:
            return organization
        if organization.deletion_halt_id is not None:
            halt = await self.halts.get(work, organization.deletion_halt_id)
            if halt.active:
                await self.halts.resume(work, halt.halt_id)
        restored = await rows.restore(work.connection, caller.organization_id, self.clock.now())
        await _tell(work, restored, "organization.restored")
        return restored

    async def transfer(self, work: UnitOfWork, caller: Caller, user_id: UUID) -> None:
        """Make another member the owner, and the caller an admin.

        Raises:
            NotFoundError: They are no member.
        """
        await rows.lock(work.connection, caller.organization_id)
        member = await rows.member(work.connection, caller.organization_id, user_id)
        if member is None:
            raise NotFoundError.of("member", user_id)
        if user_id == caller.user_id:
            return
        previous = await rows.member(work.connection, caller.organization_id, caller.user_id)
        assert previous is not None, "whoever acts is a member"
        roles: tuple[tuple[Member, Role], ...] = ((member, "owner"), (previous, "admin"))
        for changed, role in roles:
            await rows.set_role(work.connection, caller.organization_id, changed.user_id, role)
            data = {"user_id": str(changed.user_id), "username": changed.username, "role": role}
            await append_live_events(work, [LiveEvent(caller.organization_id, "member.role_changed", data)])

    async def _locked(self, work: UnitOfWork, caller: Caller, condition: RevisionCondition) -> Organization:
        organization = await rows.lock(work.connection, caller.organization_id)
        condition.check(organization.revision)
        return organization


async def _tell(work: UnitOfWork, organization: Organization, kind: str) -> None:
    until = organization.restorable_until
    data = {
        "name": organization.name,
        "revision": organization.revision,
        "restorable_until": None if until is None else until.isoformat(),
    }
    await append_live_events(work, [LiveEvent(organization.organization_id, kind, data)])
