"""What the generator tells of requests: progress, content, failure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from services.gateway.domain import timeline
from services.gateway.domain.approval_rules import ONE_LOOK
from services.gateway.domain.content import ContentRequest, Trouble, latest
from services.gateway.domain.content_items import item_of_request
from services.gateway.domain.plans import Part
from services.gateway.repository import content as rows
from services.gateway.repository import content_items
from services.gateway.repository import timeline as entries
from services.gateway.usecases import quotas
from services.gateway.usecases.compliance import judged
from services.gateway.usecases.live import LiveEvent, append_live_events
from services.gateway.usecases.planning import Planner
from services.gateway.usecases.reviewing import begin, chosen, rules_for, subject_of
from shared.consuming import Received
from shared.events import ContentFailed, ContentGenerated, ContentProgressed, Envelope
from shared.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class ContentEvents:
    planner: Planner

    async def progressed(self, work: UnitOfWork, received: Sequence[Received[ContentProgressed]]) -> None:
        """Show how far requests are."""
        taken = await rows.apply_progress(
            work.connection,
            [
                item.data.model_dump(
                    include={"request_id", "organization_id", "revision", "step", "steps_done", "steps_total"}
                )
                | {"at": item.envelope.time}
                for item in _latest(received)
            ],
        )
        await entries.append(
            work.connection,
            [_entry(item.envelope, item.data, timeline.progressed(item.data)) for item in received],
        )
        await append_live_events(
            work, [_progress(item, taken) for item in received if item.data.request_id in taken]
        )

    async def generated(self, work: UnitOfWork, received: Sequence[Received[ContentGenerated]]) -> None:
        """Keep content that is ready, and plan the posts of requests that need no approval."""
        fresh = _latest(received)
        taken = await rows.apply_generated(work.connection, [_content(item.data) for item in fresh])
        taken = await judged(work, taken)
        await _record_costs(work, taken)
        await entries.append(
            work.connection,
            [_entry(item.envelope, item.data, timeline.generated(item.data)) for item in fresh],
        )
        await append_live_events(work, [_ready(request) for request in taken])
        causes = {item.data.request_id: item.envelope for item in fresh}
        await self._make_items(work, taken, causes, {item.data.request_id: item.data for item in fresh})

    async def _make_items(
        self,
        work: UnitOfWork,
        taken: Sequence[ContentRequest],
        causes: Mapping[UUID, Envelope],
        told: Mapping[UUID, ContentGenerated],
    ) -> None:
        """What was generated becomes items; those that nobody has to approve are planned, the others reviewed."""
        if not taken:
            return
        ready = [request for request in taken if request.state == "ready"]
        made = {
            request.request_id: item_of_request(
                request,
                "approved" if request.state == "ready" else "in_review",
                prompt=told[request.request_id].prompt,
                prompt_version=told[request.request_id].prompt_version,
            )
            for request in taken
        }
        planned = await self.planner.plan(work, ready, made, causes)
        items = [
            replace(item, state="planned") if request_id in planned else item
            for request_id, item in made.items()
        ]
        await content_items.insert(work.connection, items)
        held = [item for item in items if item.state == "in_review"]
        if held:
            rules = await rules_for(
                work,
                [item.organization_id for item in held],
                [item.campaign_id for item in held if item.campaign_id],
            )
            reviews = [
                (
                    subject_of(item),
                    chosen(rules, item.organization_id, item.campaign_id, required=True) or ONE_LOOK,
                )
                for item in held
            ]
            await begin(work, reviews, by=None, now=self.planner.clock.now())

    async def failed(self, work: UnitOfWork, received: Sequence[Received[ContentFailed]]) -> None:
        """Show why content could not be made."""
        fresh = _latest(received)
        taken = await rows.apply_failed(work.connection, [_failure(item.data) for item in fresh])
        await entries.append(
            work.connection,
            [_entry(item.envelope, item.data, timeline.content_failed(item.data)) for item in fresh],
        )
        await append_live_events(
            work,
            [
                LiveEvent(
                    item.data.organization_id,
                    "content.failed",
                    _ids(item.data.request_id, taken)
                    | {"state": "failed", "code": item.data.code, "detail": item.data.detail},
                )
                for item in fresh
                if item.data.request_id in taken
            ],
        )


async def _record_costs(work: UnitOfWork, taken: Sequence[ContentRequest]) -> None:
    # In one order: two who count for several organisations would wait in a circle.
    for organization_id in sorted({request.organization_id for request in taken}):
        parts = [
            Part(request.created_by, None, request.cost_micros_usd)
            for request in taken
            if request.organization_id == organization_id and request.cost_micros_usd
        ]
        if parts:
            total = sum(part.amount for part in parts)
            await quotas.record(work, organization_id, "ai_micros_usd", total, parts)


def _latest(received: Sequence[Any]) -> list[Any]:
    """One for each request: that of the highest revision."""
    revisions = [(item.data.request_id, item.data.revision) for item in received]
    return [received[position] for position in latest(revisions)]


def _content(data: ContentGenerated) -> dict[str, Any]:
    return data.model_dump(
        include={
            "request_id",
            "organization_id",
            "revision",
            "variants",
            "picture",
            "provider",
            "model",
            "cost_micros_usd",
            "generated_at",
        }
    )


def _failure(data: ContentFailed) -> dict[str, Any]:
    problem = Trouble(data.code, data.detail)
    fields = data.model_dump(include={"request_id", "organization_id", "revision", "failed_at"})
    return fields | {"problem": problem}


def _entry(
    envelope: Envelope, data: ContentProgressed | ContentGenerated | ContentFailed, explanation: str
) -> timeline.Entry:
    return timeline.Entry(
        event_id=envelope.id,
        organization_id=data.organization_id,
        request_id=data.request_id,
        kind=data.topic_name,
        at=envelope.time,
        network=data.network if isinstance(data, ContentProgressed) else None,
        correlation_id=envelope.correlation_id,
        causation_id=envelope.causation_id,
        explanation=explanation,
    )


def _ids(request_id: UUID, batches: Mapping[UUID, UUID | None]) -> dict[str, Any]:
    batch_id = batches[request_id]
    return {"request_id": str(request_id), "batch_id": None if batch_id is None else str(batch_id)}


def _progress(item: Received[ContentProgressed], taken: Mapping[UUID, UUID | None]) -> LiveEvent:
    data = item.data
    told = {
        "state": "generating",
        "step": data.step,
        "network": data.network,
        "steps_done": data.steps_done,
        "steps_total": data.steps_total,
        "at": item.envelope.time.isoformat(),
    }
    return LiveEvent(data.organization_id, "content.progressed", _ids(data.request_id, taken) | told)


def _ready(request: ContentRequest) -> LiveEvent:
    assert request.generated_at is not None
    told = {
        "state": request.state,
        "networks": list(request.networks),
        "picture": request.picture is not None,
        "at": request.generated_at.isoformat(),
    }
    ids = _ids(request.request_id, {request.request_id: request.batch_id})
    return LiveEvent(request.organization_id, "content.generated", ids | told)
