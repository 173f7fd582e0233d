from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg

from services.gateway.domain.accounts import Account, AccountProblem
from services.gateway.domain.connections import Choice, Connection
from services.gateway.repository.accounts import to_account
from shared.events import NetworkName
from shared.postgres import Connection as Database
from shared.postgres import Database as Pool


class ConnectionRepository:
    def __init__(self, owner: Pool, queries: Mapping[str, str]) -> None:
        self._owner = owner
        self._queries = queries

    async def insert(self, connection: Database, new: Connection) -> Connection:
        return await self._changed(
            connection,
            "insert_connection",
            new.connection_id,
            new.organization_id,
            new.user_id,
            new.session_id,
            new.network,
            new.base_url,
            new.account_id,
            new.redirect_url,
            new.reply_key,
            new.created_at,
            new.expires_at,
        )

    async def get(self, connection: Database, connection_id: UUID) -> Connection | None:
        row = await connection.fetchrow(self._queries["connection_by_id"], connection_id)
        return None if row is None else _connection(row)

    async def lock(self, connection: Database, connection_id: UUID) -> Connection | None:
        row = await connection.fetchrow(self._queries["lock_connection"], connection_id)
        return None if row is None else _connection(row)

    async def organization_of(self, connection_id: UUID) -> UUID | None:
        """Whose connection it is, whoever asks."""
        async with self._owner.acquire() as connection:
            organization_id: UUID | None = await connection.fetchval(
                self._queries["organization_of_connection"], connection_id
            )
        return organization_id

    async def open(
        self, connection: Database, connection_id: UUID, revision: int, authorize_url: str, now: datetime
    ) -> Connection:
        return await self._changed(connection, "open_connection", connection_id, revision, authorize_url, now)

    async def authorize(self, connection: Database, connection_id: UUID, now: datetime) -> Connection:
        return await self._changed(connection, "authorize_connection", connection_id, now)

    async def offer(
        self,
        connection: Database,
        connection_id: UUID,
        choices: Sequence[Choice],
        *,
        revision: int,
        expires_at: datetime,
        now: datetime,
    ) -> Connection:
        documents = [_document(choice) for choice in choices]
        return await self._changed(
            connection, "offer_choices", connection_id, revision, documents, expires_at, now
        )

    async def finish(
        self, connection: Database, connection_id: UUID, account_ids: Sequence[UUID], now: datetime
    ) -> Connection:
        return await self._changed(connection, "finish_connection", connection_id, list(account_ids), now)

    async def fail(
        self,
        connection: Database,
        connection_id: UUID,
        revision: int,
        problem: AccountProblem,
        now: datetime,
    ) -> Connection:
        return await self._changed(
            connection,
            "fail_connection",
            connection_id,
            revision,
            problem.code,
            problem.detail,
            problem.who_must_act,
            now,
        )

    async def hold_network(self, connection: Database, organization_id: UUID, network: NetworkName) -> None:
        """Until the transaction ends nobody else decides which accounts of the network are whose."""
        await connection.execute(self._queries["hold_network"], organization_id, network)

    async def known_accounts(
        self,
        connection: Database,
        organization_id: UUID,
        network: NetworkName,
        remote_ids: Sequence[str],
        *,
        base_url: str | None,
        by_server: bool,
    ) -> dict[str, Account]:
        """The organisation's accounts by the network's ids of them.

        Args:
            connection: With an open transaction.
            organization_id: Whose.
            network: Whose ids they are.
            remote_ids: Which.
            base_url: On which server.
            by_server: Whether the same id on another server is another account.
        """
        rows = await connection.fetch(
            self._queries["accounts_of_remote_ids"],
            organization_id,
            network,
            list(remote_ids),
            base_url,
            by_server,
        )
        return {row["remote_id"]: to_account(row) for row in rows}

    async def _changed(self, connection: Database, query: str, *arguments: Any) -> Connection:
        row = await connection.fetchrow(self._queries[query], *arguments)
        assert row is not None
        return _connection(row)


def _document(choice: Choice) -> dict[str, Any]:
    return asdict(choice) | {"account_id": str(choice.account_id) if choice.account_id else None}


def _choice(document: Mapping[str, Any]) -> Choice:
    account_id = document["account_id"]
    return Choice(**{**document, "account_id": UUID(account_id) if account_id else None})


def _connection(row: asyncpg.Record) -> Connection:
    problem = None
    if row["problem_code"] is not None:
        problem = AccountProblem(row["problem_code"], row["problem_detail"], row["problem_who_must_act"])
    return Connection(
        connection_id=row["connection_id"],
        organization_id=row["organization_id"],
        user_id=row["user_id"],
        session_id=row["session_id"],
        network=row["network"],
        base_url=row["base_url"],
        account_id=row["account_id"],
        redirect_url=row["redirect_url"],
        state=row["state"],
        revision=row["revision"],
        publisher_revision=row["publisher_revision"],
        reply_key=row["reply_key"],
        authorize_url=row["authorize_url"],
        choices=tuple(_choice(document) for document in row["choices"]),
        account_ids=tuple(row["account_ids"]),
        problem=problem,
        created_at=row["created_at"],
        updated_at=row["updated_at"],
        expires_at=row["expires_at"],
    )
