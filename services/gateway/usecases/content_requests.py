"""Content requests: ask for content, one by one or many at once, and see how far it is."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from services.gateway.domain import timeline
from services.gateway.domain.batches import Items, RowProblem, row_problems
from services.gateway.domain.briefs import Brief
from services.gateway.domain.content import (
    Batch,
    ContentRequest,
    RequestState,
    content_requested,
    request_of,
)
from services.gateway.domain.flaws import Flaw, FlawedError
from services.gateway.domain.identity import Caller
from services.gateway.domain.material import BRIEF_ALONE, Material
from services.gateway.errors import ForbiddenError, NotFoundError
from services.gateway.repository import content as rows
from services.gateway.repository import timeline as entries
from services.gateway.usecases import quotas
from services.gateway.usecases.admission import circumstances
from services.gateway.usecases.live import LiveEvent, append_live_events
from shared.clock import Clock
from shared.ids import new_id
from shared.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class ContentRequests:
    clock: Clock

    async def request(
        self, work: UnitOfWork, caller: Caller, brief: Brief, material: Material = BRIEF_ALONE
    ) -> ContentRequest:
        """Take one brief; the generator is told at commit.

        Args:
            work: The caller's unit of work.
            caller: Who asks.
            brief: What is asked for.
            material: What there is beside it.

        Raises:
            FlawedError: It can't be taken as it is.
            ForbiddenError: It would become a post by itself, and the caller may plan none.
        """
        now = self.clock.now()
        given = await circumstances(work, caller.organization_id, [brief], now)
        brief = given.completed(brief)
        _require_may_plan(caller, [brief])
        request = request_of(
            brief,
            given.admit(brief),
            uploads=given.uploads,
            rules=given.rules_of(brief),
            material=material,
            organization_id=caller.organization_id,
            user_id=caller.user_id,
            now=now,
        )
        await self._keep(work, [request])
        return request

    async def request_batch(
        self, work: UnitOfWork, caller: Caller, source: Literal["json", "csv"], items: Items
    ) -> tuple[Batch, list[ContentRequest]]:
        """Take many briefs; those that can't be taken become problems of the batch, the others go on.

        Raises:
            FlawedError: None can be taken.
            ForbiddenError: One would become a post by itself, and the caller may plan none.
        """
        now = self.clock.now()
        given = await circumstances(work, caller.organization_id, [row.brief for row in items.rows], now)
        _require_may_plan(caller, [given.completed(row.brief) for row in items.rows])
        batch_id = new_id()
        requests: list[ContentRequest] = []
        problems: list[RowProblem] = list(items.problems)
        for row in items.rows:
            brief = given.completed(row.brief)
            try:
                timing = given.admit(brief)
            except FlawedError as error:
                problems.extend(row_problems(row.number, error.flaws, row.line))
                continue
            requests.append(
                request_of(
                    brief,
                    timing,
                    uploads=given.uploads,
                    rules=given.rules_of(brief),
                    material=row.material,
                    organization_id=caller.organization_id,
                    user_id=caller.user_id,
                    now=now,
                    batch_id=batch_id,
                    batch_row=row.number,
                )
            )
        if not requests:
            raise FlawedError([_flaw(problem) for problem in problems])
        batch = Batch(
            batch_id=batch_id,
            organization_id=caller.organization_id,
            source=source,
            items_total=items.total,
            problems=tuple(sorted(problems, key=lambda problem: problem.row)),
            created_by=caller.user_id,
            created_at=now,
            updated_at=now,
            counts={"requested": len(requests)},
        )
        await rows.insert_batch(work.connection, batch)
        await self._keep(work, requests)
        return batch, requests

    async def _keep(self, work: UnitOfWork, requests: Sequence[ContentRequest]) -> None:
        await quotas.require_left(work, requests[0].organization_id, "ai_micros_usd")
        await rows.insert(work.connection, requests)
        # A request's own id ties everything that follows from it together, whatever else came in the same call.
        told = [
            work.tell(content_requested(request), correlation_id=str(request.request_id))
            for request in requests
        ]
        await entries.append(
            work.connection,
            [
                timeline.Entry(
                    event_id=envelope.id,
                    organization_id=request.organization_id,
                    request_id=request.request_id,
                    kind="content.requested",
                    at=envelope.time,
                    correlation_id=envelope.correlation_id,
                    causation_id=envelope.causation_id,
                    explanation=timeline.requested(request),
                )
                for request, envelope in zip(requests, told, strict=True)
            ],
        )
        await append_live_events(work, [_live(request) for request in requests])

    async def get(self, work: UnitOfWork, request_id: UUID) -> ContentRequest:
        """One request.

        Raises:
            NotFoundError: There is none of that id in the caller's organisation.
        """
        request = await rows.find(work.connection, request_id)
        if request is None:
            raise NotFoundError.of("content request", request_id)
        return request

    async def page(
        self,
        work: UnitOfWork,
        *,
        after: UUID | None,
        states: Collection[RequestState] | None,
        campaign_id: UUID | None,
        batch_id: UUID | None,
        brand_kit_id: UUID | None,
        network: str | None,
        limit: int,
    ) -> list[ContentRequest]:
        """Requests, newest first."""
        return await rows.page(
            work.connection,
            after=after,
            states=states,
            campaign_id=campaign_id,
            batch_id=batch_id,
            brand_kit_id=brand_kit_id,
            network=network,
            rows=limit,
        )

    async def life(
        self, work: UnitOfWork, request_id: UUID
    ) -> tuple[ContentRequest, list[tuple[timeline.Entry, str | None]]]:
        """What happened to a request until it became a post.

        Raises:
            NotFoundError: There is none of that id in the caller's organisation.
        """
        request = await self.get(work, request_id)
        return request, await entries.of_request(work.connection, request_id)

    async def get_batch(self, work: UnitOfWork, batch_id: UUID) -> tuple[Batch, list[ContentRequest]]:
        """A batch with its requests in the order of its rows.

        Raises:
            NotFoundError: There is none of that id in the caller's organisation.
        """
        batch = await rows.find_batch(work.connection, batch_id)
        if batch is None:
            raise NotFoundError.of("batch", batch_id)
        return batch, await rows.of_batch(work.connection, batch_id)


def _require_may_plan(caller: Caller, briefs: Collection[Brief]) -> None:
    """With a schedule and nobody who has to look, asking for content is planning a post."""
    plans = any(brief.schedule.kind != "none" and brief.approval == "auto" for brief in briefs)
    if plans and "posts:write" not in caller.permissions:
        raise ForbiddenError(
            "With a schedule and approval auto the content would be published by itself, which needs the permission"
            " posts:write as well. Leave the schedule out, or ask for approval: required.",
            extra={"permission": "posts:write"},
        )


def _flaw(problem: RowProblem) -> Flaw:
    where = f"row {problem.row}, {problem.column}" if problem.column else f"row {problem.row}"
    return Flaw(f"/rows/{problem.row}/{problem.column}", f"{where}: {problem.detail}", problem.code)


def _live(request: ContentRequest) -> LiveEvent:
    data = {
        "request_id": str(request.request_id),
        "batch_id": None if request.batch_id is None else str(request.batch_id),
        "batch_row": request.batch_row,
        "state": request.state,
        "topic": request.topic,
        "networks": list(request.networks),
        "at": request.created_at.isoformat(),
    }
    return LiveEvent(request.organization_id, "content.requested", data)
