"""Accounts as the gateway tells of them: credentials handed over, accounts taken away."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from services.publisher.domain.access import hosts_of
from services.publisher.domain.failures import Failure, failure
from services.publisher.errors import CredentialsIncompleteError
from services.publisher.metrics import Metrics
from services.publisher.ports import Connectors
from services.publisher.repository.accounts import AccountRepository, Authorized
from services.publisher.repository.publications import PublicationRepository
from services.publisher.usecases.channels import ACCOUNTS
from services.publisher.usecases.telling import post_failed
from services.publisher.usecases.telling_accounts import account_degraded
from shared.consuming import Received, RecordRefusedError
from shared.encryption import Vault
from shared.events import AccountAuthorized, AccountDisconnected
from shared.sealing import Opener, SealingError
from shared.unit_of_work import UnitOfWork

_Told = TypeVar("_Told", AccountAuthorized, AccountDisconnected)
_DISCONNECTED = failure(
    "restricted", "account.disconnected", "the account was disconnected", who_must_act="account_owner"
)


class _UnusableError(ValueError):
    """What was handed over can't be used; the message never holds a secret."""


class Authorizing:
    """Keeps credentials, encrypted, for the worker that verifies them; erases them.

    Args:
        accounts: Rows.
        publications: What waits for them.
        opener: Opens what was sealed for the publisher.
        vault: Encrypts at rest.
        connectors: What each network needs.
        sandbox_url: Plays all networks in place of the real ones; None for these.
        allow_plain_http: Let an account live on a server without TLS.
        metrics: Counts accounts.
    """

    def __init__(
        self,
        *,
        accounts: AccountRepository,
        publications: PublicationRepository,
        opener: Opener,
        vault: Vault,
        connectors: Connectors,
        sandbox_url: str | None,
        allow_plain_http: bool,
        metrics: Metrics,
    ) -> None:
        self._accounts = accounts
        self._publications = publications
        self._opener = opener
        self._vault = vault
        self._connectors = connectors
        self._sandbox_url = sandbox_url
        self._allow_plain_http = allow_plain_http
        self._metrics = metrics

    async def authorized(self, work: UnitOfWork, received: Sequence[Received[AccountAuthorized]]) -> None:
        """Keep the credentials; a worker finds out whose they are."""
        newest = list(_newest(received))
        owners = await self._accounts.owners(work.connection, [one.data.account_id for one in newest])
        usable: list[Authorized] = []
        for one in newest:
            if owners.get(one.data.account_id, one.data.organization_id) != one.data.organization_id:
                raise RecordRefusedError(one, "the account belongs to another organisation")
            try:
                usable.append(self._opened(one))
            except _UnusableError as error:
                await self._refuse(
                    work, one, failure("reconnect", "account.credentials_unusable", str(error))
                )
        await self._accounts.authorize(work.connection, usable)
        work.notify(ACCOUNTS)

    async def disconnected(self, work: UnitOfWork, received: Sequence[Received[AccountDisconnected]]) -> None:
        """Erase the credentials; what has not begun fails."""
        gone = await self._accounts.disconnect(work.connection, list(_newest(received)))
        if not gone:
            return
        failed = await self._publications.fail_waiting(work.connection, list(gone), _DISCONNECTED)
        now = work.clock.now()
        for publication in failed:
            work.tell(post_failed(publication, now), cause=publication.cause)
            self._metrics.publications.labels(publication.network, "rejected").inc()
        for network in gone.values():
            self._metrics.accounts.labels(network, "disconnected").inc()

    def _opened(self, received: Received[AccountAuthorized]) -> Authorized:
        told = received.data
        connector = self._connectors.get(told.network)
        if connector is None:
            raise _UnusableError(f"{told.network} is not a network that is published to here")
        hosts = hosts_of(connector.hosts, told.network, told.base_url, self._sandbox_url)
        server = hosts.get("api")
        if server == "":
            raise _UnusableError(f"an account on {told.network} needs the address of its server")
        if server and not server.startswith("https://") and not self._allow_plain_http:
            raise _UnusableError("the account's server must be reached by https")
        try:
            secret = self._opener.open(told.sealed_credential, str(told.account_id).encode())
            grant = connector.open(_fields(secret))
        except (SealingError, CredentialsIncompleteError) as error:
            raise _UnusableError(str(error)) from None
        encrypted = self._vault.encrypt(
            json.dumps(dict(grant.secrets)).encode(),
            organization_id=told.organization_id,
            owner_id=told.account_id,
        )
        return Authorized(
            account_id=told.account_id,
            organization_id=told.organization_id,
            network=told.network,
            base_url=told.base_url,
            revision=told.revision,
            credentials=encrypted,
            refresh_at=grant.refresh_at,
            expires_at=grant.expires_at,
            cause=received.envelope,
        )

    async def _refuse(self, work: UnitOfWork, received: Received[AccountAuthorized], why: Failure) -> None:
        told = received.data
        revision = await self._accounts.refuse_credentials(
            work.connection,
            account_id=told.account_id,
            organization_id=told.organization_id,
            network=told.network,
            base_url=told.base_url,
            revision=told.revision,
            cause=received.envelope,
        )
        if revision is None:
            return
        work.tell(account_degraded(told, why, revision, work.clock.now()), cause=received.envelope)
        self._metrics.accounts.labels(told.network, "degraded").inc()


def _newest(received: Sequence[Received[_Told]]) -> Iterable[Received[_Told]]:
    """Of each account the highest revision."""
    return {one.data.account_id: one for one in sorted(received, key=lambda one: one.data.revision)}.values()


def _fields(secret: bytes) -> Mapping[str, str]:
    try:
        fields = json.loads(secret)
    except ValueError:
        fields = None
    if not isinstance(fields, dict):
        raise _UnusableError("the credentials are not a JSON object")
    return {str(name): str(value) for name, value in fields.items() if value is not None}
