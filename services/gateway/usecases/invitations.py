"""Invitations: made, sent by e-mail, accepted once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

import asyncpg

from services.gateway.domain.identity import Caller, Client, User
from services.gateway.domain.organizations import (
    INVITED_FOR,
    Invitation,
    InvitationBounds,
    may_invite,
)
from services.gateway.domain.policy import Role
from services.gateway.domain.random_texts import hash_of, random_text
from services.gateway.errors import (
    AlreadyMemberError,
    InvitationExistsError,
    InvitationForAnotherError,
    InvitationNotOpenError,
    NotFoundError,
    TooManyInvitationsError,
)
from services.gateway.repository import organizations as rows
from services.gateway.repository import people
from services.gateway.repository import quotas as usage
from services.gateway.tenancy import Actor, acting_as, enter
from services.gateway.usecases import quotas
from services.gateway.usecases.identity import name_taken
from services.gateway.usecases.live import LiveEvent, append_live_events
from services.gateway.usecases.mailing import Email, queue_emails
from services.gateway.usecases.members import require_grantable
from services.gateway.usecases.profiles import require_verified_email
from shared.clock import Clock
from shared.ids import new_id
from shared.unit_of_work import UnitOfWork, UnitOfWorkFactory

if TYPE_CHECKING:
    from services.gateway.passwords import Passwords
    from services.gateway.repository.identity import IdentityRepository

_PREFIX = "pw_invite_"


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody who accepts an invitation and was never here."""

    username: str
    password: str
    client: Client

    def actor(self, user: User, invitation: Invitation) -> Actor:
        """For the audit trail: they have no session yet."""
        return Actor(
            organization_id=invitation.organization_id,
            permission="public",
            user_id=user.user_id,
            credential=f"invitation:{invitation.invitation_id}",
            operation="accept_invitation_as_new",
            address=self.client.address,
            user_agent=self.client.user_agent or "",
        )


