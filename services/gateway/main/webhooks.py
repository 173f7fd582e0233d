"""Webhooks: what happens, told to addresses outside."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

from services.gateway.domain.webhooks import FAILURES_TO_STOP
from services.gateway.main.resources import Area, Resources
from services.gateway.repository.webhook_deliveries import DeliveryJob
from services.gateway.usecases.webhook_deliveries import WebhookDeliveries
from services.gateway.usecases.webhook_dispatching import CHANNEL, WebhookDispatcher
from services.gateway.usecases.webhook_log import WebhookLog
from services.gateway.usecases.webhooks import Webhooks
from services.gateway.webhook_client import WebhookClient
from shared.encryption import Vault
from shared.working import Lease, Recurring, Worker

# Longer than a receiver may take, many times.
_LEASE_SECONDS = 60.0


def webhooks(resources: Resources) -> Area:
    settings, clock = resources.settings, resources.clock
    vault = Vault(settings.encryption_keys.get_secret_value())
    owners = Webhooks(clock, vault, settings.allow_private_addresses)
    dispatcher = WebhookDispatcher(clock).following(resources.owner, resources.owner_units)
    client = WebhookClient(
        allow_private=settings.allow_private_addresses, seconds=settings.webhook_seconds, clock=clock
    )
    return Area(
        {Webhooks: owners, WebhookLog: WebhookLog(owners, clock)},
        [dispatcher.run, _sending(resources, vault, client).run, Recurring(_gauges(resources)).run],
        [client],
    )


def _sending(resources: Resources, vault: Vault, client: WebhookClient) -> Worker[DeliveryJob]:
    settings = resources.settings
    lease = Lease.of(settings.instance, _LEASE_SECONDS)
    deliveries = WebhookDeliveries(
        database=resources.owner,
        units=resources.owner_units,
        client=client,
        vault=vault,
        clock=resources.clock,
        lease=lease,
        metrics=resources.metrics,
        patience=timedelta(days=settings.webhook_patience_days),
        at_once=settings.webhook_receiver_concurrency,
        of_organization=max(settings.webhook_receiver_concurrency, settings.webhook_concurrency // 4),
    )
    return Worker(
        "webhooks",
        deliveries,
        deliveries.handle,
        wake=resources.owner.listen(CHANNEL),
        concurrency=settings.webhook_concurrency,
        lease=lease,
        metrics=resources.metrics,
    )


def _gauges(resources: Resources) -> Callable[[], Awaitable[None]]:
    statement = resources.queries("webhooks")["webhook_gauges"]

    async def measure() -> None:
        async with resources.owner.acquire() as connection:
            row = await connection.fetchrow(statement, resources.clock.now(), FAILURES_TO_STOP)
        assert row is not None, "an aggregate has one row"
        resources.metrics.webhook_lag.set(row["lag"])
        resources.metrics.webhooks_failing.set(row["failing"])

    return measure
