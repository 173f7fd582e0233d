from collections.abc import Mapping, Sequence
from uuid import UUID

import asyncpg

from services.gateway.domain.accounts import Account, AccountProblem, AccountState
from shared.events import AccountConnected, AccountDegraded, AccountExpiring, NetworkName
from shared.postgres import Connection


class AccountRepository:
    def __init__(self, queries: Mapping[str, str]) -> None:
        self._queries = queries

    async def insert(
        self,
        connection: Connection,
        account_id: UUID,
        organization_id: UUID,
        network: NetworkName,
        base_url: str | None,
    ) -> Account:
        row = await connection.fetchrow(
            self._queries["insert_account"], account_id, organization_id, network, base_url
        )
        assert row is not None
        return to_account(row)

    async def get(self, connection: Connection, account_id: UUID) -> Account | None:
        row = await connection.fetchrow(self._queries["account_by_id"], account_id)
        return None if row is None else to_account(row)

    async def lock(self, connection: Connection, account_id: UUID) -> Account | None:
        row = await connection.fetchrow(self._queries["lock_account"], account_id)
        return None if row is None else to_account(row)

    async def page(
        self,
        connection: Connection,
        after: UUID | None,
        network: NetworkName | None,
        state: AccountState | None,
        limit: int,
    ) -> list[Account]:
        rows = await connection.fetch(self._queries["list_accounts"], after, network, state, limit)
        return [to_account(row) for row in rows]

    async def reauthorize(self, connection: Connection, account_id: UUID, base_url: str | None) -> Account:
        row = await connection.fetchrow(self._queries["reauthorize_account"], account_id, base_url)
        assert row is not None
        return to_account(row)

    async def disconnect(self, connection: Connection, account_id: UUID) -> Account:
        row = await connection.fetchrow(self._queries["disconnect_account"], account_id)
        assert row is not None
        return to_account(row)

    async def apply_connected(
        self, connection: Connection, events: Sequence[AccountConnected]
    ) -> list[Account]:
        """The accounts that changed."""
        rows = await connection.fetch(
            self._queries["apply_connected"],
            [event.account_id for event in events],
            [event.organization_id for event in events],
            [event.revision for event in events],
            [event.remote_id for event in events],
            [event.handle for event in events],
            [event.display_name for event in events],
            [event.profile_url for event in events],
            [event.connected_at for event in events],
            [event.expires_at for event in events],
        )
        return [to_account(row) for row in rows]

    async def never_connected(self, connection: Connection, events: Sequence[AccountConnected]) -> list[UUID]:
        """Which of them are new; nobody else connects accounts of their organisations before the transaction ends."""
        await connection.fetch(
            self._queries["lock_organizations"], [event.organization_id for event in events]
        )
        rows = await connection.fetch(
            self._queries["never_connected"], [event.account_id for event in events]
        )
        return [row["account_id"] for row in rows]

    async def twins(self, connection: Connection, account_ids: Sequence[UUID]) -> dict[UUID, UUID]:
        """Of these new accounts those that are there under another id, with that id."""
        rows = await connection.fetch(self._queries["twins"], account_ids)
        return {row["account_id"]: row["known_id"] for row in rows}

    async def refuse_twin(self, connection: Connection, account_id: UUID, detail: str) -> Account:
        row = await connection.fetchrow(self._queries["refuse_twin"], account_id, detail)
        assert row is not None
        return to_account(row)

    async def apply_degraded(
        self, connection: Connection, events: Sequence[AccountDegraded]
    ) -> list[Account]:
        """The accounts that changed."""
        rows = await connection.fetch(
            self._queries["apply_degraded"],
            [event.account_id for event in events],
            [event.organization_id for event in events],
            [event.revision for event in events],
            [event.code for event in events],
            [event.detail for event in events],
            [event.who_must_act for event in events],
        )
        return [to_account(row) for row in rows]

    async def apply_expiring(
        self, connection: Connection, events: Sequence[AccountExpiring]
    ) -> list[Account]:
        """The accounts that changed."""
        rows = await connection.fetch(
            self._queries["apply_expiring"],
            [event.account_id for event in events],
            [event.organization_id for event in events],
            [event.revision for event in events],
            [event.expires_at for event in events],
        )
        return [to_account(row) for row in rows]


def to_account(row: asyncpg.Record) -> Account:
    """A row of accounts."""
    problem = None
    if row["problem_code"] is not None:
        problem = AccountProblem(row["problem_code"], row["problem_detail"], row["problem_who_must_act"])
    return Account(
        account_id=row["account_id"],
        organization_id=row["organization_id"],
        network=row["network"],
        base_url=row["base_url"],
        state=row["state"],
        revision=row["revision"],
        remote_id=row["remote_id"],
        handle=row["handle"],
        display_name=row["display_name"],
        profile_url=row["profile_url"],
        problem=problem,
        created_at=row["created_at"],
        updated_at=row["updated_at"],
        connected_at=row["connected_at"],
        expires_at=row["expires_at"],
    )
