"""From the log of live events to deliveries: whoever holds the cursor's row is the one dispatcher."""

from dataclasses import dataclass

from services.gateway.domain.webhooks import body_of
from services.gateway.repository import webhook_dispatching as rows
from services.gateway.repository.webhook_dispatching import SendableEvent, TakenEvent
from services.gateway.usecases.log_following import LogFollower
from shared.clock import Clock
from shared.ids import new_id
from shared.postgres import Connection, Database
from shared.unit_of_work import UnitOfWork, UnitOfWorkFactory

CHANNEL = "webhook_deliveries"
_ROWS = 1_000
_IDLE_SECONDS = 1.0


@dataclass(frozen=True)
class WebhookDispatcher:
    """Makes deliveries of the log's events, for the webhooks that take them."""

    clock: Clock

    def following(self, database: Database, units: UnitOfWorkFactory) -> LogFollower:
        """Goes through the log, and has each part handed out here."""
        return LogFollower(database, units, "webhooks", rows.what_is_ahead, self.hand_out, _IDLE_SECONDS)

    async def hand_out(self, work: UnitOfWork, horizon: str) -> None:
        """The next part of the log, unless another replica is at it."""
        cursor = await rows.lock_cursor(work.connection)
        if cursor is None:
            return
        end = await rows.batch_end(work.connection, cursor, horizon, _ROWS)
        if end is None:
            return
        if taken := await rows.taken(work.connection, cursor, end):
            await insert(work.connection, taken, self.clock)
            work.notify(CHANNEL)
        await rows.move_cursor(work.connection, end)


async def insert(connection: Connection, taken: list[TakenEvent], clock: Clock) -> None:
    """Keep events as they are sent, and a delivery of each to each of its webhooks."""
    now = clock.now()
    events = [
        SendableEvent(
            event.event_id,
            event.organization_id,
            event.type,
            event.subject,
            body_of(event.type, event.occurred_at, event.data),
            event.occurred_at,
        )
        for event in taken
    ]
    await rows.insert_events(connection, events, now)
    wanted = [(new_id(), webhook_id, event.event_id) for event in taken for webhook_id in event.webhook_ids]
    await rows.insert_deliveries(connection, wanted, now)
