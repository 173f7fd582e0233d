"""The right to act for an account: read from the database, renewed in time, by one at a time."""

import json

import structlog

from services.publisher.domain.access import Access, Grant, hosts_of
from services.publisher.domain.accounts import Account
from services.publisher.domain.failures import Failure, failure, with_scopes_named
from services.publisher.errors import (
    AccountUnusableError,
    NetworkError,
)
from services.publisher.metrics import Metrics
from services.publisher.ports import Connectors
from services.publisher.repository.accounts import AccountRepository
from services.publisher.usecases.asking import ask
from services.publisher.usecases.channels import ACCOUNTS
from services.publisher.usecases.telling_accounts import account_connected, account_degraded
from shared.capabilities import Registry
from shared.clock import Clock
from shared.encryption import UnknownKeyError, UnreadableSecretError, Vault
from shared.ids import new_id
from shared.postgres import once_reached
from shared.unit_of_work import UnitOfWorkFactory

logger = structlog.get_logger(__name__)

_CALL_SECONDS = 45.0
# Longer than both calls, with the present credentials and with those before: who holds the lease is done, or is known
# to be lost, before another begins.
_RENEWAL_SECONDS = 2 * _CALL_SECONDS + 10.0
_TURNS = 25
_TURN_SECONDS = 0.2


