"""The calls of a consent: finding the network's page, trading the person's answer; and what nobody finished."""

from collections.abc import Sequence
from datetime import timedelta

from services.publisher.domain.access import Choice, ConsentRequest, hosts_of
from services.publisher.domain.connections import (
    EXPIRED,
    OFFER_TIME,
    Connection,
    Secrets,
    nothing_offered,
    offered_accounts,
)
from services.publisher.domain.failures import Failure, failure
from services.publisher.errors import NetworkError
from services.publisher.metrics import Metrics
from services.publisher.ports import Connectors, Consenting
from services.publisher.repository.connections import Call, ConnectionRepository
from services.publisher.usecases.asking import ask
from services.publisher.usecases.telling_accounts import connection_failed
from shared.clock import Clock
from shared.encryption import UnreadableSecretError, Vault
from shared.events import ConnectionOffered, ConnectionOpened
from shared.postgres import once_reached
from shared.sealing import Sealer
from shared.unit_of_work import UnitOfWorkFactory

# Shorter than the lease of a connection that is renewed all the while; longer than a network takes.
_CALL_SECONDS = 60.0
# A code lives for half a minute at some networks: tries in a row come soon, and not for ever.
_MOST_TRIES = 5
_LONGEST_WAIT = 8.0
_FORGET_AFTER = timedelta(days=1)


class Consents:
    """Calls the networks that people consent on.

    Args:
        connections: Rows.
        units: For what is told.
        vault: Reads and writes what is stored.
        connectors: The networks.
        sandbox_url: Plays all networks in place of the real ones; None for these.
        clock: Time.
        metrics: Counts consents.
    """

    def __init__(
        self,
        *,
        connections: ConnectionRepository,
        units: UnitOfWorkFactory,
        vault: Vault,
        connectors: Connectors,
        sandbox_url: str | None,
        clock: Clock,
        metrics: Metrics,
    ) -> None:
        self._connections = connections
        self._units = units
        self._vault = vault
        self._connectors = connectors
        self._sandbox_url = sandbox_url
        self._clock = clock
        self._metrics = metrics

    async def call(self, call: Call) -> None:
        """One step of one consent, then told; what the network does not answer is asked again soon."""
        connection = call.connection
        connector = self._connectors[connection.network]
        assert isinstance(connector, Consenting), "others are refused when they are asked for"
        try:
            secrets = self._decrypted(connection)
            request = ConsentRequest(
                secrets.state,
                connection.redirect_url,
                hosts_of(connector.hosts, connection.network, connection.base_url, self._sandbox_url),
            )
            if connection.state == "requested":
                await self._open(call, connector, request)
            else:
                await self._offer(call, connector, request, secrets)
        except UnreadableSecretError as error:
            why = failure("reconnect", "connection.unreadable", str(error), who_must_act="operator")
            await self._fail(connection, why)
        except NetworkError as error:
            if error.failure.is_temporary and connection.tries + 1 < _MOST_TRIES:
                await self._connections.call_later(call, min(_LONGEST_WAIT, 2.0**connection.tries))
            else:
                await self._fail(connection, error.failure)

    async def sweep(self) -> None:
        """Erase what nobody finished, and say so; forget what is long over."""
        now = self._clock.now()
        async with self._units() as work:
            late = await self._connections.expire(work.connection, now)
            for connection in late:
                work.tell(
                    connection_failed(connection, EXPIRED, connection.revision, now), cause=connection.cause
                )
            await self._connections.forget(work.connection, now - _FORGET_AFTER)
        for connection in late:
            self._metrics.consents.labels(connection.network, "expired").inc()

    async def _open(self, call: Call, connector: Consenting, request: ConsentRequest) -> None:
        page = await ask(connector.start_consent(request), _CALL_SECONDS)
        connection = call.connection
        encrypted = self._encrypted(connection, Secrets(request.state, page))
        context = str(connection.connection_id).encode()
        async with self._units() as work:
            revision = await self._connections.open(work.connection, call, encrypted)
            if revision is None:
                return
            event = ConnectionOpened(
                organization_id=connection.organization_id,
                connection_id=connection.connection_id,
                network=connection.network,
                revision=revision,
                sealed_authorize_url=Sealer(connection.reply_key).seal(page.url.encode(), context),
                opened_at=self._clock.now(),
            )
            work.tell(event, cause=connection.cause)

    async def _offer(
        self, call: Call, connector: Consenting, request: ConsentRequest, secrets: Secrets
    ) -> None:
        assert secrets.page is not None, "nobody comes back from a page that was not opened"
        choices = await ask(
            connector.finish_consent(request, secrets.page, secrets.answer or {}), _CALL_SECONDS
        )
        if not choices:
            await self._fail(call.connection, nothing_offered(call.connection.network))
            return
        # Not to be had again: the network takes the answer no second time.
        await once_reached(lambda: self._store_offers(call, secrets, choices), self._clock)

    async def _store_offers(self, call: Call, secrets: Secrets, choices: Sequence[Choice]) -> None:
        connection, now = call.connection, self._clock.now()
        offers = {str(place): choice for place, choice in enumerate(choices, 1)}
        encrypted = self._encrypted(connection, Secrets(secrets.state, offers=offers))
        expires_at = now + OFFER_TIME
        async with self._units() as work:
            revision = await self._connections.offer(work.connection, call, encrypted, expires_at)
            if revision is None:
                return
            event = ConnectionOffered(
                organization_id=connection.organization_id,
                connection_id=connection.connection_id,
                network=connection.network,
                revision=revision,
                choices=offered_accounts(offers),
                offered_at=now,
                expires_at=expires_at,
            )
            work.tell(event, cause=connection.cause)
        self._metrics.consents.labels(connection.network, "offered").inc()

    async def _fail(self, connection: Connection, why: Failure) -> None:
        async with self._units() as work:
            revision = await self._connections.fail(work.connection, connection.connection_id)
            if revision is None:
                return
            work.tell(connection_failed(connection, why, revision, self._clock.now()), cause=connection.cause)
        self._metrics.consents.labels(connection.network, "failed").inc()

    def _encrypted(self, connection: Connection, secrets: Secrets) -> bytes:
        return self._vault.encrypt(
            secrets.to_bytes(),
            organization_id=connection.organization_id,
            owner_id=connection.connection_id,
        )

    def _decrypted(self, connection: Connection) -> Secrets:
        stored = self._vault.decrypt(
            connection.secrets or b"",
            organization_id=connection.organization_id,
            owner_id=connection.connection_id,
        )
        return Secrets.from_bytes(stored)
