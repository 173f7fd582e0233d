"""Composition root: the only file that knows every class."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import httpx
from prometheus_client import CollectorRegistry

from services.publisher.config import Settings, read_apps
from services.publisher.consumers import routes
from services.publisher.credential_workers import CredentialGauges, Keeper
from services.publisher.domain.publications import AcceptingWaits, Patience
from services.publisher.media import StoredMedia
from services.publisher.metrics import Metrics
from services.publisher.networks.addresses import remote_id_at
from services.publisher.networks.clients import make_client
from services.publisher.networks.connectors import Tools, make_connectors
from services.publisher.ports import Connectors
from services.publisher.repository.accounts import AccountRepository
from services.publisher.repository.connections import ConnectionRepository
from services.publisher.repository.control import ControlRepository
from services.publisher.repository.measurements import MeasurementRepository
from services.publisher.repository.publications import PublicationRepository
from services.publisher.repository.rehearsals import RehearsalRepository
from services.publisher.repository.secrets import SecretRepository
from services.publisher.sandbox_accounts import ControlledSandbox
from services.publisher.usecases.accepting import Accepting
from services.publisher.usecases.authorizing import Authorizing
from services.publisher.usecases.changing import Changing
from services.publisher.usecases.channels import (
    ACCOUNTS,
    CONNECTIONS,
    MEASUREMENTS,
    PUBLICATIONS,
    REHEARSALS,
)
from services.publisher.usecases.checking import Checking
from services.publisher.usecases.circuits import Circuits
from services.publisher.usecases.connecting import Connecting
from services.publisher.usecases.consents import Consents
from services.publisher.usecases.controlling import Controlling
from services.publisher.usecases.credentials import Credentials
from services.publisher.usecases.ledger import Ledger
from services.publisher.usecases.measuring import Measurer
from services.publisher.usecases.measuring_plan import MeasuringPlan
from services.publisher.usecases.publishing import Publishing
from services.publisher.usecases.reencrypting import Reencrypting
from services.publisher.usecases.rehearsing import Rehearsing
from services.publisher.usecases.resolving import Resolving
from services.publisher.workers import OpenGauges, Steps
from shared import capabilities
from shared.capabilities import Pacing
from shared.clock import Clock, SystemClock
from shared.encryption import Vault
from shared.events import NetworkName
from shared.media import MediaLinks
from shared.objects import ObjectStore
from shared.postgres import Database
from shared.privacy import Holdings, Privacy, Tombstones
from shared.sealing import Opener
from shared.service import Service
from shared.sql import load_queries
from shared.unit_of_work import UnitOfWorkFactory
from shared.working import Job, Lease, Queue, Recurring, Worker

_HERE = Path(__file__).parent
_CHECKS_AT_ONCE = 10
_CONSENTS_AT_ONCE = 20
_REHEARSALS_AT_ONCE = 4
_OF_ITS_ACCOUNTS = "t.account_id in (select a.account_id from accounts a where a.organization_id = $1)"
HOLDINGS = Holdings(
    conditions={"lanes": _OF_ITS_ACCOUNTS, "measured_accounts": _OF_ITS_ACCOUNTS},
    kept={"encryption_keys": "names of keys, for all organisations"},
    # Addresses that uploads may be sent to.
    hidden=frozenset({"prepared"}),
    tombstones={"accounts": Tombstones("account.connected", "account_id::text")},
)


@dataclass(frozen=True)
class _Parts:
    settings: Settings
    clock: Clock
    metrics: Metrics
    database: Database
    units: UnitOfWorkFactory
    accounts: AccountRepository
    connections: ConnectionRepository
    secrets: SecretRepository
    publications: PublicationRepository
    control: ControlRepository
    measurements: MeasurementRepository
    measuring: MeasuringPlan
    connectors: Connectors
    vault: Vault
    credentials: Credentials


class HttpConnections:
    """The HTTP client, closed with the service."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client

    async def open(self) -> None:
        """It connects when it is used."""

    async def close(self) -> None:
        await self._client.aclose()


