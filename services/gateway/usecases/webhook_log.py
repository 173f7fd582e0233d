"""What was sent to a webhook, and sending it once more."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from services.gateway.domain.webhooks import Delivery, DeliveryState, Webhook, body_of
from services.gateway.errors import NotFoundError
from services.gateway.repository import webhook_deliveries as rows
from services.gateway.repository import webhook_dispatching as dispatching
from services.gateway.repository.webhook_dispatching import SendableEvent
from services.gateway.usecases.webhook_dispatching import CHANNEL
from services.gateway.usecases.webhooks import Webhooks
from shared.clock import Clock
from shared.ids import new_id
from shared.unit_of_work import UnitOfWork

_MOST_REDELIVERED = 10_000
Wanted = Literal["failed", "all"]
_STATES: dict[Wanted, tuple[DeliveryState, ...]] = {
    "failed": ("failed", "discarded"),
    "all": ("failed", "discarded", "delivered"),
}


@dataclass(frozen=True)
class WebhookLog:
    """Deliveries, as the owner of a webhook sees them."""

    webhooks: Webhooks
    clock: Clock

    async def page(
        self,
        work: UnitOfWork,
        webhook_id: UUID,
        *,
        after: UUID | None,
        state: DeliveryState | None,
        kind: str | None,
        since: datetime | None,
        until: datetime | None,
        limit: int,
    ) -> list[Delivery]:
        """Newest first.

        Raises:
            NotFoundError: There is no such webhook.
        """
        await self.webhooks.get(work, webhook_id)
        return await rows.page(
            work.connection,
            webhook_id,
            after=after,
            state=state,
            kind=kind,
            since=since,
            until=until,
            rows=limit,
        )

    async def get(self, work: UnitOfWork, webhook_id: UUID, delivery_id: UUID) -> Delivery:
        """One delivery.

        Raises:
            NotFoundError: There is none of that id, or no such webhook.
        """
        await self.webhooks.get(work, webhook_id)
        delivery = await rows.find(work.connection, webhook_id, delivery_id)
        if delivery is None:
            raise NotFoundError.of("delivery", delivery_id)
        return delivery

    async def history(self, work: UnitOfWork, delivery: Delivery) -> tuple[str, list[dict[str, Any]]]:
        """What is sent, and every attempt that is kept, the oldest first."""
        return await rows.history(work.connection, delivery.delivery_id)

    async def redeliver(self, work: UnitOfWork, webhook_id: UUID, delivery_id: UUID) -> Delivery:
        """Send it once more, under the same id; one that still waits is sent at once.

        Raises:
            NotFoundError: There is none of that id, or no such webhook.
        """
        await self.get(work, webhook_id, delivery_id)
        await rows.redeliver(work.connection, webhook_id, delivery_id, self.clock.now())
        work.notify(CHANNEL)
        return await self.get(work, webhook_id, delivery_id)

    async def redeliver_since(
        self, work: UnitOfWork, webhook_id: UUID, since: datetime, wanted: Wanted
    ) -> tuple[int, datetime | None]:
        """Send what happened since then once more, in order and under the same ids.

        Gives how many, and from where on there may be more, if there may.

        Raises:
            NotFoundError: There is no such webhook.
        """
        await self.webhooks.get(work, webhook_id)
        count, until = await rows.redeliver_since(
            work.connection, webhook_id, since, _STATES[wanted], self.clock.now(), most=_MOST_REDELIVERED
        )
        work.notify(CHANNEL)
        return count, until if count == _MOST_REDELIVERED else None

    async def test(self, work: UnitOfWork, webhook_id: UUID) -> Delivery:
        """Send `webhook.test`, once, whatever state the webhook is in.

        Raises:
            NotFoundError: There is no such webhook.
        """
        webhook = await self.webhooks.get(work, webhook_id)
        event = self._test_event(webhook)
        delivery_id = new_id()
        await dispatching.insert_events(work.connection, [event], self.clock.now())
        await dispatching.insert_deliveries(
            work.connection,
            [(delivery_id, webhook_id, event.event_id)],
            self.clock.now(),
            is_test=True,
        )
        work.notify(CHANNEL)
        return await self.get(work, webhook_id, delivery_id)

    def _test_event(self, webhook: Webhook) -> SendableEvent:
        now = self.clock.now()
        data = {"webhook_id": str(webhook.webhook_id), "message": "Postwright can reach this address."}
        body = body_of("webhook.test", now, data)
        return SendableEvent(new_id(), webhook.organization_id, "webhook.test", None, body, now)
