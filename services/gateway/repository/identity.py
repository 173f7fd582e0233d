from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg

from services.gateway.domain.identity import Client, Membership, Role, User
from shared.postgres import Connection


@dataclass(frozen=True, slots=True)
class RefreshToken:
    """A refresh token that was found, with the state of its family."""

    session_id: UUID
    sign_in_id: UUID
    organization_id: UUID
    user_id: UUID
    is_member: bool
    expires_at: datetime
    used_at: datetime | None
    revoked_at: datetime | None


@dataclass(frozen=True, slots=True)
class NewSession:
    """A session as it begins.

    Attributes:
        sign_in_id: The first session of the sign-in it belongs to; its own id where it is that one.
    """

    session_id: UUID
    sign_in_id: UUID
    organization_id: UUID
    user_id: UUID
    client: Client
    created_at: datetime
    expires_at: datetime


class IdentityRepository:
    """People, their memberships and sessions. Takes the owner's connections, for which there are no tenants."""

    def __init__(self, queries: Mapping[str, str]) -> None:
        self._queries = queries

    async def add_organization(
        self,
        connection: Connection,
        organization_id: UUID,
        name: str,
        at: datetime,
        *,
        time_zone: str = "UTC",
        approval: str = "auto",
        language: str = "en",
    ) -> None:
        await connection.execute(
            self._queries["insert_organization"], organization_id, name, at, time_zone, approval, language
        )

    async def add_user(self, connection: Connection, user: User, password_hash: str | None) -> None:
        """Raises asyncpg.UniqueViolationError when the e-mail address or username is taken."""
        await connection.execute(
            self._queries["insert_user"],
            user.user_id,
            user.email,
            user.username,
            password_hash,
            user.created_at,
        )

    async def add_membership(
        self, connection: Connection, organization_id: UUID, user_id: UUID, role: Role, at: datetime
    ) -> bool:
        """Make a person a member; false if they were one already, whose role stays as it is."""
        added = await connection.fetchval(
            self._queries["insert_membership"], organization_id, user_id, role, at
        )
        return bool(added)

    async def memberships(self, connection: Connection, user_id: UUID) -> list[Membership]:
        """Where a person is a member, the organisation they signed in to last first."""
        rows = await connection.fetch(self._queries["memberships_of"], user_id)
        return [Membership(**row) for row in rows]

    async def membership(
        self, connection: Connection, user_id: UUID, organization_id: UUID
    ) -> Membership | None:
        row = await connection.fetchrow(self._queries["membership"], user_id, organization_id)
        return None if row is None else Membership(**row)

    async def user_by_login(self, connection: Connection, login: str) -> tuple[User, str | None] | None:
        """A person and their password's hash, by e-mail address or username."""
        row = await connection.fetchrow(self._queries["user_by_login"], login)
        return None if row is None else (user_of(row), row["password_hash"])

    async def user_by_id(self, connection: Connection, user_id: UUID) -> User | None:
        row = await connection.fetchrow(self._queries["user_by_id"], user_id)
        return None if row is None else user_of(row)

    async def replace_password_hash(self, connection: Connection, user_id: UUID, old: str, new: str) -> None:
        await connection.execute(self._queries["update_password_hash"], user_id, old, new)

    async def add_session(self, connection: Connection, session: NewSession) -> None:
        await connection.execute(
            self._queries["insert_session"],
            session.session_id,
            session.sign_in_id,
            session.organization_id,
            session.user_id,
            session.client.address,
            session.client.user_agent,
            session.created_at,
            session.expires_at,
        )

    async def add_refresh_token(
        self,
        connection: Connection,
        token_hash: bytes,
        *,
        organization_id: UUID,
        session_id: UUID,
        created_at: datetime,
        expires_at: datetime,
    ) -> None:
        await connection.execute(
            self._queries["insert_refresh_token"],
            token_hash,
            organization_id,
            session_id,
            created_at,
            expires_at,
        )

    async def lock_refresh_token(self, connection: Connection, token_hash: bytes) -> RefreshToken | None:
        row = await connection.fetchrow(self._queries["lock_refresh_token"], token_hash)
        return None if row is None else RefreshToken(**row)

    async def use_refresh_token(self, connection: Connection, token_hash: bytes, at: datetime) -> None:
        await connection.execute(self._queries["use_refresh_token"], token_hash, at)

    async def prolong_session(
        self, connection: Connection, session_id: UUID, expires_at: datetime, at: datetime
    ) -> None:
        await connection.execute(self._queries["prolong_session"], session_id, expires_at, at)

    async def lock_session(self, connection: Connection, session_id: UUID, at: datetime) -> UUID | None:
        """The sign-in of a session that can be used; it can't end before the transaction does."""
        sign_in_id: UUID | None = await connection.fetchval(self._queries["lock_session"], session_id, at)
        return sign_in_id


def user_of(row: asyncpg.Record) -> User:
    """A person from their row."""
    return User(
        user_id=row["user_id"],
        email=row["email"],
        username=row["username"],
        created_at=row["created_at"],
        name=row["name"],
        time_zone=row["time_zone"],
        locale=row["locale"],
        email_verified_at=row["email_verified_at"],
        has_password=row["password_hash"] is not None,
    )
