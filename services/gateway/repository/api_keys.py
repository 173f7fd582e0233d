"""API keys in the database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

import asyncpg

from services.gateway.domain.api_keys import ApiKey, KeySecret
from services.gateway.domain.policy import Permission, Role
from shared.postgres import Connection
from shared.sql import load_queries

QUERIES = load_queries(Path(__file__).parents[1] / "queries" / "api_keys.sql")


@dataclass(frozen=True, slots=True)
class FoundKey:
    """A key that a secret's prefix leads to, whatever its state."""

    key_hash: bytes
    works_until: datetime | None
    api_key_id: UUID
    organization_id: UUID
    user_id: UUID
    scopes: Sequence[Permission]
    expires_at: datetime | None
    revoked_at: datetime | None
    role: Role | None


async def insert(connection: Connection, key: ApiKey) -> None:
    await connection.execute(
        QUERIES["insert_api_key"],
        key.api_key_id,
        key.organization_id,
        key.user_id,
        key.name,
        key.scopes,
        key.created_at,
        key.expires_at,
    )


async def insert_secret(
    connection: Connection, key: ApiKey, prefix: str, key_hash: bytes, at: datetime
) -> None:
    await connection.execute(
        QUERIES["insert_secret"], prefix, key.organization_id, key.api_key_id, key_hash, at
    )


async def page(
    connection: Connection, *, after: UUID | None, ended: bool, rows: int, now: datetime
) -> list[ApiKey]:
    """Keys, newest first; also those that ended, if asked for."""
    found = await connection.fetch(QUERIES["api_keys"], None, after, ended, rows, now)
    return [_key(row) for row in found]


async def find(connection: Connection, api_key_id: UUID, now: datetime) -> ApiKey | None:
    row = await connection.fetchrow(QUERIES["api_keys"], api_key_id, None, True, 1, now)
    return None if row is None else _key(row)


async def lock(connection: Connection, api_key_id: UUID, now: datetime) -> ApiKey | None:
    """As `find`, and nobody else changes it until the transaction ends."""
    await connection.execute(QUERIES["lock_api_key"], api_key_id)
    return await find(connection, api_key_id, now)


async def rename(connection: Connection, api_key_id: UUID, name: str, at: datetime) -> None:
    await connection.execute(QUERIES["rename_api_key"], api_key_id, name, at)


async def rotate(
    connection: Connection, api_key_id: UUID, user_id: UUID, at: datetime, old_until: datetime
) -> None:
    """Let the present secrets run out; from now on the key is that person's."""
    await connection.execute(QUERIES["retire_secrets"], api_key_id, old_until)
    await connection.execute(QUERIES["forget_secrets"], api_key_id, at)
    await connection.execute(QUERIES["rotate_api_key"], api_key_id, user_id, at)


async def revoke(connection: Connection, api_key_id: UUID, at: datetime) -> bool:
    """Whether it was not revoked before."""
    status: str = await connection.execute(QUERIES["revoke_api_key"], api_key_id, at)
    return status == "UPDATE 1"


async def hashes(connection: Connection, api_key_id: UUID) -> list[bytes]:
    """Those of the key's secrets."""
    return [row["key_hash"] for row in await connection.fetch(QUERIES["secrets_of"], api_key_id)]


async def by_prefix(connection: Connection, prefix: str) -> FoundKey | None:
    row = await connection.fetchrow(QUERIES["key_by_prefix"], prefix)
    return None if row is None else FoundKey(**row)


async def role(connection: Connection, prefix: str, now: datetime) -> str | None:
    """The role of whoever made the key, while the secret of that prefix works and its organisation is there."""
    found: str | None = await connection.fetchval(QUERIES["key_role"], prefix, now)
    return found


def _key(row: asyncpg.Record) -> ApiKey:
    fields = dict(row)
    secrets = [
        KeySecret(
            prefix=one["prefix"],
            created_at=datetime.fromisoformat(one["created_at"]),
            works_until=one["works_until"] and datetime.fromisoformat(one["works_until"]),
        )
        for one in fields.pop("secrets") or ()
    ]
    return ApiKey(**fields, secrets=secrets)
