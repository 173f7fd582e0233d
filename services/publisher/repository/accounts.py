"""Accounts and their credentials, encrypted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from services.publisher.domain.access import Identity
from services.publisher.domain.accounts import Account
from services.publisher.repository.rows import envelope_document, envelope_text, to_account
from shared.consuming import Received
from shared.events import AccountAuthorized, AccountDisconnected, NetworkName
from shared.postgres import Connection, Database
from shared.working import Lease


@dataclass(frozen=True, slots=True)
class Authorized:
    """New credentials of an account, ready to be kept."""

    received: Received[AccountAuthorized]
    credentials: bytes = field(repr=False)
    refresh_at: datetime | None


@dataclass(frozen=True, slots=True)
class Check:
    """An account under our lease, to be verified or renewed."""

    account: Account
    owner: str


class AccountRepository:
    """Statements of queries/accounts.sql; no decisions."""

    def __init__(self, database: Database, queries: Mapping[str, str]) -> None:
        self._database = database
        self._queries = queries

    async def owners(self, connection: Connection, account_ids: Sequence[UUID]) -> dict[UUID, UUID]:
        """The organisations of those that are known; they stay as they are until the transaction ends."""
        rows = await connection.fetch(self._queries["accounts_of"], account_ids)
        return {row["account_id"]: row["organization_id"] for row in rows}

    async def authorize(self, connection: Connection, authorized: Sequence[Authorized]) -> None:
        told = [one.received.data for one in authorized]
        await connection.execute(
            self._queries["authorize"],
            [one.account_id for one in told],
            [one.organization_id for one in told],
            [one.network for one in told],
            [one.base_url for one in told],
            [one.revision for one in told],
            [one.credentials for one in authorized],
            [one.refresh_at for one in authorized],
            [envelope_text(one.received.envelope) for one in authorized],
        )

    async def refuse_credentials(
        self, connection: Connection, received: Received[AccountAuthorized]
    ) -> int | None:
        """Our new revision of the account; None if something newer is known."""
        told = received.data
        revision: int | None = await connection.fetchval(
            self._queries["refuse_credentials"],
            told.account_id,
            told.organization_id,
            told.network,
            told.base_url,
            told.revision,
            envelope_document(received.envelope),
        )
        return revision

    async def disconnect(
        self, connection: Connection, received: Sequence[Received[AccountDisconnected]]
    ) -> dict[UUID, NetworkName]:
        """Those that were not disconnected before."""
        told = [one.data for one in received]
        rows = await connection.fetch(
            self._queries["disconnect"],
            [one.account_id for one in told],
            [one.organization_id for one in told],
            [one.network for one in told],
            [one.revision for one in told],
            [envelope_text(one.envelope) for one in received],
        )
        return {row["account_id"]: row["network"] for row in rows}

    async def get(self, account_id: UUID) -> Account | None:
        async with self._database.acquire() as connection:
            return await self.read(connection, account_id)

    async def read(self, connection: Connection, account_id: UUID) -> Account | None:
        row = await connection.fetchrow(self._queries["account"], account_id)
        return to_account(row) if row else None

    async def claim(self, limit: int, lease: Lease) -> list[Check]:
        """Accounts to verify or to renew."""
        async with self._database.acquire() as connection:
            rows = await connection.fetch(self._queries["claim_checks"], limit, lease.owner, lease.seconds)
        return [Check(to_account(row), lease.owner) for row in rows]

    async def renew(self, checks: Sequence[Check], lease: Lease) -> None:
        async with self._database.acquire() as connection:
            await connection.execute(self._queries["renew_checks"], _ids(checks), lease.owner, lease.seconds)

    async def release(self, checks: Sequence[Check], lease: Lease) -> None:
        async with self._database.acquire() as connection:
            await connection.execute(self._queries["release_checks"], _ids(checks), lease.owner)

    async def finish(self, check: Check) -> None:
        """It has been looked at; when to look again is already written down."""
        async with self._database.acquire() as connection:
            await connection.execute(self._queries["release_checks"], _ids([check]), check.owner)

    async def check_later(self, account: Account, seconds: float | None) -> None:
        async with self._database.acquire() as connection:
            await connection.execute(
                self._queries["check_later"], account.account_id, account.credentials_version, seconds
            )

    async def claim_renewal(self, account: Account, owner: str, seconds: float) -> Account | None:
        """The account, if nobody else renews these credentials and nobody has."""
        async with self._database.acquire() as connection:
            row = await connection.fetchrow(
                self._queries["claim_renewal"],
                account.account_id,
                account.credentials_version,
                owner,
                seconds,
            )
        return to_account(row) if row else None

    async def release_renewal(self, account: Account, owner: str) -> None:
        async with self._database.acquire() as connection:
            await connection.execute(self._queries["release_renewal"], account.account_id, owner)

    async def store_credentials(
        self, account: Account, credentials: bytes, refresh_at: datetime | None
    ) -> Account | None:
        """The account with new credentials; None if it has got others meanwhile, or none any more."""
        async with self._database.acquire() as connection:
            row = await connection.fetchrow(
                self._queries["store_credentials"],
                account.account_id,
                account.credentials_version,
                credentials,
                refresh_at,
            )
        return to_account(row) if row else None

    async def connect(self, connection: Connection, account: Account, identity: Identity) -> int | None:
        """Our new revision; None if it is not being verified any more."""
        revision: int | None = await connection.fetchval(
            self._queries["connect"],
            account.account_id,
            account.credentials_version,
            identity.remote_id,
            identity.handle,
        )
        return revision

    async def degrade(
        self, connection: Connection, account: Account, check_again: float | None = None
    ) -> int | None:
        """Our new revision; None if it is degraded already, disconnected, or has new credentials.

        Args:
            connection: With an open transaction.
            account: As we knew it.
            check_again: Seconds until the network is asked once more; None waits for new credentials.
        """
        revision: int | None = await connection.fetchval(
            self._queries["degrade"], account.account_id, account.credentials_version, check_again
        )
        return revision


def _ids(checks: Sequence[Check]) -> list[UUID]:
    return [check.account.account_id for check in checks]
