"""Replicas that hand out events and send them, one step after another, as a test wants: at a time of its own."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from prometheus_client import CollectorRegistry

from services.gateway.config import Settings
from services.gateway.domain.event_types import EVENT_TYPES
from services.gateway.domain.identity import Caller
from services.gateway.domain.live import LiveEvent
from services.gateway.metrics import Metrics
from services.gateway.tenancy import OwnerUnits
from services.gateway.usecases.live import append_live_events
from services.gateway.usecases.log_following import LogFollower
from services.gateway.usecases.webhook_deliveries import WebhookDeliveries
from services.gateway.usecases.webhook_dispatching import WebhookDispatcher
from services.gateway.usecases.webhooks import Webhooks
from services.gateway.webhook_client import WebhookClient
from shared.encryption import Vault
from shared.ids import new_id
from shared.postgres import Database
from shared.testing.clocks import FakeClock
from shared.testing.dying import Dying
from shared.working import Lease

MIGRATIONS = Path(__file__).parents[2] / "migrations"
_PATIENCE = timedelta(days=5)
_AT_ONCE = 4
OF_ORGANIZATION = 8


@dataclass
class Replica:
    """A dispatcher and a sender, with a lease of their own."""

    dispatcher: LogFollower
    deliveries: WebhookDeliveries

    async def pump(self) -> int:
        """Hand out what there is and send what may be sent, until there is nothing; how many attempts."""
        attempts = 0
        while True:
            await self.dispatcher.turn()
            jobs = await self.deliveries.claim(32, self.deliveries.lease)
            if not jobs:
                return attempts
            attempts += len(jobs)
            await asyncio.gather(*(self.deliveries.handle(job) for job in jobs))

    async def pump_one_by_one(self) -> None:
        """The same without a second task, so that every wait is one of this coroutine."""
        while True:
            await self.dispatcher.turn()
            jobs = await self.deliveries.claim(2, self.deliveries.lease)
            if not jobs:
                return
            for job in jobs:
                await self.deliveries.handle(job)

    async def die_at(self, point: int | None) -> int:
        """Pump until that wait; how many there were."""
        dying = Dying(self.pump_one_by_one(), point, by="cancel")

        async def run() -> None:
            await dying

        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.create_task(run())
        return dying.points


@dataclass
class Stage:
    """A gateway's database with one organisation, and what is done with it."""

    settings: Settings
    clock: FakeClock
    database: Database
    client: WebhookClient
    metrics: Metrics
    organization_id: UUID

    @property
    def units(self) -> OwnerUnits:
        return OwnerUnits(self.database, "gateway", self.clock)

    @property
    def owners(self) -> Webhooks:
        return Webhooks(self.clock, self.vault, allow_private_addresses=True)

    @property
    def vault(self) -> Vault:
        return Vault(self.settings.encryption_keys.get_secret_value())

    def replica(self) -> Replica:
        return Replica(
            WebhookDispatcher(self.clock).following(self.database, self.units),
            WebhookDeliveries(
                database=self.database,
                units=self.units,
                client=self.client,
                vault=self.vault,
                clock=self.clock,
                lease=Lease.of(f"test-{uuid4().hex[:8]}", 60.0),
                metrics=self.metrics,
                patience=_PATIENCE,
                at_once=_AT_ONCE,
                of_organization=OF_ORGANIZATION,
            ),
        )

    async def register(self, url: str, *event_types: str) -> tuple[UUID, str]:
        """A webhook's id and secret."""
        wanted = {
            "url": url,
            "event_types": list(event_types or ("*",)),
            "description": "",
            "campaign_ids": [],
            "account_ids": [],
        }
        caller = Caller(uuid4(), self.organization_id, uuid4(), "owner", self.clock.now())
        async with self.units() as work:
            webhook, secret = await self.owners.create(work, caller, wanted, "v1")
        assert secret is not None
        return webhook.webhook_id, secret

    async def tell(self, *events: LiveEvent) -> None:
        async with self.units() as work:
            await append_live_events(work, events)

    def scheduled(self, post_id: UUID, revision: int) -> LiveEvent:
        """An event of a post that says which of its events it is."""
        data = {**EVENT_TYPES["post.scheduled"].example, "post_id": str(post_id), "revision": revision}
        return LiveEvent(self.organization_id, "post.scheduled", data)

    async def told(self, kind: str) -> list[tuple[str, str]]:
        """Subject and id of everything of a type that the log holds, in its order."""
        rows = await self.fetch(
            "select subject, event_id::text as event_id from live_events"
            " where type = $1 and organization_id = $2 order by txid, seq",
            kind,
            self.organization_id,
        )
        return [(row["subject"], row["event_id"]) for row in rows]

    async def fetch(self, statement: str, *arguments: Any) -> list[Any]:
        async with self.database.acquire() as connection:
            return list(await connection.fetch(statement, *arguments))

    async def let_leases_end(self) -> None:
        """As if what dead replicas held had run out."""
        await self.fetch(
            "update webhook_deliveries set lease_until = now() - interval '1 second' where lease_until is not null"
        )

    async def state_of(self, webhook_id: UUID) -> Any:
        (row,) = await self.fetch(
            "select * from webhooks join webhook_health using (webhook_id) where webhook_id = $1", webhook_id
        )
        return row


@contextlib.asynccontextmanager
async def stage_on(settings: Settings, *, keeps: bool = False) -> AsyncIterator[Stage]:
    """A new organisation in a migrated database, and nothing running; at the end all webhooks go, unless it `keeps` them."""
    clock = FakeClock()
    database = Database(settings.database_url, application_name="gateway-test")
    await database.open()
    # As patient as by default: a busy machine is no receiver that fails.
    client = WebhookClient(allow_private=True, seconds=15.0, clock=clock)
    organization_id = new_id()
    stage = Stage(settings, clock, database, client, Metrics(CollectorRegistry()), organization_id)
    await stage.fetch("insert into organizations (organization_id, name) values ($1, 'Tea')", organization_id)
    try:
        yield stage
    finally:
        if not keeps:
            await stage.fetch("delete from webhooks")
        await client.close()
        await database.close()