class Credentials:
    """Opens and renews accounts' credentials.

    Args:
        accounts: Rows.
        units: For what is told of an account.
        vault: Reads and writes what is stored.
        connectors: The networks.
        registry: Which scopes a network is asked for.
        sandbox_url: Plays all networks in place of the real ones; None for these.
        clock: Time.
        metrics: Counts renewals.
    """

    def __init__(
        self,
        *,
        accounts: AccountRepository,
        units: UnitOfWorkFactory,
        vault: Vault,
        connectors: Connectors,
        registry: Registry,
        sandbox_url: str | None,
        clock: Clock,
        metrics: Metrics,
    ) -> None:
        self._registry = registry
        self._accounts = accounts
        self._units = units
        self._vault = vault
        self._connectors = connectors
        self._sandbox_url = sandbox_url
        self._clock = clock
        self._metrics = metrics

    async def open(self, account: Account) -> tuple[Account, Access]:
        """The account as it is now, and the right to act for it.

        Raises:
            AccountUnusableError: Its credentials can't be read, or had to be renewed and could not be.
        """
        if account.refresh_at is not None and account.refresh_at <= self._clock.now():
            account = await self.renew(account)
        return account, await self._access(account, account.credentials)

    async def renew(self, account: Account) -> Account:
        """The account with other credentials than these; whoever comes second gets what the first was given.

        Raises:
            AccountUnusableError: The network gave none; where it refused, the account is degraded.
        """
        for _ in range(_TURNS):
            owner = str(new_id())
            claimed = await self._accounts.claim_renewal(account, owner, _RENEWAL_SECONDS)
            if claimed is not None:
                return await self._renew(claimed, owner)
            current = await self._accounts.get(account.account_id)
            if current is None or current.credentials is None:
                raise AccountUnusableError(failure("reconnect", "account.reconnect", "it has no credentials"))
            if current.credentials_version != account.credentials_version:
                return current
            await self._clock.sleep(_TURN_SECONDS)
        raise AccountUnusableError(
            failure("transient", "account.renewing", "its credentials are being renewed")
        )

    async def mend(self, account: Account, why: Failure) -> Failure | None:
        """What a network refused is renewed, or the account degraded; why it could not be renewed, if so."""
        if why.error_class == "reconnect":
            await self.degrade(account, why)
        if why.error_class != "auth_expired":
            return None
        try:
            await self.renew(account)
        except AccountUnusableError as error:
            logger.info("credentials not renewed", code=error.failure.code)
            return error.failure
        return None

    async def degrade(
        self,
        account: Account,
        why: Failure,
        *,
        check_again: float | None = None,
        renewed_by: str | None = None,
    ) -> None:
        """The account can't be used until somebody acts, which is told once.

        Args:
            account: With the credentials that do not work.
            why: In the network's words.
            check_again: Seconds until the network is asked once more; None waits for new credentials.
            renewed_by: Who found out while renewing them; None if it was not while renewing.
        """
        async with self._units() as work:
            revision = await self._accounts.degrade(work.connection, account, check_again, renewed_by)
            if revision is None:
                return
            told = with_scopes_named(why, account.network, self._registry)
            work.tell(account_degraded(account, told, revision, self._clock.now()), cause=account.cause)
        self._metrics.accounts.labels(account.network, "degraded").inc()

    async def _renew(self, account: Account, owner: str) -> Account:
        try:
            grant = await self._new_grant(account)
        except NetworkError as error:
            outcome = "failed" if error.failure.is_temporary else "refused"
            self._metrics.renewals.labels(account.network, outcome).inc()
            if error.failure.is_temporary:
                # Where the answer was lost the network may have taken the old token back: the next renewal is then
                # refused, and the account degraded for all to see.
                await self._accounts.release_renewal(account, owner)
            else:
                await self.degrade(account, error.failure, renewed_by=owner)
            raise AccountUnusableError(error.failure) from error
        # Not to be had again: the network takes the token that these were given for no second time.
        renewed = await once_reached(lambda: self._store(account, grant), self._clock)
        if renewed is None:
            raise AccountUnusableError(
                failure("transient", "account.changed", "the account was given other credentials meanwhile")
            )
        self._metrics.renewals.labels(account.network, "renewed").inc()
        return renewed

    async def _new_grant(self, account: Account) -> Grant:
        """From the present credentials; where the network refuses them, from those before, if it may still want these.

        It may where its answer to the renewal before this one was lost on the way, or our storing of it.
        """
        try:
            return await self._refreshed(account, account.credentials)
        except NetworkError as error:
            until = account.former_until
            is_fresh = until is not None and self._clock.now() < until
            if error.failure.error_class not in {"reconnect", "auth_expired"} or not is_fresh:
                raise
            try:
                return await self._refreshed(account, account.former_credentials)
            except NetworkError:
                raise error from None

    async def _store(self, account: Account, grant: Grant) -> Account | None:
        """Keep what was granted; where the consent's end moved, that is told with it."""
        encrypted = self._vault.encrypt(
            json.dumps(dict(grant.secrets)).encode(),
            organization_id=account.organization_id,
            owner_id=account.account_id,
        )
        async with self._units() as work:
            renewed = await self._accounts.store_credentials(work.connection, account, encrypted, grant)
            if renewed is not None and renewed.state == "connected" and renewed.revision != account.revision:
                identity = renewed.identity
                if identity is not None:
                    event = account_connected(renewed, identity, renewed.revision, self._clock.now())
                    work.tell(event, cause=renewed.cause)
            work.notify(ACCOUNTS)
        return renewed

    async def _refreshed(self, account: Account, credentials: bytes | None) -> Grant:
        access = await self._access(account, credentials)
        return await ask(self._connectors[account.network].refresh(access), _CALL_SECONDS)

    async def _access(self, account: Account, credentials: bytes | None) -> Access:
        try:
            secret = self._vault.decrypt(
                credentials or b"",
                organization_id=account.organization_id,
                owner_id=account.account_id,
            )
        except UnreadableSecretError as error:
            raise AccountUnusableError(await self._unreadable(account, error)) from error
        own = self._connectors[account.network].hosts
        return Access(
            account_id=account.account_id,
            hosts=hosts_of(own, account.network, account.base_url, self._sandbox_url),
            remote_id=account.remote_id,
            handle=account.handle,
            secrets=json.loads(secret),
        )

    async def _unreadable(self, account: Account, error: UnreadableSecretError) -> Failure:
        """The account is lost, unless other replicas can read it: keys are being rotated, and this one is behind."""
        if isinstance(error, UnknownKeyError) and await self._accounts.is_key_in_use(error.key_id):
            detail = f"{error}: give every publisher the same ENCRYPTION_KEYS"
            return failure("transient", "account.key_missing_here", detail, who_must_act="operator")
        why = failure("reconnect", "account.credentials_unreadable", str(error))
        await self.degrade(account, why)
        return why
