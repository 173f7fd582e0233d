"""Signing up, in, on and out."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import asyncpg
import structlog

from services.gateway.domain.identity import Caller, User
from services.gateway.errors import (
    ClientError,
    EmailTakenError,
    InvalidTokenError,
    RefreshTokenError,
    RefreshTokenExpiredError,
    RefreshTokenReusedError,
    SessionRevokedError,
    UsernameTakenError,
    WrongCredentialsError,
)
from services.gateway.tokens import AccessTokens, new_refresh_token, refresh_token_hash
from shared.clock import Clock
from shared.ids import new_id
from shared.unit_of_work import UnitOfWork, UnitOfWorkFactory

if TYPE_CHECKING:
    from services.gateway.passwords import Passwords
    from services.gateway.repository.identity import IdentityRepository, RefreshToken
    from services.gateway.sessions import Sessions

logger = structlog.get_logger(__name__)

_SIGN_IN_AGAIN = "Sign in again."


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


class Identity:
    """Who people are. Works with the owner's units: before a sign-in there is no organisation to be inside of.

    Args:
        units: On the owner's database.
        repository: Rows.
        passwords: Hashing.
        tokens: Access tokens.
        sessions: Hears of each session that ends.
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
        sessions: "Sessions",
        clock: Clock,
        refresh_seconds: int,
    ) -> None:
        self._units = units
        self._repository = repository
        self._passwords = passwords
        self._tokens = tokens
        self._sessions = sessions
        self._clock = clock
        self._refresh_life = timedelta(seconds=refresh_seconds)

    async def register(self, registration: Registration) -> tuple[User, SignedInTokens]:
        """Make a person, their organisation and a first session.

        Raises:
            EmailTakenError, UsernameTakenError: Somebody has it.
        """
        password_hash = await self._passwords.hash(registration.password)
        user = User(
            user_id=new_id(),
            organization_id=new_id(),
            organization_name=registration.organization_name,
            email=registration.email,
            username=registration.username,
            role="owner",
            created_at=self._clock.now(),
        )
        try:
            async with self._units() as work:
                await self._repository.add_user(work.connection, user, password_hash)
                return user, await self._begin_session(work, user)
        except asyncpg.UniqueViolationError as taken:
            raise _taken(taken) from None

    async def sign_in(self, login: str, password: str) -> tuple[User, SignedInTokens]:
        """Begin a session, by username or e-mail address.

        Raises:
            WrongCredentialsError: There is no such person or the password is another; which one is not said.
        """
        async with self._units.database.acquire() as connection:
            found = await self._repository.user_by_login(connection, login)
        user, kept_hash = found or (None, None)
        is_right, stronger_hash = await self._passwords.check(password, kept_hash)
        if user is None or kept_hash is None or not is_right:
            raise WrongCredentialsError("There is no such user, or the password is another one.")
        async with self._units() as work:
            if stronger_hash is not None:
                await self._repository.replace_password_hash(
                    work.connection, user.user_id, kept_hash, stronger_hash
                )
            return user, await self._begin_session(work, user)

    async def refresh(self, refresh_token: str) -> SignedInTokens:
        """Trade a refresh token for new tokens; each can be traded once.

        A token that comes a second time was stolen or its thief came first: the whole session ends.

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
            if token is not None and isinstance(refusal, RefreshTokenReusedError):
                await self._sessions.end(token.session_id)
                await self._repository.revoke_session(work.connection, token.session_id, now, "token_reused")
                logger.warning("refresh token reused", session_id=str(token.session_id))
        # Raised behind the block: the end of the session has to be committed.
        assert refusal is not None
        raise refusal

    async def sign_out(self, caller: Caller) -> None:
        """End the caller's session, on every replica at once."""
        async with self._units() as work:
            await self._sessions.end(caller.session_id)
            await self._repository.revoke_session(
                work.connection, caller.session_id, self._clock.now(), "logged_out"
            )

    async def authenticate(self, access_token: str) -> Caller:
        """Who an access token belongs to.

        Raises:
            InvalidTokenError: It is not ours, has expired, or its session has ended.
        """
        caller = self._tokens.verify(access_token)
        if not await self._sessions.is_live(caller.session_id):
            raise InvalidTokenError("The session of this access token has ended; sign in again.")
        return caller

    async def is_signed_in(self, caller: Caller) -> bool:
        """Whether the caller's access token could still be used."""
        return caller.expires_at > self._clock.now() and await self._sessions.is_live(caller.session_id)

    async def who_am_i(self, work: UnitOfWork, caller: Caller) -> User:
        """The caller as a person.

        Raises:
            InvalidTokenError: The person is gone.
        """
        user = await self._repository.user_by_id(work.connection, caller.user_id)
        if user is None:
            raise InvalidTokenError("The user of this access token no longer exists.")
        return user

    async def _begin_session(self, work: UnitOfWork, user: User) -> SignedInTokens:
        session_id = new_id()
        now = self._clock.now()
        expires_at = now + self._refresh_life
        await self._repository.add_session(work.connection, session_id, user, now, expires_at)
        refresh_token = new_refresh_token()
        await self._repository.add_refresh_token(
            work.connection,
            refresh_token_hash(refresh_token),
            organization_id=user.organization_id,
            session_id=session_id,
            created_at=now,
            expires_at=expires_at,
        )
        access_token = self._tokens.issue(user.user_id, user.organization_id, session_id, user.role)
        return SignedInTokens(access_token, self._tokens.seconds, refresh_token, expires_at)

    async def _issue(self, work: UnitOfWork, token: "RefreshToken") -> SignedInTokens:
        now = self._clock.now()
        expires_at = now + self._refresh_life
        successor = new_refresh_token()
        await self._repository.add_refresh_token(
            work.connection,
            refresh_token_hash(successor),
            organization_id=token.organization_id,
            session_id=token.session_id,
            created_at=now,
            expires_at=expires_at,
        )
        await self._repository.prolong_session(work.connection, token.session_id, expires_at)
        access_token = self._tokens.issue(token.user_id, token.organization_id, token.session_id, token.role)
        return SignedInTokens(access_token, self._tokens.seconds, successor, expires_at)


def _refusal(token: "RefreshToken | None", now: datetime) -> RefreshTokenError | None:
    if token is None:
        return RefreshTokenError(f"This is not a refresh token of ours. {_SIGN_IN_AGAIN}")
    if token.revoked_at is not None:
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


def _taken(violation: asyncpg.UniqueViolationError) -> ClientError:
    if violation.constraint_name == "users_username":
        return UsernameTakenError("Somebody has this username; choose another.")
    return EmailTakenError("There is a user with this e-mail address; sign in instead.")
