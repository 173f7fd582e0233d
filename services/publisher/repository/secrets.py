"""Everything encrypted at rest, by the key it is under."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from shared.postgres import Connection, Database


@dataclass(frozen=True, slots=True)
class Stored:
    """What is encrypted of one account or consent; bound to its id and organisation."""

    owner_id: UUID
    organization_id: UUID
    secrets: tuple[bytes | None, ...] = field(repr=False)


class SecretRepository:
    """Statements of queries/vault.sql; no decisions."""

    def __init__(self, database: Database, queries: Mapping[str, str]) -> None:
        self._database = database
        self._queries = queries

    async def accounts_under(self, connection: Connection, keys: Sequence[bytes], limit: int) -> list[Stored]:
        """Some accounts with credentials under one of those keys, kept still."""
        rows = await connection.fetch(self._queries["accounts_under_other_keys"], list(keys), limit)
        return [
            Stored(row["account_id"], row["organization_id"], (row["credentials"], row["former_credentials"]))
            for row in rows
        ]

    async def replace_accounts(self, connection: Connection, stored: Sequence[Stored]) -> None:
        await connection.execute(
            self._queries["replace_account_secrets"],
            [one.owner_id for one in stored],
            [one.secrets[0] for one in stored],
            [one.secrets[1] for one in stored],
        )

    async def connections_under(
        self, connection: Connection, keys: Sequence[bytes], limit: int
    ) -> list[Stored]:
        """Some consents with secrets under one of those keys, kept still."""
        rows = await connection.fetch(self._queries["connections_under_other_keys"], list(keys), limit)
        return [Stored(row["connection_id"], row["organization_id"], (row["secrets"],)) for row in rows]

    async def replace_connections(self, connection: Connection, stored: Sequence[Stored]) -> None:
        await connection.execute(
            self._queries["replace_connection_secrets"],
            [one.owner_id for one in stored],
            [one.secrets[0] for one in stored],
        )

    async def count_by_key(self) -> dict[bytes, int]:
        async with self._database.acquire() as connection:
            rows = await connection.fetch(self._queries["count_by_key"])
        return {row["key_id"]: row["secrets"] for row in rows}

    async def forget_former(self, now: datetime) -> None:
        """Erase former credentials whose time is over."""
        async with self._database.acquire() as connection:
            await connection.execute(self._queries["forget_former"], now)

    async def put_first(self, key_id: bytes) -> None:
        """Note that a process that encrypts with this key has started."""
        async with self._database.acquire() as connection:
            await connection.execute(self._queries["put_key_first"], key_id)

    async def newest_key(self) -> bytes | None:
        """The first key of the process that started last."""
        async with self._database.acquire() as connection:
            key_id: bytes | None = await connection.fetchval(self._queries["newest_key"])
        return key_id