def create_app(settings: Settings, *, clock: Clock | None = None) -> Service:
    """The publisher, put together and not started."""
    client = make_client(allow_private=settings.allow_private_addresses, read_seconds=settings.call_seconds)
    parts = _parts(settings, clock or SystemClock(), client)
    waits = AcceptingWaits(settings.give_up_seconds, settings.held_up_seconds, settings.settle_seconds)
    accepting = Accepting(parts.publications, waits)
    # The sandbox may be in a private network where real networks may not.
    stage = make_client(allow_private=True, read_seconds=settings.call_seconds)
    rehearsals = RehearsalRepository(parts.database, load_queries(_HERE / "queries" / "rehearsals.sql"))
    rehearsing = _rehearsing(parts, rehearsals, stage)
    privacy = Privacy(
        settings,
        parts.database,
        parts.metrics,
        parts.clock,
        known=HOLDINGS,
        objects=ObjectStore(settings.objects),
    )
    return Service(
        settings,
        database=parts.database,
        connections=[HttpConnections(client), HttpConnections(stage)],
        metrics=parts.metrics,
        migrations=_HERE / "migrations",
        routes=routes(
            accounts=_authorizing(parts),
            connections=_connecting(parts),
            publications=accepting,
            control=_controlling(parts),
            rehearsals=rehearsing,
            privacy=privacy,
        ),
        workers=[*_workers(parts, rehearsals, rehearsing), *privacy.workers],
        clock=parts.clock,
    )


def _workers(
    parts: _Parts, rehearsals: RehearsalRepository, rehearsing: Rehearsing
) -> list[Callable[[], Awaitable[None]]]:
    settings, checking, consents = parts.settings, _checking(parts), _consents(parts)
    lease = Lease.of(settings.instance, settings.lease_seconds)

    def worker(
        channel: str, queue: Queue[Job], handle: Callable[[Job], Awaitable[None]], concurrency: int
    ) -> Callable[[], Awaitable[None]]:
        wake = parts.database.listen(channel)
        return Worker(
            channel, queue, handle, wake=wake, concurrency=concurrency, lease=lease, metrics=parts.metrics
        ).run

    return [
        worker(PUBLICATIONS, parts.publications, _steps(parts).take, settings.concurrent_publications),
        worker(ACCOUNTS, parts.accounts, checking.check, _CHECKS_AT_ONCE),
        worker(CONNECTIONS, parts.connections, consents.call, _CONSENTS_AT_ONCE),
        worker(MEASUREMENTS, parts.measurements, _measurer(parts).take, settings.concurrent_measurements),
        worker(REHEARSALS, rehearsals, rehearsing.take, _REHEARSALS_AT_ONCE),
        Recurring(Keeper(consents, checking, _reencrypting(parts)).keep).run,
        Recurring(OpenGauges(parts.publications, parts.measurements, parts.metrics).measure).run,
        Recurring(_credential_gauges(parts).measure).run,
    ]


def _media(settings: Settings, clock: Clock) -> StoredMedia:
    return StoredMedia(
        ObjectStore(settings.objects),
        MediaLinks(settings.media.key),
        clock,
        base_url=settings.media_base_url,
    )


def _parts(settings: Settings, clock: Clock, client: httpx.AsyncClient) -> _Parts:
    metrics = Metrics(CollectorRegistry())
    database = Database(settings.database_url, application_name="publisher")
    units = UnitOfWorkFactory(database, settings.service, clock)
    accounts = AccountRepository(database, load_queries(_HERE / "queries" / "accounts.sql"))
    connectors = make_connectors(Tools(client, clock, read_apps(settings.apps)))
    measurements = MeasurementRepository(
        database, load_queries(_HERE / "queries" / "measurements.sql"), clock.now
    )
    vault = Vault(settings.encryption_keys.get_secret_value())
    return _Parts(
        settings=settings,
        clock=clock,
        metrics=metrics,
        database=database,
        units=units,
        accounts=accounts,
        connections=ConnectionRepository(database, load_queries(_HERE / "queries" / "connections.sql")),
        secrets=SecretRepository(database, load_queries(_HERE / "queries" / "vault.sql")),
        publications=PublicationRepository(
            database, load_queries(_HERE / "queries" / "publications.sql"), vault.key_ids
        ),
        control=ControlRepository(database, load_queries(_HERE / "queries" / "control.sql")),
        measurements=measurements,
        measuring=MeasuringPlan(
            measurements=measurements, connectors=connectors, registry=capabilities.load(), clock=clock
        ),
        connectors=connectors,
        vault=vault,
        credentials=Credentials(
            accounts=accounts,
            units=units,
            vault=vault,
            connectors=connectors,
            registry=capabilities.load(),
            sandbox_url=settings.sandbox_url,
            clock=clock,
            metrics=metrics,
        ),
    )


def _authorizing(parts: _Parts) -> Authorizing:
    return Authorizing(
        accounts=parts.accounts,
        publications=parts.publications,
        opener=Opener(parts.settings.sealing_private_key.get_secret_value()),
        vault=parts.vault,
        connectors=parts.connectors,
        sandbox_url=parts.settings.sandbox_url,
        allow_plain_http=parts.settings.allow_private_addresses,
        metrics=parts.metrics,
    )


