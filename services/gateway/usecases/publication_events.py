"""What the scheduler and the publisher tell of publications: due, published, failed, missed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from services.gateway.domain import timeline
from services.gateway.domain.posts import TargetProblem, TargetState, post_state
from services.gateway.repository import posts as rows
from services.gateway.repository import publications
from services.gateway.repository import timeline as entries
from services.gateway.repository.posts import Standing
from services.gateway.usecases.live import LiveEvent, append_live_events
from shared.consuming import Received
from shared.events import Envelope, PostDue, PostFailed, PostMissed, PostPublished
from shared.unit_of_work import UnitOfWork

Outcome: TypeAlias = PostDue | PostPublished | PostFailed | PostMissed


@dataclass(frozen=True, slots=True)
class _Told:
    """One event, read as what it says of its target.

    Attributes:
        at: When it happened: a later one wins over an earlier one.
        fields: Columns of the target beside its state.
    """

    envelope: Envelope
    data: Outcome
    state: TargetState
    at: datetime
    explanation: str
    fields: Mapping[str, Any]


class PublicationEvents:
    async def due(self, work: UnitOfWork, received: Sequence[Received[PostDue]]) -> None:
        """The minute has come: the target is with the publisher and can't be changed any more."""
        await _apply(
            work,
            [
                _Told(
                    item.envelope,
                    item.data,
                    "publishing",
                    item.data.emitted_at,
                    timeline.due(item.data),
                    {},
                )
                for item in received
            ],
        )

    async def published(self, work: UnitOfWork, received: Sequence[Received[PostPublished]]) -> None:
        """It is live."""
        await _apply(work, [_published(item.envelope, item.data) for item in received])

    async def failed(self, work: UnitOfWork, received: Sequence[Received[PostFailed]]) -> None:
        """It did not go out, or nobody knows."""
        await _apply(work, [_failed(item.envelope, item.data) for item in received])

    async def missed(self, work: UnitOfWork, received: Sequence[Received[PostMissed]]) -> None:
        """It was too late to go out."""
        await _apply(work, [_missed(item.envelope, item.data) for item in received])


def _published(envelope: Envelope, data: PostPublished) -> _Told:
    fields = {"remote_id", "url", "published_at", "lateness_ms", "attempts", "reconciled", "problem"}
    explanation = timeline.published(data)
    return _Told(envelope, data, "published", data.published_at, explanation, data.model_dump(include=fields))


def _failed(envelope: Envelope, data: PostFailed) -> _Told:
    problem = TargetProblem(data.code, data.detail, data.error_class, data.who_must_act, data.retry_can_help)
    state: TargetState = "uncertain" if data.outcome == "uncertain" else "failed"
    fields = {"problem": problem, "attempts": data.attempts}
    return _Told(envelope, data, state, data.failed_at, timeline.failed(data), fields)


def _missed(envelope: Envelope, data: PostMissed) -> _Told:
    problem = TargetProblem("missed", data.reason, retry_can_help=True)
    return _Told(envelope, data, "missed", data.missed_at, timeline.missed(data), {"problem": problem})


async def _apply(work: UnitOfWork, told: Sequence[_Told]) -> None:
    # Two of one publication in one batch: what happened last.
    last = {item.data.publication_id: item for item in sorted(told, key=lambda item: item.at)}
    standings = await rows.apply_outcomes(
        work.connection,
        [
            {
                "publication_id": item.data.publication_id,
                "organization_id": item.data.organization_id,
                "post_id": item.data.post_id,
                "account_id": item.data.account_id,
                "due_at": item.data.due_at,
                "state": item.state,
                "at": item.at,
                **item.fields,
            }
            for item in last.values()
        ],
    )
    await publications.apply(
        work.connection, "apply_publications", [_ledger_row(item) for item in last.values()]
    )
    await entries.append(
        work.connection,
        [timeline.of_publication(item.envelope, item.data, item.at, item.explanation) for item in told],
    )
    await append_live_events(work, [_live(last[standing.publication_id], standing) for standing in standings])


def _ledger_row(item: _Told) -> dict[str, Any]:
    data = item.data
    return {
        "publication_id": data.publication_id,
        "organization_id": data.organization_id,
        "post_id": data.post_id,
        "account_id": data.account_id,
        "network": data.network,
        "campaign_id": data.campaign_id,
        "request_id": data.request_id,
        "due_at": data.due_at,
        "state": item.state,
        "at": item.at,
        "parts": data.parts if isinstance(data, PostPublished) else (),
        **item.fields,
    }


def _live(item: _Told, standing: Standing) -> LiveEvent:
    data = item.data
    told: dict[str, Any] = {
        "post_id": str(data.post_id),
        "request_id": _text(standing.request_id),
        "batch_id": _text(standing.batch_id),
        "campaign_id": _text(standing.campaign_id),
        "publication_id": str(data.publication_id),
        "account_id": str(data.account_id),
        "handle": standing.handle,
        "network": data.network,
        "state": item.state,
        "post_state": post_state(standing.states),
        "due_at": data.due_at.isoformat(),
        "at": item.at.isoformat(),
    }
    if isinstance(data, PostPublished):
        told |= {"url": data.url, "lateness_ms": data.lateness_ms, "reconciled": data.reconciled}
    elif isinstance(data, PostFailed):
        told |= {"code": data.code, "detail": data.detail, "who_must_act": data.who_must_act}
    elif isinstance(data, PostMissed):
        told |= {"detail": data.reason}
    return LiveEvent(data.organization_id, data.topic_name, told)


def _text(identifier: object) -> str | None:
    return None if identifier is None else str(identifier)
