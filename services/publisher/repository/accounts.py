"""Accounts and their credentials, encrypted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from services.publisher.domain.access import Grant, Identity
from services.publisher.domain.accounts import Account
from services.publisher.repository.rows import envelope_document, envelope_text, to_account
from shared.consuming import Received
from shared.events import AccountDisconnected, Envelope, NetworkName
from shared.postgres import Connection, Database
from shared.working import Lease


@dataclass(frozen=True, slots=True)
class Authorized:
    """New credentials of an account, ready to be kept.

    Attributes:
        revision: The gateway's.
        cause: The event that handed them over.
    """

    account_id: UUID
    organization_id: UUID
    network: NetworkName
    base_url: str | None
    revision: int
    credentials: bytes = field(repr=False)
    refresh_at: datetime | None
    expires_at: datetime | None
    cause: Envelope


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
        await connection.execute(
            self._queries["authorize"],
            [one.account_id for one in authorized],
            [one.organization_id for one in authorized],
            [one.network for one in authorized],
            [one.base_url for one in authorized],
            [one.revision for one in authorized],
            [one.credentials for one in authorized],
            [one.refresh_at for one in authorized],
            [one.expires_at for one in authorized],
            [envelope_text(one.cause) for one in authorized],
        )

    async def verify_again(self, connection: Connection, account_id: UUID, revision: int) -> None:
        """The credentials stay as they are; a worker looks whether they still do."""
        await connection.execute(self._queries["verify_again"], account_id, revision)

    async def refuse_credentials(
        self,
        connection: Connection,
        *,
        account_id: UUID,
        organization_id: UUID,
        network: NetworkName,
        base_url: str | None,
        revision: int,
        cause: Envelope,
    ) -> int | None:
        """Our new revision of the account; None if something newer is known."""
        ours: int | None = await connection.fetchval(
            self._queries["refuse_credentials"],
            account_id,
            organization_id,
            network,
            base_url,
            revision,
            envelope_document(cause),
        )
        return ours

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
        self, connection: Connection, account: Account, credentials: bytes, grant: Grant
    ) -> Account | None:
        """The account with new credentials; None if it has got others meanwhile, or none any more."""
        row = await connection.fetchrow(
            self._queries["store_credentials"],
            account.account_id,
            account.credentials_version,
            credentials,
            grant.refresh_at,
            grant.expires_at,
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
            identity.display_name,
            identity.profile_url,
        )
        return revision

    async def degrade(
        self,
        connection: Connection,
        account: Account,
        check_again: float | None = None,
        renewed_by: str | None = None,
    ) -> int | None:
        """Our new revision; None if it is degraded already, disconnected, or has new credentials.

        Args:
            connection: With an open transaction.
            account: As we knew it.
            check_again: Seconds until the network is asked once more; None waits for new credentials.
            renewed_by: Who found out while renewing; None if it was not while renewing. Whoever lost the renewal to
                another leaves the account to that one.
        """
        revision: int | None = await connection.fetchval(
            self._queries["degrade"],
            account.account_id,
            account.credentials_version,
            check_again,
            renewed_by,
        )
        return revision

    async def expiring(self, connection: Connection, now: datetime) -> list[tuple[Account, int]]:
        """Accounts whose owner is to be told that they end, as they are now, with the days left at most."""
        rows = await connection.fetch(self._queries["note_expiring"], now)
        return [(to_account(row), row["expiry_told"]) for row in rows]

    async def is_key_in_use(self, key_id: bytes) -> bool:
        """Whether some process encrypts with that key."""
        async with self._database.acquire() as connection:
            return bool(await connection.fetchval(self._queries["is_key_in_use"], key_id))

    async def days_left(self, now: datetime) -> dict[NetworkName, tuple[float, Sequence[int]]]:
        """Of the accounts whose consent ends, by network: the fewest days, how many have at most 1, 3, 7, 30, any."""
        async with self._database.acquire() as connection:
            rows = await connection.fetch(self._queries["days_left"], now)
        return {row["network"]: (row["fewest"], row["within"]) for row in rows}


def _ids(checks: Sequence[Check]) -> list[UUID]:
    return [check.account.account_id for check in checks]
