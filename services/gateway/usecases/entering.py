"""Letting somebody in whose identity is established: their session, its tokens, and a place to be."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from services.gateway.domain.identity import Client, Membership, User
from services.gateway.domain.random_texts import hash_of, random_text
from services.gateway.errors import WrongCredentialsError
from services.gateway.repository import people
from services.gateway.repository.identity import NewSession
from services.gateway.tokens import AccessTokens
from services.gateway.usecases.emailed import EmailedLinks
from services.gateway.usecases.mailing import Email, queue_emails
from shared.clock import Clock
from shared.ids import new_id
from shared.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.gateway.device_tokens import DeviceTokens
    from services.gateway.repository.identity import IdentityRepository, RefreshToken


_REFRESH = "pw_refresh_"


@dataclass(frozen=True, slots=True)
class SignedInTokens:
    """What a client gets for a sign-in or a refresh; the refresh token is known to it alone."""

    access_token: str
    expires_in: int
    refresh_token: str
    refresh_expires_at: datetime


@dataclass(frozen=True, slots=True)
class Profile:
    """A person, the organisation they act in, and all they are a member of."""

    user: User
    present: Membership
    memberships: Sequence[Membership]


@dataclass(frozen=True)
class Entrance:
    """What all ways to sign in have in common.

    Args:
        repository: Rows.
        tokens: Access tokens.
        links: Sent to whoever is new.
        devices: Of those who signed in before.
        clock: Time.
        life: How long a session lives without being used.
    """

    repository: "IdentityRepository"
    tokens: AccessTokens
    links: EmailedLinks
    devices: "DeviceTokens"
    clock: Clock
    life: timedelta

    async def admit_newcomer(
        self, work: UnitOfWork, user: User, client: Client, organization_name: str, method: str
    ) -> tuple[Profile, SignedInTokens]:
        """A person who was just made: gives them an organisation, and a link to verify their address where it is not.

        Args:
            work: The owner's unit of work in which they were made.
            user: Who.
            client: Where from.
            organization_name: Of the organisation that they own.
            method: How they sign in, for the audit trail.
        """
        own = await self._found(work, user, organization_name)
        if user.email_verified_at is None:
            await self.links.send(work, user, "verify_email", user.email)
        await people.note_familiar(work.connection, user.user_id, client.network, user.created_at)
        return Profile(user, own, [own]), await self.begin(work, user, own, client, method=method)

    async def admit(
        self, work: UnitOfWork, user: User, client: Client, method: str
    ) -> tuple[Profile, SignedInTokens]:
        """A person in the organisation where they signed in last; they are told of a place where they never were.

        The person's row is locked or shared by this transaction, so that nobody ends all their sessions meanwhile.

        Raises:
            WrongCredentialsError: They asked to be forgotten, and are about to be.
        """
        await self._note_place(work, user, client)
        memberships = await self.repository.memberships(work.connection, user.user_id)
        if not memberships:
            if await people.is_being_forgotten(work.connection, user.user_id):
                # An organisation of theirs would outlive them: nobody's, and under their name.
                raise WrongCredentialsError("This account is being erased, as was asked for.")
            # Somebody who was removed everywhere still has a place to be, and can be invited again.
            memberships = [await self._found(work, user, user.username)]
        tokens = await self.begin(work, user, memberships[0], client, method=method)
        return Profile(user, memberships[0], memberships), tokens

    async def begin(
        self,
        work: UnitOfWork,
        user: User,
        membership: Membership,
        client: Client,
        *,
        method: str,
        sign_in_id: UUID | None = None,
    ) -> SignedInTokens:
        """A session in one organisation, of a sign-in of its own where none is given."""
        session_id = new_id()
        now = self.clock.now()
        expires_at = now + self.life
        organization_id = membership.organization_id
        session = NewSession(
            session_id,
            sign_in_id or session_id,
            organization_id,
            user.user_id,
            client,
            now,
            expires_at,
        )
        await self.repository.add_session(work.connection, session)
        await people.audit(
            work.connection,
            user.user_id,
            client,
            kind="sessions",
            action="insert",
            after={"sign_in_id": str(session.sign_in_id), "method": method},
            credential=f"session:{session_id}",
            subject_id=session_id,
            organization_id=organization_id,
        )
        return await self._tokens_for(work, user.user_id, organization_id, session_id, expires_at)

    async def prolong(self, work: UnitOfWork, token: "RefreshToken") -> SignedInTokens:
        """The next tokens of a session."""
        now = self.clock.now()
        expires_at = now + self.life
        await self.repository.prolong_session(work.connection, token.session_id, expires_at, now)
        return await self._tokens_for(
            work, token.user_id, token.organization_id, token.session_id, expires_at
        )

    async def _tokens_for(
        self, work: UnitOfWork, user_id: UUID, organization_id: UUID, session_id: UUID, expires_at: datetime
    ) -> SignedInTokens:
        refresh_token = random_text(_REFRESH)
        await self.repository.add_refresh_token(
            work.connection,
            hash_of(refresh_token),
            organization_id=organization_id,
            session_id=session_id,
            created_at=self.clock.now(),
            expires_at=expires_at,
        )
        access_token = self.tokens.issue(user_id, organization_id, session_id)
        return SignedInTokens(access_token, self.tokens.seconds, refresh_token, expires_at)

    async def _found(self, work: UnitOfWork, user: User, name: str) -> Membership:
        """Make an organisation that the person owns."""
        own = Membership(new_id(), name, "owner", self.clock.now())
        await self.repository.add_organization(
            work.connection, own.organization_id, own.organization_name, own.created_at
        )
        await self.repository.add_membership(
            work.connection, own.organization_id, user.user_id, own.role, own.created_at
        )
        return own

    async def _note_place(self, work: UnitOfWork, user: User, client: Client) -> None:
        """From now on it is familiar; of a place that is not, whoever was here before is told."""
        traces = await people.traces(work.connection, user.username, client.network)
        has_device = client.device is not None and self.devices.is_of(client.device, user.user_id)
        if traces is not None and traces.was_here and not (traces.is_familiar or has_device):
            await self._tell_of_sign_in(work, user, client)
        await people.note_familiar(work.connection, user.user_id, client.network, self.clock.now())

    async def _tell_of_sign_in(self, work: UnitOfWork, user: User, client: Client) -> None:
        program = client.user_agent or "a program that does not say what it is"
        lines = [
            f"somebody signed in to your account from {client.address}, where you never did before, with {program}.",
            "If it was you, do nothing. If not, set a new password at once.",
        ]
        parameters = {
            "username": user.username,
            "subject": "A new sign-in to your account",
            "lines": lines,
            "url": f"{self.links.pages_url}/forgot-password",
        }
        await queue_emails(work, [Email(user.email, "notice", parameters)])
