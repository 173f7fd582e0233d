from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

import asyncpg

from services.gateway.domain.identity import Role, User
from shared.postgres import Connection


@dataclass(frozen=True, slots=True)
class RefreshToken:
    """A refresh token that was found, with the state of its family."""

    session_id: UUID
    organization_id: UUID
    user_id: UUID
    role: Role
    expires_at: datetime
    used_at: datetime | None
    revoked_at: datetime | None


class IdentityRepository:
    def __init__(self, queries: Mapping[str, str]) -> None:
        self._queries = queries

    async def add_user(self, connection: Connection, user: User, password_hash: str) -> None:
        """Raises asyncpg.UniqueViolationError when the e-mail address or username is taken."""
        await connection.execute(
            self._queries["insert_organization"],
            user.organization_id,
            user.organization_name,
            user.created_at,
        )
        await connection.execute(
            self._queries["insert_user"],
            user.user_id,
            user.organization_id,
            user.email,
            user.username,
            password_hash,
            user.role,
            user.created_at,
        )

    async def user_by_login(self, connection: Connection, login: str) -> tuple[User, str] | None:
        """A person and their password's hash, by e-mail address or username."""
        row = await connection.fetchrow(self._queries["user_by_login"], login)
        return None if row is None else (_user(row), row["password_hash"])

    async def user_by_id(self, connection: Connection, user_id: UUID) -> User | None:
        row = await connection.fetchrow(self._queries["user_by_id"], user_id)
        return None if row is None else _user(row)

    async def replace_password_hash(self, connection: Connection, user_id: UUID, old: str, new: str) -> None:
        await connection.execute(self._queries["update_password_hash"], user_id, old, new)

    async def add_session(
        self, connection: Connection, session_id: UUID, user: User, created_at: datetime, expires_at: datetime
    ) -> None:
        await connection.execute(
            self._queries["insert_session"],
            session_id,
            user.organization_id,
            user.user_id,
            created_at,
            expires_at,
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

    async def prolong_session(self, connection: Connection, session_id: UUID, expires_at: datetime) -> None:
        await connection.execute(self._queries["prolong_session"], session_id, expires_at)

    async def revoke_session(
        self,
        connection: Connection,
        session_id: UUID,
        at: datetime,
        because: Literal["logged_out", "token_reused"],
    ) -> None:
        await connection.execute(self._queries["revoke_session"], session_id, at, because)


def _user(row: asyncpg.Record) -> User:
    return User(
        user_id=row["user_id"],
        organization_id=row["organization_id"],
        organization_name=row["organization_name"],
        email=row["email"],
        username=row["username"],
        role=row["role"],
        created_at=row["created_at"],
    )
