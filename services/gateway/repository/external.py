"""Identities elsewhere in the database. For the owner's connections alone."""

from datetime import datetime
from pathlib import Path
from uuid import UUID

from services.gateway.domain.external import ExternalClaims, ExternalIdentity, GoingOut
from services.gateway.domain.identity import User
from services.gateway.repository.identity import user_of
from shared.ids import new_id
from shared.postgres import Connection
from shared.sql import load_queries

QUERIES = load_queries(Path(__file__).parents[1] / "queries" / "external.sql")


async def add_sign_in(
    connection: Connection, state_hash: bytes, going: GoingOut, created_at: datetime
) -> None:
    await connection.execute(
        QUERIES["add_sign_in"],
        state_hash,
        going.binding_hash,
        going.provider_id,
        going.redirect_url,
        going.user_id,
        created_at,
        going.expires_at,
    )


async def take_sign_in(connection: Connection, state_hash: bytes) -> GoingOut | None:
    """Who went with that state; it works once."""
    row = await connection.fetchrow(QUERIES["take_sign_in"], state_hash)
    return None if row is None else GoingOut(**row)


async def user_of_identity(connection: Connection, claims: ExternalClaims) -> User | None:
    row = await connection.fetchrow(QUERIES["user_of_identity"], claims.issuer, claims.subject)
    return None if row is None else user_of(row)


async def user_of_email(connection: Connection, email: str | None) -> User | None:
    row = None if email is None else await connection.fetchrow(QUERIES["user_of_email"], email)
    return None if row is None else user_of(row)


async def use_identity(connection: Connection, user_id: UUID, claims: ExternalClaims, at: datetime) -> bool:
    """Whether it is (still) that person's."""
    return bool(
        await connection.fetchval(
            QUERIES["use_identity"], claims.issuer, claims.subject, user_id, at, claims.email
        )
    )


async def add_identity(
    connection: Connection, user_id: UUID, provider_id: str, claims: ExternalClaims, at: datetime
) -> bool:
    """Let a person sign in that way; false if the identity is somebody's already."""
    added = await connection.fetchval(
        QUERIES["add_identity"],
        new_id(),
        user_id,
        provider_id,
        claims.issuer,
        claims.subject,
        claims.email,
        at,
    )
    return bool(added)


async def page(
    connection: Connection, user_id: UUID, *, after: UUID | None, rows: int
) -> list[ExternalIdentity]:
    """A person's identities, newest first."""
    found = await connection.fetch(QUERIES["identities"], user_id, after, rows)
    return [ExternalIdentity(**row) for row in found]


async def count(connection: Connection, user_id: UUID) -> int:
    number: int = await connection.fetchval(QUERIES["count_identities"], user_id)
    return number


async def remove(connection: Connection, identity_id: UUID, user_id: UUID) -> bool:
    """Whether it was there."""
    return bool(await connection.fetchval(QUERIES["remove_identity"], identity_id, user_id))
