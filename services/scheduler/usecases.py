"""What the scheduler does: keep the plan, and tell what is due. Each runs in one transaction."""

from collections.abc import Sequence
from datetime import datetime

from services.scheduler import domain
from services.scheduler.domain import Plan
from services.scheduler.errors import InvalidPlanError
from services.scheduler.metrics import Metrics
from services.scheduler.repository import Missed, PlanRepository
from shared import outbox
from shared.consuming import Received, RecordRefusedError
from shared.events import (
    AccountConnected,
    AccountDegraded,
    AccountDisconnected,
    PostFailed,
    PostPublished,
    PostScheduled,
)
from shared.unit_of_work import UnitOfWork, UnitOfWorkFactory

PLAN_CHANGED = "plan"
"""Notified when something is due earlier than what was next."""

_TURNS = 500
_MISSES = 500


class Planning:
    """Keeps the plan as other services' events say it; runs inside the batch's transaction.

    Args:
        repository: Rows.
        grace_seconds: How late a post may go out whose event does not say it.
    """

    def __init__(self, repository: PlanRepository, *, grace_seconds: int) -> None:
        self._repository = repository
        self._grace_seconds = grace_seconds

    async def plan_posts(self, work: UnitOfWork, received: Sequence[Received[PostScheduled]]) -> None:
        """A post is planned, changed or cancelled: the whole of it, each time."""
        plans = domain.newest([self._plan(one) for one in received])
        await self._repository.hold_tenants(work.connection, [plan.post.organization_id for plan in plans])
        await self._refuse_foreign(work, received, plans)
        if await self._repository.plan(work.connection, plans):
            work.notify(PLAN_CHANGED)

    def _plan(self, one: Received[PostScheduled]) -> Plan:
        try:
            return domain.plan_of(one.data, one.envelope, self._grace_seconds)
        except InvalidPlanError as error:
            raise RecordRefusedError(one, str(error)) from None

    async def _refuse_foreign(
        self, work: UnitOfWork, received: Sequence[Received[PostScheduled]], plans: Sequence[Plan]
    ) -> None:
        foreign = await self._repository.find_foreign(work.connection, plans)
        # Of several records of a post the one that was looked at, not one before it.
        looked_at = {id(plan.post) for plan in plans if plan.post.post_id in foreign}
        for one in received:
            if id(one.data) in looked_at:
                what = "post_id" if foreign[one.data.post_id] else "account_id of a target"
                raise RecordRefusedError(one, f"{what}: belongs to another organisation")

    async def note_connected(self, work: UnitOfWork, received: Sequence[Received[AccountConnected]]) -> None:
        """Accounts can publish: what was held for them goes on."""
        events = [one.data for one in received]
        await self._repository.hold_tenants(work.connection, [event.organization_id for event in events])
        connected = await self._repository.note_connected(work.connection, events)
        if await self._repository.release(work.connection, connected):
            work.notify(PLAN_CHANGED)

    async def note_degraded(self, work: UnitOfWork, received: Sequence[Received[AccountDegraded]]) -> None:
        """Accounts can't publish: what comes due for them from now on is held."""
        events = [one.data for one in received]
        await self._repository.hold_tenants(work.connection, [event.organization_id for event in events])
        await self._repository.note_degraded(work.connection, events)

    async def note_disconnected(
        self, work: UnitOfWork, received: Sequence[Received[AccountDisconnected]]
    ) -> None:
        """Accounts were taken away: what comes due for them from now on is held."""
        events = [one.data for one in received]
        await self._repository.hold_tenants(work.connection, [event.organization_id for event in events])
        await self._repository.note_disconnected(work.connection, events)

    async def note_outcomes(
        self, work: UnitOfWork, received: Sequence[Received[PostPublished] | Received[PostFailed]]
    ) -> None:
        """The publisher said what became of publications."""
        await self._repository.note_outcomes(work.connection, [one.data for one in received])


class Telling:
    """Tells what is due, what was missed, and how long to wait for the next.

    Args:
        units: Opens a transaction.
        repository: Rows.
        batch: Most occurrences in one transaction.
        outbox_limit: Records that may wait for Kafka before no more is told.
    """

    def __init__(
        self,
        units: UnitOfWorkFactory,
        repository: PlanRepository,
        metrics: Metrics,
        *,
        batch: int,
        outbox_limit: int,
    ) -> None:
        self._units = units
        self._repository = repository
        self._metrics = metrics
        self._batch = batch
        self._outbox_limit = outbox_limit

    async def tell_due(self, *, patiently: bool = False) -> int:
        """Settle what is due, in equal shares for the tenants; how many occurrences that were.

        Args:
            patiently: Wait for a tenant that somebody else holds, rather than pass it by.
        """
        async with self._units() as work:
            if patiently:
                tenants = await self._repository.await_turn(work.connection)
            else:
                tenants = await self._repository.take_turns(work.connection, min(_TURNS, self._batch))
            if not tenants:
                return 0
            told = await self._repository.tell_due(work.connection, tenants, self._batch // len(tenants))
            if told.lateness:
                work.notify(outbox.CHANNEL)
            for missed in told.missed:
                self._tell_missed(work, missed, told.at, domain.LATE)
        for seconds in told.lateness:
            self._metrics.lateness.observe(seconds)
        self._metrics.missed.inc(len(told.missed))
        return len(told.lateness) + len(told.missed) + told.held

    async def miss_held(self) -> int:
        """Settle what was held until its grace period was over; how many occurrences that were."""
        async with self._units() as work:
            held, at = await self._repository.miss_held(work.connection, _MISSES)
            for missed in held:
                assert at is not None, "rows carry it"
                reason = domain.DISCONNECTED if missed.disconnected else domain.HELD
                self._tell_missed(work, missed, at, reason)
        self._metrics.missed.inc(len(held))
        return len(held)

    async def seconds_to_next(self) -> float | None:
        """Until there is something to settle; negative when late, none when nothing is planned."""
        async with self._units.database.acquire() as connection:
            return await self._repository.seconds_to_next(connection)

    async def is_outbox_full(self) -> bool:
        """Whether Kafka is so far behind that a post told now would wait long behind others."""
        async with self._units.database.acquire() as connection:
            return await self._repository.is_outbox_full(connection, self._outbox_limit)

    async def measure(self) -> None:
        """Set the gauges."""
        async with self._units.database.acquire() as connection:
            measures = await self._repository.measure(connection)
        self._metrics.overdue.set(measures.overdue)
        self._metrics.held.set(measures.held)
        self._metrics.planned.set(measures.planned)

    @staticmethod
    def _tell_missed(work: UnitOfWork, missed: Missed, at: datetime, reason: str) -> None:
        event, cause = domain.missed_of(missed.headers, missed.value, at, reason)
        work.tell(event, cause=cause)
