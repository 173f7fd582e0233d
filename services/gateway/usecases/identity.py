"""Signing up, in, on and out."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

import asyncpg
import structlog

from services.gateway.domain.identity import Caller, Client, User
from services.gateway.domain.random_texts import hash_of
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
from services.gateway.usecases.entering import Entrance, Profile, SignedInTokens
from services.gateway.usecases.sign_ins import SignIns
from shared.clock import Clock
from shared.ids import new_id
from shared.unit_of_work import UnitOfWorkFactory

if TYPE_CHECKING:
    from services.gateway.device_tokens import DeviceTokens
    from services.gateway.failures import Failures
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
class Familiarity:
    """What is known of where somebody tries to sign in from.

    Attributes:
        device: Its token, if it is a device of that person.
        is_familiar: Whether they have signed in from there, by device or by address.
    """

    device: str | None
    is_familiar: bool


class Identity:
    """Who people are. Works with the owner's units: before a sign-in there is no organisation to be inside of.

    Args:
        units: On the owner's database.
        repository: Rows.
        passwords: Hashing.
        entrance: Lets people in.
        failures: Hears of passwords that were wrong.
        sign_ins: Ends them.
        devices: Of those who signed in before.
        clock: Time.
    """

    def __init__(
        self,
        *,
        units: UnitOfWorkFactory,
        repository: "IdentityRepository",
        passwords: "Passwords",
        entrance: Entrance,
        failures: "Failures",
        sign_ins: SignIns,
        devices: "DeviceTokens",
        clock: Clock,
    ) -> None:
        self._units = units
        self._repository = repository
        self._passwords = passwords
        self._entrance = entrance
        self._failures = failures
        self._sign_ins = sign_ins
        self._devices = devices
        self._clock = clock

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
                return await self._entrance.admit_newcomer(
                    work, user, client, registration.organization_name, "password"
                )
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
                self._failures.note(user.user_id, client)
            raise WrongCredentialsError(_WRONG)
        async with self._units() as work:
            # A password that was changed since it was checked begins no session.
            if not await people.share_with_hash(work.connection, user.user_id, kept_hash):
                raise WrongCredentialsError(_WRONG)
            if stronger_hash is not None:
                await self._repository.replace_password_hash(
                    work.connection, user.user_id, kept_hash, stronger_hash
                )
            return await self._entrance.admit(work, user, client, "password")

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
            tokens = await self._entrance.begin(
                work, user, chosen[0], client, method="switch", sign_in_id=sign_in_id
            )
            return Profile(user, chosen[0], memberships), tokens

    async def refresh(self, refresh_token: str, client: Client) -> SignedInTokens:
        """Trade a refresh token for new tokens; each can be traded once.

        A token that comes a second time was stolen or its thief came first: the whole sign-in ends.

        Raises:
            RefreshTokenError: Not one of ours, expired, used before, or its session has ended.
        """
        now = self._clock.now()
        token_hash = hash_of(refresh_token)
        async with self._units() as work:
            token = await self._repository.lock_refresh_token(work.connection, token_hash)
            refusal = _refusal(token, now)
            if token is not None and refusal is None:
                await self._repository.use_refresh_token(work.connection, token_hash, now)
                return await self._entrance.prolong(work, token)
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
