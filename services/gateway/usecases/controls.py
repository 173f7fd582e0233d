"""People hold batches back, let them go on, call them off, and have what failed tried again."""

from collections.abc import AsyncIterator, Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from services.gateway.domain.content import Batch, ContentRequest, content_requested
from services.gateway.domain.controls import (
    CANCELLABLE,
    CANCELLED_WITH_BATCH,
    BatchRow,
    BatchState,
    ControlledBatch,
    RowState,
)
from services.gateway.domain.timeline import Entry
from services.gateway.errors import (
    BatchCancelledError,
    NotFoundError,
    NothingFailedError,
    RequestNotCancellableError,
)
from services.gateway.repository import batches as rows
from services.gateway.repository import content, content_items, timeline
from services.gateway.tenancy import Tenancy
from services.gateway.usecases import quotas
from services.gateway.usecases.live import LiveEvent, append_live_events
from services.gateway.usecases.reviewing import void
from shared.clock import Clock
from shared.events import ContentControlled
from shared.ids import new_id
from shared.unit_of_work import UnitOfWork

_EXPORTED_AT_ONCE = 500
_TOLD: dict[BatchState, str] = {
    "running": "batch.resumed",
    "paused": "batch.paused",
    "cancelled": "batch.cancelled",
}


@dataclass(frozen=True)
class ContentControls:
    tenancy: Tenancy
    clock: Clock

    async def page(
        self, work: UnitOfWork, *, after: UUID | None, states: Collection[BatchState] | None, limit: int
    ) -> list[Batch]:
        """Batches, newest first."""
        return await rows.page(work.connection, after=after, states=states, rows=limit)

    async def rows_of(
        self,
        work: UnitOfWork,
        batch_id: UUID,
        *,
        after: int,
        states: Collection[RowState] | None,
        limit: int,
    ) -> list[BatchRow]:
        """What became of each row of a batch, in the rows' order.

        Raises:
            NotFoundError: There is none of that id in the caller's organisation.
        """
        if await content.find_batch(work.connection, batch_id) is None:
            raise NotFoundError.of("batch", batch_id)
        return await rows.rows_of(work.connection, batch_id, after=after, states=states, rows=limit)

    async def export(
        self, organization_id: UUID, batch_id: UUID, states: Collection[RowState] | None
    ) -> AsyncIterator[list[BatchRow]]:
        """The same, all of them, some in each short transaction."""
        after = 0
        while True:
            async with self.tenancy.work(organization_id) as work:
                found = await rows.rows_of(
                    work.connection, batch_id, after=after, states=states, rows=_EXPORTED_AT_ONCE
                )
            if not found:
                return
            yield found
            after = found[-1].number

    async def set_batch(self, work: UnitOfWork, batch_id: UUID, state: BatchState) -> None:
        """Hold a batch back, let it go on, or call it off for good. Again changes nothing.

        What is under way when it is held back ends as it would have; what is called off never makes a post, also when
        its content arrives later.

        Raises:
            NotFoundError: There is none of that id in the caller's organisation.
            BatchCancelledError: It was called off before.
        """
        batch = await self._locked(work, batch_id)
        if batch.state == state:
            return
        _require_on(batch)
        now = self.clock.now()
        revision = await rows.control(work.connection, batch_id, state, now)
        work.tell(
            ContentControlled(
                organization_id=batch.organization_id,
                controlled_id=batch_id,
                kind="batch",
                state=state,
                revision=revision,
                controlled_at=now,
            )
        )
        data = {"batch_id": str(batch_id), "state": state, "at": now.isoformat()}
        await append_live_events(work, [LiveEvent(batch.organization_id, _TOLD[state], data)])
        if state == "cancelled":
            await rows.lock_reviewed(work.connection, batch_id=batch_id)
            cancelled = await rows.move(
                work.connection, batch_id=batch_id, states=CANCELLED_WITH_BATCH, to="cancelled", at=now
            )
            await self._withdraw(work, cancelled)
            await self._note(work, cancelled, "content.cancelled", "Its batch was cancelled.")

    async def retry_batch(self, work: UnitOfWork, batch_id: UUID) -> list[ContentRequest]:
        """Have the requests of a batch that failed made once more, and no other.

        Raises:
            NotFoundError: There is none of that id in the caller's organisation.
            BatchCancelledError: It was called off.
            NothingFailedError: No request of it failed.
            QuotaExceededError: The plan allows no more AI.
        """
        _require_on(await self._locked(work, batch_id))
        return await self._retried(work, batch_id=batch_id)

    async def retry_request(self, work: UnitOfWork, request_id: UUID) -> ContentRequest:
        """Have content that could not be made tried once more.

        Raises:
            NotFoundError: There is no such request in the caller's organisation.
            NothingFailedError: It did not fail.
            QuotaExceededError: The plan allows no more AI.
            BatchCancelledError: Its batch was called off.
        """
        request = await content.find(work.connection, request_id)
        if request is None:
            raise NotFoundError.of("content request", request_id)
        if request.batch_id is not None:
            _require_on(await self._locked(work, request.batch_id))
        return (await self._retried(work, request_id=request_id))[0]

    async def cancel_request(self, work: UnitOfWork, request_id: UUID) -> ContentRequest:
        """Call a request off: no post is made from it, also when its content arrives later. Again changes nothing.

        Raises:
            NotFoundError: There is no such request in the caller's organisation.
            RequestNotCancellableError: It has its post, or was rejected.
        """
        await rows.lock_reviewed(work.connection, request_id=request_id)
        request = await content.lock(work.connection, request_id)
        if request is None:
            raise NotFoundError.of("content request", request_id)
        if request.state == "cancelled":
            return request
        now = self.clock.now()
        moved = await rows.move(
            work.connection, request_id=request_id, states=CANCELLABLE, to="cancelled", at=now
        )
        if not moved:
            raise RequestNotCancellableError.of(request.state)
        work.tell(
            ContentControlled(
                organization_id=request.organization_id,
                controlled_id=request_id,
                kind="request",
                state="cancelled",
                revision=2,  # of a request there is no other control
                controlled_at=now,
            )
        )
        await self._withdraw(work, moved)
        await self._note(work, moved, "content.cancelled", "The request was cancelled.")
        return moved[0]

    async def _withdraw(self, work: UnitOfWork, cancelled: Sequence[ContentRequest]) -> None:
        """Nobody is asked any more about what was called off; what was written stays, as a draft."""
        items = await rows.reviewed_of(work.connection, [request.request_id for request in cancelled])
        await void(work, items, reason="The request was cancelled.", now=self.clock.now())
        await content_items.set_states(work.connection, dict.fromkeys(items, "draft"))

    async def _locked(self, work: UnitOfWork, batch_id: UUID) -> ControlledBatch:
        batch = await rows.lock(work.connection, batch_id)
        if batch is None:
            raise NotFoundError.of("batch", batch_id)
        return batch

    async def _retried(
        self, work: UnitOfWork, *, batch_id: UUID | None = None, request_id: UUID | None = None
    ) -> list[ContentRequest]:
        now = self.clock.now()
        again = await rows.move(
            work.connection,
            batch_id=batch_id,
            request_id=request_id,
            states={"failed"},
            to="requested",
            at=now,
        )
        if not again:
            raise NothingFailedError("Nothing to retry: no request failed.")
        await quotas.require_left(work, again[0].organization_id, "ai_micros_usd")
        for request in again:
            work.tell(content_requested(request), correlation_id=str(request.request_id))
        await self._note(work, again, "content.retried", "Asked for once more.")
        return again

    async def _note(
        self, work: UnitOfWork, requests: Sequence[ContentRequest], kind: str, explanation: str
    ) -> None:
        """Into the timelines, and to whoever watches."""
        await timeline.append(
            work.connection,
            [
                Entry(
                    event_id=new_id(),
                    organization_id=request.organization_id,
                    request_id=request.request_id,
                    kind=kind,
                    at=request.updated_at,
                    correlation_id=str(request.request_id),
                    explanation=explanation,
                )
                for request in requests
            ],
        )
        await append_live_events(work, [_live(request, kind) for request in requests])


def _require_on(batch: ControlledBatch) -> None:
    if batch.state == "cancelled":
        raise BatchCancelledError(
            "The batch was cancelled for good. Send what is still wanted as a new batch."
        )


def _live(request: ContentRequest, kind: str) -> LiveEvent:
    data = {
        "request_id": str(request.request_id),
        "batch_id": None if request.batch_id is None else str(request.batch_id),
        "state": request.state,
        "at": request.updated_at.isoformat(),
    }
    return LiveEvent(request.organization_id, kind, data)
