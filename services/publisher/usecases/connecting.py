"""Consents as the gateway tells of them: asked for, answered, chosen from. The network is called by a worker."""

import json
from collections.abc import Mapping, Sequence
from uuid import UUID

from services.publisher.domain.access import Choice, hosts_of
from services.publisher.domain.connections import (
    EXPIRED,
    KEPT_AFTER_EXPIRY,
    Connection,
    Secrets,
    kept_renewal,
)
from services.publisher.domain.failures import Failure, failure
from services.publisher.ports import Connectors, Consenting
from services.publisher.repository.accounts import AccountRepository, Authorized
from services.publisher.repository.connections import ConnectionRepository
from services.publisher.usecases.channels import ACCOUNTS, CONNECTIONS
from services.publisher.usecases.telling_accounts import account_degraded, connection_failed
from shared.consuming import Received, RecordRefusedError
from shared.encryption import UnreadableSecretError, Vault
from shared.events import (
    ChosenAccount,
    ConnectionAuthorized,
    ConnectionChosen,
    ConnectionRequested,
)
from shared.sealing import Opener, SealingError
from shared.unit_of_work import UnitOfWork


class Connecting:
    """Writes down what is wanted, keeps what is secret encrypted, and gives what was chosen to the accounts.

    Args:
        connections: Rows.
        accounts: Rows.
        opener: Opens what was sealed for the publisher.
        vault: Encrypts at rest.
        connectors: Which networks offer consent.
        sandbox_url: Plays all networks in place of the real ones; None for these.
        allow_plain_http: Let an account live on a server without TLS.
    """

    def __init__(
        self,
        *,
        connections: ConnectionRepository,
        accounts: AccountRepository,
        opener: Opener,
        vault: Vault,
        connectors: Connectors,
        sandbox_url: str | None,
        allow_plain_http: bool,
    ) -> None:
        self._connections = connections
        self._accounts = accounts
        self._opener = opener
        self._vault = vault
        self._connectors = connectors
        self._sandbox_url = sandbox_url
        self._allow_plain_http = allow_plain_http

    async def requested(self, work: UnitOfWork, received: Sequence[Received[ConnectionRequested]]) -> None:
        """Somebody wants to consent: a worker finds the network's page."""
        for one in received:
            expires_at = one.data.expires_at + KEPT_AFTER_EXPIRY
            if expires_at < work.clock.now():
                continue  # told again, long after
            why = self._obstacle(one.data)
            if why is None:
                try:
                    state = self._opened(one.data.sealed_state, one.data.connection_id).decode()
                except SealingError as error:
                    why = failure("reconnect", "connection.unreadable", str(error), who_must_act="operator")
            if why is not None:
                await self._refuse(work, one, why)
                continue
            secrets = self._encrypted(Secrets(state), one.data.organization_id, one.data.connection_id)
            await self._connections.request(work.connection, one, secrets, expires_at)
        work.notify(CONNECTIONS)

    async def authorized(self, work: UnitOfWork, received: Sequence[Received[ConnectionAuthorized]]) -> None:
        """The person came back: a worker trades their answer."""
        for one in received:
            connection = await self._locked(work, one)
            if connection is None or connection.state != "opened":
                continue
            try:
                answer = json.loads(self._opened(one.data.sealed_answer, connection.connection_id))
                secrets = self._decrypted(connection)
            except (SealingError, UnreadableSecretError, ValueError) as error:
                await self._fail(
                    work,
                    connection,
                    failure("reconnect", "connection.unreadable", str(error), who_must_act="operator"),
                )
                continue
            answered = Secrets(secrets.state, secrets.page, {name: str(v) for name, v in answer.items()})
            encrypted = self._encrypted(answered, connection.organization_id, connection.connection_id)
            await self._connections.authorize(work.connection, connection.connection_id, encrypted)
        work.notify(CONNECTIONS)

    async def chosen(self, work: UnitOfWork, received: Sequence[Received[ConnectionChosen]]) -> None:
        """What was chosen goes to the accounts, which a worker verifies; the rest is erased."""
        for one in received:
            connection = await self._locked(work, one)
            if connection is None or connection.state == "done":
                continue
            offers: Mapping[str, Choice] = {}
            if connection.state == "offered":
                offers = self._offers(connection)
            await self._accounts.owners(work.connection, [c.account_id for c in one.data.accounts])
            for account in one.data.accounts:
                await self._give(work, one, account, offers.get(account.choice_id))
            if offers or not one.data.accounts:
                await self._connections.finish(work.connection, connection.connection_id)
            else:
                await self._fail(work, connection, EXPIRED)
        work.notify(ACCOUNTS)

    async def _give(
        self,
        work: UnitOfWork,
        received: Received[ConnectionChosen],
        chosen: ChosenAccount,
        choice: Choice | None,
    ) -> None:
        """Let an account have what was granted; without a grant it stays with what it had, if it had anything."""
        known = await self._accounts.read(work.connection, chosen.account_id)
        organization_id = received.data.organization_id
        if known is not None and known.organization_id != organization_id:
            raise RecordRefusedError(received, "an account belongs to another organisation")
        if choice is None:
            if known is not None and known.credentials is not None:
                await self._accounts.verify_again(work.connection, chosen.account_id, chosen.revision)
            else:
                await self._lacking(work, received, chosen)
            return
        former = None
        same = (choice.network, choice.identity.remote_id)
        if known is not None and known.credentials is not None and (known.network, known.remote_id) == same:
            former = self._former(known.credentials, organization_id, chosen.account_id)
        grant = kept_renewal(choice.grant, former)
        encrypted = self._vault.encrypt(
            json.dumps(dict(grant.secrets)).encode(),
            organization_id=organization_id,
            owner_id=chosen.account_id,
        )
        authorized = Authorized(
            account_id=chosen.account_id,
            organization_id=organization_id,
            network=choice.network,
            base_url=chosen.base_url,
            revision=chosen.revision,
            credentials=encrypted,
            refresh_at=grant.refresh_at,
            expires_at=grant.expires_at,
            cause=received.envelope,
        )
        await self._accounts.authorize(work.connection, [authorized])

    async def _lacking(
        self, work: UnitOfWork, received: Received[ConnectionChosen], chosen: ChosenAccount
    ) -> None:
        revision = await self._accounts.refuse_credentials(
            work.connection,
            account_id=chosen.account_id,
            organization_id=received.data.organization_id,
            network=chosen.network,
            base_url=chosen.base_url,
            revision=chosen.revision,
            cause=received.envelope,
        )
        if revision is not None:
            account = await self._accounts.read(work.connection, chosen.account_id)
            assert account is not None, "it was written just now"
            event = account_degraded(account, EXPIRED, revision, work.clock.now())
            work.tell(event, cause=received.envelope)

    async def _refuse(self, work: UnitOfWork, received: Received[ConnectionRequested], why: Failure) -> None:
        revision = await self._connections.refuse(work.connection, received)
        if revision is None:
            return
        event = connection_failed(received.data, why, revision, work.clock.now())
        work.tell(event, cause=received.envelope)

    async def _fail(self, work: UnitOfWork, connection: Connection, why: Failure) -> None:
        revision = await self._connections.fail(work.connection, connection.connection_id)
        if revision is not None:
            work.tell(connection_failed(connection, why, revision, work.clock.now()), cause=connection.cause)

    async def _locked(
        self, work: UnitOfWork, received: Received[ConnectionAuthorized] | Received[ConnectionChosen]
    ) -> Connection | None:
        connection = await self._connections.lock(work.connection, received.data.connection_id)
        if connection is not None and connection.organization_id != received.data.organization_id:
            raise RecordRefusedError(received, "the connection belongs to another organisation")
        return connection

    def _obstacle(self, told: ConnectionRequested) -> Failure | None:
        connector = self._connectors.get(told.network)
        if connector is None or not isinstance(connector, Consenting):
            detail = f"{told.network} offers no consent here"
            return failure("invalid", "connection.not_offered", detail, who_must_act="operator")
        hosts = hosts_of(connector.hosts, told.network, told.base_url, self._sandbox_url)
        if not hosts["api"]:
            detail = f"an account on {told.network} needs the address of its server"
            return failure("invalid", "connection.server_missing", detail, who_must_act="account_owner")
        if not hosts["api"].startswith("https://") and not self._allow_plain_http:
            detail = "the account's server must be reached by https"
            return failure("invalid", "connection.plain_http", detail, who_must_act="account_owner")
        return None

    def _opened(self, sealed: str, connection_id: UUID) -> bytes:
        return self._opener.open(sealed, str(connection_id).encode())

    def _offers(self, connection: Connection) -> Mapping[str, Choice]:
        try:
            return self._decrypted(connection).offers
        except UnreadableSecretError:
            return {}

    def _former(
        self, credentials: bytes, organization_id: UUID, account_id: UUID
    ) -> Mapping[str, str] | None:
        try:
            secrets: dict[str, str] = json.loads(
                self._vault.decrypt(credentials, organization_id=organization_id, owner_id=account_id)
            )
        except UnreadableSecretError:
            return None
        return secrets

    def _encrypted(self, secrets: Secrets, organization_id: UUID, connection_id: UUID) -> bytes:
        return self._vault.encrypt(
            secrets.to_bytes(), organization_id=organization_id, owner_id=connection_id
        )

    def _decrypted(self, connection: Connection) -> Secrets:
        stored = self._vault.decrypt(
            connection.secrets or b"",
            organization_id=connection.organization_id,
            owner_id=connection.connection_id,
        )
        return Secrets.from_bytes(stored)