@dataclass(frozen=True)
class Invitations:
    """How people become members.

    Attributes:
        units: On the owner's database: whoever accepts is not inside of the organisation yet.
        url: Of the page where an invitation is accepted; the token follows behind #, which no server logs.
        bounds: How much mail to strangers an organisation may cause.
    """

    units: UnitOfWorkFactory
    people: "IdentityRepository"
    passwords: "Passwords"
    clock: Clock
    url: str
    bounds: InvitationBounds

    async def create(self, work: UnitOfWork, caller: Caller, email: str, role: Role) -> Invitation:
        """Invite somebody; the mail leaves once the transaction is committed.

        Raises:
            ForbiddenError: Only an owner makes owners.
            EmailNotVerifiedError: Strangers are not written to in the name of an address that nobody is known to read.
            AlreadyMemberError, InvitationExistsError: They are a member, or invited.
            TooManyInvitationsError: The organisation, or this address, has had enough of them.
        """
        require_grantable(caller, role)
        await require_verified_email(work, caller)
        if await rows.is_member_address(work.connection, caller.organization_id, email):
            raise AlreadyMemberError(f"{email} is the address of a member.")
        await quotas.require_left(work, caller.organization_id, "members")
        now = self.clock.now()
        invitation = Invitation(
            invitation_id=new_id(),
            organization_id=caller.organization_id,
            email=email,
            role=role,
            invited_by=caller.user_id,
            created_at=now,
            sent_at=now,
            expires_at=now + INVITED_FOR,
            accepted_at=None,
            accepted_by=None,
            revoked_at=None,
        )
        token = random_text(_PREFIX)
        if not await rows.add_invitation(work.connection, invitation, hash_of(token)):
            raise InvitationExistsError(
                f"{email} is invited already; send the invitation again, or revoke it."
            )
        self._require_rested(email, await rows.last_invited(work.connection, invitation), now)
        await self._send(work, caller, invitation, token)
        return invitation

    async def page(
        self, work: UnitOfWork, caller: Caller, *, after: UUID | None, is_open: bool | None, limit: int
    ) -> Sequence[Invitation]:
        """Invitations, newest first."""
        return await rows.invitations(
            work.connection,
            caller.organization_id,
            after=after,
            is_open=is_open,
            now=self.clock.now(),
            rows=limit,
        )

    async def get(
        self, work: UnitOfWork, caller: Caller, invitation_id: UUID, *, locked: bool = False
    ) -> Invitation:
        """One invitation.

        Raises:
            NotFoundError: There is none of that id in the caller's organisation.
        """
        found = await rows.invitation(work.connection, caller.organization_id, invitation_id, locked=locked)
        if found is None:
            raise NotFoundError.of("invitation", invitation_id)
        return found

    async def resend(self, work: UnitOfWork, caller: Caller, invitation_id: UUID) -> Invitation:
        """Send it again, with a new token and all its days; what was sent before does not work any more.

        From now on it is the caller's, as the mail says: whoever made it may have left, and it would be good for nothing.

        Raises:
            NotFoundError: There is none of that id.
            EmailNotVerifiedError: As for a new one.
            InvitationNotOpenError: It was accepted or revoked.
            TooManyInvitationsError: It was sent a moment ago, or the organisation has sent enough.
        """
        invitation = await self.get(work, caller, invitation_id, locked=True)
        require_grantable(caller, invitation.role)
        await require_verified_email(work, caller)
        now = self.clock.now()
        if invitation.state(now) in {"accepted", "revoked"}:
            raise InvitationNotOpenError(f"It was {invitation.state(now)}.")
        self._require_rested(invitation.email, invitation.sent_at, now)
        token = random_text(_PREFIX)
        renewed = await rows.renew(
            work.connection,
            invitation,
            hash_of(token),
            now=now,
            expires_at=now + INVITED_FOR,
            invited_by=caller.user_id,
        )
        await self._send(work, caller, renewed, token)
        return renewed

    async def revoke(self, work: UnitOfWork, caller: Caller, invitation_id: UUID) -> Invitation:
        """Let it not be accepted any more. Again changes nothing.

        Raises:
            NotFoundError: There is none of that id.
            InvitationNotOpenError: It was accepted; remove the member instead.
        """
        invitation = await self.get(work, caller, invitation_id, locked=True)
        if invitation.accepted_at is not None:
            raise InvitationNotOpenError("It was accepted; remove the member instead.")
        if invitation.revoked_at is not None:
            return invitation
        return await rows.revoke(work.connection, invitation, self.clock.now())

    async def look(self, token: str) -> tuple[Invitation, str]:
        """What a token is of, and the organisation's name; for whoever holds it.

        Raises:
            InvitationNotOpenError: It can't be accepted (any more).
        """
        async with self.units() as work:
            return await self._open(work, token)

    async def accept(self, caller: Caller, token: str) -> Invitation:
        """Make the caller a member.

        Raises:
            InvitationNotOpenError: It can't be accepted (any more).
            InvitationForAnotherError: It was sent to another address than the caller's.
        """
        async with self.units() as work:
            invitation, _ = await self._open(work, token)
            user = await self.people.user_by_id(work.connection, caller.user_id)
            if user is None or user.email.casefold() != invitation.email.casefold():
                raise InvitationForAnotherError("The invitation was sent to another address than yours.")
            return await self._join(work, invitation, user)

    async def accept_as_new(self, token: str, newcomer: Newcomer) -> User:
        """Make a person of the invited address, and a member. The address counts as verified: they read its mail.

        Raises:
            InvitationNotOpenError: It can't be accepted (any more).
            EmailTakenError, UsernameTakenError: Somebody has it.
        """
        invitation, _ = await self.look(token)  # a password costs to hash
        password_hash = await self.passwords.hash(newcomer.password)
        user = User(new_id(), invitation.email, newcomer.username, self.clock.now())
        try:
            with acting_as(newcomer.actor(user, invitation)):
                async with self.units() as work:
                    invitation, _ = await self._open(work, token)
                    await self.people.add_user(work.connection, user, password_hash)
                    await self._join(work, invitation, user)
                    return user
        except asyncpg.UniqueViolationError as violation:
            raise name_taken(violation) from None

    async def _open(self, work: UnitOfWork, token: str) -> tuple[Invitation, str]:
        found = await rows.invitation_by_token(work.connection, hash_of(token))
        if found is None or found[0].state(self.clock.now()) != "open":
            raise InvitationNotOpenError("There is no open invitation of this token.")
        return found

    async def _join(self, work: UnitOfWork, invitation: Invitation, user: User) -> Invitation:
        now = self.clock.now()
        await enter(work, invitation.organization_id)
        await rows.lock(work.connection, invitation.organization_id)
        inviter = await rows.member(work.connection, invitation.organization_id, invitation.invited_by)
        if inviter is None or not may_invite(inviter.role, invitation.role):
            raise InvitationNotOpenError("Whoever made the invitation may not invite any more.")
        await quotas.take(work, invitation.organization_id, "members")
        if not await self.people.add_membership(
            work.connection, invitation.organization_id, user.user_id, invitation.role, now
        ):
            raise AlreadyMemberError("You are a member of this organisation already.")
        await people.verify_email(work.connection, user.user_id, invitation.email, now)
        accepted = await rows.accept(work.connection, invitation, user.user_id, now)
        data = {"user_id": str(user.user_id), "username": user.username, "role": invitation.role}
        await append_live_events(work, [LiveEvent(invitation.organization_id, "member.joined", data)])
        return accepted

    def _require_rested(self, email: str, sent_at: datetime | None, now: datetime) -> None:
        """Nobody's mailbox is filled, neither by sending again nor by revoking and inviting anew."""
        if sent_at is None or now - sent_at >= self.bounds.rest:
            return
        again_at = sent_at + self.bounds.rest
        raise TooManyInvitationsError(
            f"An invitation to this organisation was sent to {email} at {_instant(sent_at)};"
            f" another may be from {_instant(again_at)} on.",
            limit="invitation_mails_to_address",
            used=1,
            allowed=1,
            resets_at=again_at,
            now=now,
        )

    async def _require_within_bounds(self, work: UnitOfWork, organization_id: UUID) -> None:
        """Count a mail that is to leave, with its invitation open; whoever sends another waits for the end of this one."""
        now, bounds = self.clock.now(), self.bounds
        day = now.astimezone(UTC).date()
        mails = await usage.count_day(work.connection, organization_id, "invitation_mails", day)
        if mails > bounds.mails_a_day:
            tomorrow = datetime.combine(day + timedelta(days=1), time(), UTC)
            raise TooManyInvitationsError(
                f"This organisation may send {bounds.mails_a_day} invitations a day by e-mail, and none is left;"
                f" the next day begins at {_instant(tomorrow)}.",
                limit="invitation_mails",
                used=mails - 1,
                allowed=bounds.mails_a_day,
                resets_at=tomorrow,
                now=now,
            )
        count, first_ends = await rows.open_invitations(work.connection, organization_id, now)
        if count > bounds.open_at_once:
            assert first_ends is not None, "there are open ones"
            raise TooManyInvitationsError(
                f"This organisation may have {bounds.open_at_once} open invitations, and {count - 1} are."
                f" Revoke some; the first runs out at {_instant(first_ends)}.",
                limit="open_invitations",
                used=count - 1,
                allowed=bounds.open_at_once,
                resets_at=first_ends,
                now=now,
            )

    async def _send(self, work: UnitOfWork, caller: Caller, invitation: Invitation, token: str) -> None:
        await self._require_within_bounds(work, invitation.organization_id)
        inviter = await rows.member(work.connection, caller.organization_id, caller.user_id)
        organization = await rows.find(work.connection, caller.organization_id)
        assert inviter is not None, "whoever acts is a member"
        parameters = {
            "inviter": inviter.name or inviter.username,
            "organization": organization.name,
            "role": invitation.role,
            "url": f"{self.url}#{token}",
            "days": INVITED_FOR.days,
        }
        email = Email(invitation.email, "invitation", parameters, organization_id=invitation.organization_id)
        await queue_emails(work, [email])
        data = {
            "invitation_id": str(invitation.invitation_id),
            "role": invitation.role,
            "invited_by": str(invitation.invited_by),
        }
        await append_live_events(work, [LiveEvent(invitation.organization_id, "member.invited", data)])


def _instant(at: datetime) -> str:
    return at.isoformat(timespec="seconds")