def _connecting(parts: _Parts) -> Connecting:
    return Connecting(
        connections=parts.connections,
        accounts=parts.accounts,
        opener=Opener(parts.settings.sealing_private_key.get_secret_value()),
        vault=parts.vault,
        connectors=parts.connectors,
        sandbox_url=parts.settings.sandbox_url,
        allow_plain_http=parts.settings.allow_private_addresses,
    )


def _consents(parts: _Parts) -> Consents:
    return Consents(
        connections=parts.connections,
        units=parts.units,
        vault=parts.vault,
        connectors=parts.connectors,
        sandbox_url=parts.settings.sandbox_url,
        clock=parts.clock,
        metrics=parts.metrics,
    )


def _reencrypting(parts: _Parts) -> Reencrypting:
    return Reencrypting(secrets=parts.secrets, units=parts.units, vault=parts.vault, clock=parts.clock)


def _credential_gauges(parts: _Parts) -> CredentialGauges:
    return CredentialGauges(
        accounts=parts.accounts,
        secrets=parts.secrets,
        vault=parts.vault,
        clock=parts.clock,
        metrics=parts.metrics,
    )


def _checking(parts: _Parts) -> Checking:
    return Checking(
        accounts=parts.accounts,
        publications=parts.publications,
        credentials=parts.credentials,
        connectors=parts.connectors,
        measuring=parts.measuring,
        units=parts.units,
        clock=parts.clock,
        metrics=parts.metrics,
    )


def _steps(parts: _Parts) -> Steps:
    settings = parts.settings
    patience = Patience(
        looks=settings.lookup_delays,
        repeats=settings.repeat_delays,
        tell_uncertain_after=settings.uncertain_seconds,
    )
    # A call is bounded by the silence of the network; the whole of it may take somewhat longer.
    call_seconds = settings.call_seconds * 2
    ledger = Ledger(
        publications=parts.publications,
        accounts=parts.accounts,
        control=parts.control,
        pacing=_pacing(settings),
        measuring=parts.measuring,
        units=parts.units,
        patience=patience,
        clock=parts.clock,
        metrics=parts.metrics,
    )
    circuits = Circuits(parts.clock, parts.metrics)
    publishing = Publishing(
        credentials=parts.credentials,
        connectors=parts.connectors,
        registry=capabilities.load(),
        media=_media(settings, parts.clock),
        ledger=ledger,
        circuits=circuits,
        patience=patience,
        call_seconds=call_seconds,
        lease_seconds=settings.lease_seconds,
        clock=parts.clock,
    )
    resolving = Resolving(
        publications=parts.publications,
        credentials=parts.credentials,
        connectors=parts.connectors,
        publishing=publishing,
        ledger=ledger,
        circuits=circuits,
        patience=patience,
        call_seconds=call_seconds,
        clock=parts.clock,
    )
    changing = Changing(
        control=parts.control,
        credentials=parts.credentials,
        connectors=parts.connectors,
        ledger=ledger,
        patience=patience,
        call_seconds=call_seconds,
        clock=parts.clock,
    )
    return Steps(publishing=publishing, resolving=resolving, changing=changing, ledger=ledger)


def _rehearsing(parts: _Parts, rehearsals: RehearsalRepository, stage: httpx.AsyncClient) -> Rehearsing:
    settings = parts.settings
    url = settings.rehearsal_url or settings.sandbox_url
    return Rehearsing(
        rehearsals=rehearsals,
        accounts=ControlledSandbox(stage, url),
        connectors=make_connectors(Tools(stage, parts.clock)),
        media=_media(settings, parts.clock),
        registry=capabilities.load(),
        units=parts.units,
        sandbox_url=url,
        clock=parts.clock,
    )


def _controlling(parts: _Parts) -> Controlling:
    return Controlling(
        control=parts.control,
        publications=parts.publications,
        measuring=parts.measuring,
        remote_id_at=remote_id_at,
        give_up_seconds=parts.settings.give_up_seconds,
    )


def _pacing(settings: Settings) -> Callable[[NetworkName], Pacing]:
    registry = capabilities.load()
    return lambda network: registry[network].pacing if settings.keep_to_limits else Pacing()


def _measurer(parts: _Parts) -> Measurer:
    return Measurer(
        measurements=parts.measurements,
        accounts=parts.accounts,
        credentials=parts.credentials,
        connectors=parts.connectors,
        registry=capabilities.load(),
        units=parts.units,
        call_seconds=parts.settings.call_seconds * 2,
        clock=parts.clock,
        metrics=parts.metrics,
    )
