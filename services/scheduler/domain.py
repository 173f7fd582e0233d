"""What a planned post means: its occurrences, and the events they become. Pure."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from services.scheduler.errors import InvalidPlanError
from shared import outbox
from shared.events import Envelope, PostDue, PostMissed, PostScheduled, PostTarget
from shared.ids import new_id, publication_id
from shared.tracing import child_of
from shared.wall_clock import UnknownTimeZoneError, zone_of

DISCONNECTED = "Its account had been disconnected when its grace period was over."
HELD = "Its account could not publish until its grace period was over: it has to be connected again."
LATE = "Its grace period was over before it could go out."

# The engine looks after the instant, never before: with no grace at all everything would be missed.
_LEAST_GRACE_SECONDS = 1


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One instant of a post on one account, with its post.due as it will be told.

    Attributes:
        misses_at: Beyond this instant it does not go out any more.
        due_headers: The event's headers as the outbox writes them, open at the end: id and time are added when told.
        due_value: The event's data as JSON, open at the end: `emitted_at` is added when told.
    """

    publication_id: UUID
    post_id: UUID
    account_id: UUID
    network: str
    due_at: datetime
    misses_at: datetime
    due_headers: str
    due_value: str


@dataclass(frozen=True, slots=True)
class Plan:
    """A post as the scheduler keeps it."""

    post: PostScheduled
    local_time: datetime | None
    occurrences: tuple[Occurrence, ...]


def plan_of(post: PostScheduled, cause: Envelope, default_grace_seconds: int) -> Plan:
    """The plan an event asks for.

    Raises:
        InvalidPlanError: Its wall-clock time, zone or instants can't be.
    """
    said = "grace_seconds" in post.model_fields_set
    grace = max(post.grace_seconds if said else default_grace_seconds, _LEAST_GRACE_SECONDS)
    targets = post.targets if post.state == "active" else ()
    # A target that is named twice is one occurrence.
    occurrences = {o.publication_id: o for o in (_occurrence(post, t, cause, grace) for t in targets)}
    return Plan(post, _local_time(post), tuple(occurrences.values()))


def _local_time(post: PostScheduled) -> datetime | None:
    if post.local_time is None or post.time_zone is None:
        return None
    try:
        zone_of(post.time_zone)
        local_time = datetime.fromisoformat(post.local_time)
    except UnknownTimeZoneError as error:
        raise InvalidPlanError(f"time_zone: {error}") from None
    except ValueError as error:
        raise InvalidPlanError(f"local_time: {error}") from None
    if local_time.tzinfo is not None:
        raise InvalidPlanError(f"local_time: {post.local_time} has an offset; a wall-clock time has none")
    return local_time


def _occurrence(post: PostScheduled, target: PostTarget, cause: Envelope, grace_seconds: int) -> Occurrence:
    try:
        misses_at = target.occurrence_at + timedelta(seconds=grace_seconds)
    except OverflowError:
        raise InvalidPlanError(f"grace_seconds: {grace_seconds} s end beyond the year 9999") from None
    due = PostDue(
        organization_id=post.organization_id,
        publication_id=publication_id(post.post_id, target.account_id, target.occurrence_at),
        post_id=post.post_id,
        account_id=target.account_id,
        network=target.network,
        revision=post.revision,
        campaign_id=post.campaign_id,
        request_id=post.request_id,
        due_at=target.occurrence_at,
        text=target.text,
        media=target.media,
        language=target.language,
        details=target.details,
        emitted_at=target.occurrence_at,
    )
    return Occurrence(
        due.publication_id,
        due.post_id,
        due.account_id,
        due.network,
        due.due_at,
        misses_at,
        _open_headers(due, cause),
        due.model_dump_json(exclude={"emitted_at"}).removesuffix("}"),
    )


def _open_headers(due: PostDue, cause: Envelope) -> str:
    envelope = Envelope(
        id=new_id(),
        source="//postwright/scheduler",
        type=due.event_type,
        time=due.due_at,
        subject=due.subject,
        organization_id=due.organization_id,
        correlation_id=cause.correlation_id,
        causation_id=str(cause.id),
        traceparent=child_of(cause.traceparent),
        tracestate=cause.tracestate,
    )
    kept = [(name, text) for name, text in envelope.to_texts() if name not in {"ce_id", "ce_time"}]
    return outbox.encode_texts(kept).removesuffix("]")


def missed_of(headers: str, value: str, at: datetime, reason: str) -> tuple[PostMissed, Envelope]:
    """The event that tells of a missed occurrence, from what would have told that it is due.

    Returns:
        The event, and the envelope of the plan it follows from.
    """
    names = dict(json.loads(headers))
    event = PostMissed.model_validate_json(
        json.dumps({**json.loads(value), "missed_at": at.isoformat(), "reason": reason})
    )
    cause = Envelope(
        id=UUID(names["ce_causationid"]),
        source="",
        type=PostScheduled.event_type,
        time=at,
        subject=f"post/{event.post_id}",
        organization_id=event.organization_id,
        correlation_id=names["ce_correlationid"],
        traceparent=names.get("traceparent"),
        tracestate=names.get("tracestate"),
    )
    return event, cause


def newest(plans: Iterable[Plan]) -> list[Plan]:
    """The highest revision of each post, in a fixed order of the posts."""
    by_post = {plan.post.post_id: plan for plan in sorted(plans, key=lambda plan: plan.post.revision)}
    return [by_post[post_id] for post_id in sorted(by_post)]
