"""Signing up, in, on and out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

import asyncpg
import structlog

from services.gateway.domain.identity import Caller, Client, Membership, User
from services.gateway.errors import (
    ClientError,
    EmailTakenError,
    InvalidTokenError,
    NotFoundError,
    RefreshTokenError,
    RefreshTokenExpiredError,
    RefreshTokenReusedError,
    SessionRevokedError,
    UsernameTakenError,
    WrongCredentialsError,
)
from services.gateway.repository import people
from services.gateway.repository.identity import NewSession
from services.gateway.tokens import AccessTokens, new_refresh_token, refresh_token_hash
from services.gateway.usecases.emailed import EmailedLinks
from services.gateway.usecases.mailing import Email, queue_emails
from services.gateway.usecases.sign_ins import SignIns
from shared.clock import Clock
from shared.ids import new_id
from shared.unit_of_work import UnitOfWork, UnitOfWorkFactory

if TYPE_CHECKING:
    from services.gateway.device_tokens import DeviceTokens
    from services.gateway.passwords import Passwords
    from services.gateway.repository.identity import IdentityRepository, RefreshToken

logger = structlog.get_logger(__name__)

_WRONG = "There is no such user, or the password is another one."
_SIGN_IN_AGAIN = "Sign in again."
_ENDED = "The session of this access token has ended; sign in again."


@dataclass(frozen=True, slots=True)
class Registration:
    email: str
    username: str
    password: str
    organization_name: str


@dataclass(frozen=True, slots=True)
class SignedInTokens:
    """What a client gets for a sign-in or a refresh; the refresh token is known to it alone."""

    access_token: str
    expires_in: int
    refresh_token: str
    refresh_expires_at: datetime


@dataclass(frozen=True, slots=True)
class Familiarity:
    """What is known of where somebody tries to sign in from.

    Attributes:
        device: Its token, if it is a device of that person.
        is_familiar: Whether they have signed in from there, by device or by address.
    """

    device: str | None
    is_familiar: bool


@dataclass(frozen=True, slots=True)
class Profile:
    """A person, the organisation they act in, and all they are a member of."""

    user: User
    present: Membership
    memberships: Sequence[Membership]


class Identity:
    """Who people are. Works with the owner's units: before a sign-in there is no organisation to be inside of.

    Args:
        units: On the owner's database.
        repository: Rows.
        passwords: Hashing.
        tokens: Access tokens.
        sign_ins: Ends them.
        links: Sent to whoever signs up.
        devices: Of those who signed in before.
        clock: Time.
        refresh_seconds: How long a session lives without being used.
    """

    def __init__(
        self,
        *,
        units: UnitOfWorkFactory,
        repository: "IdentityRepository",
        passwords: "Passwords",
        tokens: AccessTokens,
        sign_ins: SignIns,
        links: EmailedLinks,
        devices: "DeviceTokens",
        clock: Clock,
        refresh_seconds: int,
    ) -> None:
        self._units = units
        self._repository = repository
        self._passwords = passwords
        self._tokens = tokens
        self._sign_ins = sign_ins
        self._links = links
        self._devices = devices
        self._clock = clock
        self._refresh_life = timedelta(seconds=refresh_seconds)

    async def register(self, registration: Registration, client: Client) -> tuple[Profile, SignedInTokens]:
        """Make a person, their organisation and a first session.

        Raises:
            EmailTakenError, UsernameTakenError: Somebody has it.
        """
        password_hash = await self._passwords.hash(registration.password)
        user = User(
            user_id=new_id(),
            email=registration.email,
            username=registration.username,
            created_at=self._clock.now(),
        )
        try:
            async with self._units() as work:
                await self._repository.add_user(work.connection, user, password_hash)
                own = await self._found(work, user, registration.organization_name)
                await self._links.send(work, user, "verify_email", user.email)
                await people.note_familiar(work.connection, user.user_id, client.network, user.created_at)
                return Profile(user, own, [own]), await self._begin_session(work, user, own, client)
        except asyncpg.UniqueViolationError as taken:
            raise name_taken(taken) from None

    async def familiarity(self, login: str, client: Client) -> Familiarity:
        """Whether whoever has that name, if anybody, signed in from there before."""
        async with self._units.database.acquire() as connection:
            traces = await people.traces(connection, login, client.network)
        if traces is None:
            return Familiarity(None, is_familiar=False)
        if client.device is not None and self._devices.is_of(client.device, traces.user_id):
            return Familiarity(client.device, is_familiar=True)
        return Familiarity(None, traces.is_familiar)

    async def sign_in(self, login: str, password: str, client: Client) -> tuple[Profile, SignedInTokens]:
        """Begin a session, by username or e-mail address, in the organisation where the person signed in last.

        Raises:
            WrongCredentialsError: There is no such person or the password is another; which one is not said.
        """
        async with self._units.database.acquire() as connection:
            found = await self._repository.user_by_login(connection, login)
        user, kept_hash = found or (None, None)
        is_right, stronger_hash = await self._passwords.check(password, kept_hash)
        if user is None or kept_hash is None or not is_right:
            if user is not None:
                await self._note_failure(user, client)
            raise WrongCredentialsError(_WRONG)
        async with self._units() as work:
            # A password that was changed since it was checked begins no session.
            if not await people.share_with_hash(work.connection, user.user_id, kept_hash):
                raise WrongCredentialsError(_WRONG)
            if stronger_hash is not None:
                await self._repository.replace_password_hash(
                    work.connection, user.user_id, kept_hash, stronger_hash
                )
            await self._note_place(work, user, client)
            return await self._enter(work, user, client)

    async def _enter(self, work: UnitOfWork, user: User, client: Client) -> tuple[Profile, SignedInTokens]:
        memberships = await self._repository.memberships(work.connection, user.user_id)
        if not memberships:
            # Somebody who was removed everywhere still has a place to be, and can be invited again.
            memberships = [await self._found(work, user, user.username)]
        profile = Profile(user, memberships[0], memberships)
        return profile, await self._begin_session(work, user, memberships[0], client)

    async def switch(
        self, caller: Caller, organization_id: UUID, client: Client
    ) -> tuple[Profile, SignedInTokens]:
        """Begin a session in another organisation that the caller is a member of; it ends with their sign-in.

        Raises:
            NotFoundError: They are no member of it, or there is none.
            InvalidTokenError: Their session has ended meanwhile.
        """
        async with self._units() as work:
            await people.share(work.connection, caller.user_id)
            sign_in_id = await self._repository.lock_session(
                work.connection, caller.session_id, self._clock.now()
            )
            user = await self._repository.user_by_id(work.connection, caller.user_id)
            if sign_in_id is None or user is None:
                raise InvalidTokenError(_ENDED)
            memberships = await self._repository.memberships(work.connection, user.user_id)
            chosen = [m for m in memberships if m.organization_id == organization_id]
            if not chosen:
                raise NotFoundError(f"You are not a member of an organisation {organization_id}.")
            tokens = await self._begin_session(work, user, chosen[0], client, sign_in_id)
            return Profile(user, chosen[0], memberships), tokens

    async def refresh(self, refresh_token: str, client: Client) -> SignedInTokens:
        """Trade a refresh token for new tokens; each can be traded once.

        A token that comes a second time was stolen or its thief came first: the whole sign-in ends.

        Raises:
            RefreshTokenError: Not one of ours, expired, used before, or its session has ended.
        """
        now = self._clock.now()
        token_hash = refresh_token_hash(refresh_token)
        async with self._units() as work:
            token = await self._repository.lock_refresh_token(work.connection, token_hash)
            refusal = _refusal(token, now)
            if token is not None and refusal is None:
                await self._repository.use_refresh_token(work.connection, token_hash, now)
                return await self._issue(work, token)
        assert refusal is not None
        if token is not None and isinstance(refusal, RefreshTokenReusedError):
            # In a transaction of its own: the person is locked before their sessions.
            async with self._units() as work:
                await self._sign_ins.end(work, token.user_id, token.sign_in_id, "token_reused", client)
            logger.warning("refresh token reused", session_id=str(token.session_id))
        raise refusal

    async def who_am_i(self, caller: Caller) -> Profile:
        """The caller as a person.

        Raises:
            InvalidTokenError: The person is gone, or no member any more.
        """
        async with self._units.database.acquire() as connection:
            user = await self._repository.user_by_id(connection, caller.user_id)
            memberships = await self._repository.memberships(connection, caller.user_id)
        present = [m for m in memberships if m.organization_id == caller.organization_id]
        if user is None or not present:
            raise InvalidTokenError("The user of this access token is not here any more.")
        return Profile(user, present[0], memberships)

    async def _found(self, work: UnitOfWork, user: User, name: str) -> Membership:
        """Make an organisation that the person owns."""
        own = Membership(new_id(), name, "owner", self._clock.now())
        await self._repository.add_organization(
            work.connection, own.organization_id, own.organization_name, own.created_at
        )
        await self._repository.add_membership(
            work.connection, own.organization_id, user.user_id, own.role, own.created_at
        )
        return own

    async def _note_place(self, work: UnitOfWork, user: User, client: Client) -> None:
        """From now on it is familiar; of a place that is not, whoever was here before is told."""
        traces = await people.traces(work.connection, user.username, client.network)
        has_device = client.device is not None and self._devices.is_of(client.device, user.user_id)
        if traces is not None and traces.was_here and not (traces.is_familiar or has_device):
            await self._tell_of_sign_in(work, user, client)
        await people.note_familiar(work.connection, user.user_id, client.network, self._clock.now())

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
            "url": f"{self._links.pages_url}/forgot-password",
        }
        await queue_emails(work, [Email(user.email, "notice", parameters)])

    async def _note_failure(self, user: User, client: Client) -> None:
        """For the audit trail, once a minute: an attacker must not fill it."""
        async with self._units() as work:
            if not await people.was_audited(work.connection, user.user_id, "failed_sign_ins"):
                await people.audit(
                    work.connection,
                    user.user_id,
                    client,
                    kind="failed_sign_ins",
                    action="insert",
                    after={},
                    credential="nobody",
                )

    async def _begin_session(
        self,
        work: UnitOfWork,
        user: User,
        membership: Membership,
        client: Client,
        sign_in_id: UUID | None = None,
    ) -> SignedInTokens:
        session_id = new_id()
        now = self._clock.now()
        expires_at = now + self._refresh_life
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
        await self._repository.add_session(work.connection, session)
        await people.audit(
            work.connection,
            user.user_id,
            client,
            kind="sessions",
            action="insert",
            after={"sign_in_id": str(session.sign_in_id)},
            credential=f"session:{session_id}",
            subject_id=session_id,
            organization_id=organization_id,
        )
        return await self._tokens_for(work, user.user_id, organization_id, session_id, expires_at)

    async def _issue(self, work: UnitOfWork, token: "RefreshToken") -> SignedInTokens:
        now = self._clock.now()
        expires_at = now + self._refresh_life
        await self._repository.prolong_session(work.connection, token.session_id, expires_at, now)
        return await self._tokens_for(
            work, token.user_id, token.organization_id, token.session_id, expires_at
        )

    async def _tokens_for(
        self, work: UnitOfWork, user_id: UUID, organization_id: UUID, session_id: UUID, expires_at: datetime
    ) -> SignedInTokens:
        refresh_token = new_refresh_token()
        await self._repository.add_refresh_token(
            work.connection,
            refresh_token_hash(refresh_token),
            organization_id=organization_id,
            session_id=session_id,
            created_at=self._clock.now(),
            expires_at=expires_at,
        )
        access_token = self._tokens.issue(user_id, organization_id, session_id)
        return SignedInTokens(access_token, self._tokens.seconds, refresh_token, expires_at)


def _refusal(token: "RefreshToken | None", now: datetime) -> RefreshTokenError | None:
    if token is None:
        return RefreshTokenError(f"This is not a refresh token of ours. {_SIGN_IN_AGAIN}")
    if token.revoked_at is not None or not token.is_member:
        return SessionRevokedError(f"The session of this refresh token has ended. {_SIGN_IN_AGAIN}")
    if token.used_at is not None:
        return RefreshTokenReusedError(
            "This refresh token was traded before, so somebody else may hold a copy of it:"
            f" the session is ended. {_SIGN_IN_AGAIN}"
        )
    if token.expires_at <= now:
        return RefreshTokenExpiredError(
            f"The refresh token expired at {token.expires_at.isoformat(timespec='seconds')}. {_SIGN_IN_AGAIN}"
        )
    return None


def name_taken(violation: asyncpg.UniqueViolationError) -> ClientError:
    """What to say when the database refused a person's name or address."""
    if violation.constraint_name == "users_username":
        return UsernameTakenError("Somebody has this username; choose another.")
    return EmailTakenError("There is a user with this e-mail address; sign in instead.")
