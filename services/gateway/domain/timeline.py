"""The life of a post, told so that a person understands it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from services.gateway.domain.content import ContentRequest
from services.gateway.domain.posts import PENDING, Post
from shared.events import (
    ContentFailed,
    ContentGenerated,
    ContentProgressed,
    Envelope,
    NetworkName,
    PostDue,
    PostFailed,
    PostMeasured,
    PostMissed,
    PostPublished,
    PublicationChanged,
    PublicationHeld,
)
from shared.events.post import PublicationEvent

_MUST_ACT = {
    "nobody": "Nobody has to act.",
    "author": "Its author must act.",
    "account_owner": "The account's owner must act.",
    "operator": "Whoever runs this installation must act.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing that happened in the life of a request and its post."""

    event_id: UUID
    organization_id: UUID
    request_id: UUID | None = None
    post_id: UUID | None = None
    kind: str
    at: datetime
    network: NetworkName | None = None
    account_id: UUID | None = None
    publication_id: UUID | None = None
    lateness_ms: int | None = None
    correlation_id: str
    causation_id: str | None = None
    explanation: str


def of_publication(envelope: Envelope, data: PublicationEvent, at: datetime, explanation: str) -> Entry:
    """What an event says happened to a publication at an instant."""
    return Entry(
        event_id=envelope.id,
        organization_id=data.organization_id,
        request_id=data.request_id,
        post_id=data.post_id,
        kind=data.topic_name,
        at=at,
        network=data.network,
        account_id=data.account_id,
        publication_id=data.publication_id,
        lateness_ms=data.lateness_ms if isinstance(data, PostPublished) else None,
        correlation_id=envelope.correlation_id,
        causation_id=envelope.causation_id,
        explanation=explanation,
    )


def requested(request: ContentRequest) -> str:
    picture = " and a picture" if request.picture_wanted else ""
    review = "A person approves it first." if request.approval == "required" else "No approval is needed."
    return f"Asked for texts for {_listed(request.networks)}{picture}, in {request.language}. {review}"


def progressed(data: ContentProgressed) -> str:
    network = f" for {data.network}" if data.network else ""
    return f"Step {data.steps_done} of {data.steps_total} is done: {data.step}{network}."


def generated(data: ContentGenerated) -> str:
    picture = " and a picture are" if data.picture else (" is" if len(data.variants) == 1 else " are")
    texts = "The text" if len(data.variants) == 1 else "The texts"
    networks = _listed([variant.network for variant in data.variants])
    return f"{texts} for {networks}{picture} ready, made by {data.provider} ({data.model})."


def content_failed(data: ContentFailed) -> str:
    again = " Asking again can help." if data.retryable else ""
    return f"The content could not be made ({data.code}): {data.detail}{again}"


def scheduled(post: Post) -> str:
    local = f" ({post.local_time} in {post.time_zone})" if post.local_time else ""
    count = sum(target.state in PENDING for target in post.targets)
    accounts = "one account" if count == 1 else f"{count} accounts"
    return f"Planned for {moment(post.due_at)}{local} on {accounts}."


def due(data: PostDue) -> str:
    handed_over = _milliseconds(data.emitted_at, data.due_at)
    return f"Its minute came on {data.network}; it was handed to the publisher {span(handed_over)} after it."


def published(data: PostPublished) -> str:
    found = " It was found there by a look-up after an unknown outcome." if data.reconciled else ""
    tries = f" at attempt {data.attempts}" if data.attempts > 1 else ""
    return (
        f"It is live on {data.network}{tries}, {span(data.lateness_ms)} after it was due: {data.url}{found}"
    )


def failed(data: PostFailed) -> str:
    if data.outcome == "uncertain":
        happened = (
            f"Nobody knows yet whether it is live on {data.network} ({data.code}): {_ended(data.detail)}"
        )
        return f"{happened} It is not repeated before that is known. {_MUST_ACT[data.who_must_act]}"
    retry = "A retry can help." if data.retry_can_help else "A retry can't help before something changes."
    happened = f"It did not go out on {data.network} ({data.code}): {_ended(data.detail)}"
    return f"{happened} {_MUST_ACT[data.who_must_act]} {retry}"


def _ended(words: str) -> str:
    """A network's words as a sentence: more is said after them."""
    return words if words.endswith((".", "!", "?", "…")) else f"{words}."


def missed(data: PostMissed) -> str:
    return f"It was due on {data.network} at {moment(data.due_at)} and did not go out: {data.reason}"


def held(data: PublicationHeld) -> str:
    until = f" It is tried again at {moment(data.until)} at the latest." if data.until else ""
    return f"It waits on {data.network} ({data.code}): {_ended(data.detail)}{until} {_MUST_ACT[data.who_must_act]}"


def changed(data: PublicationChanged) -> str:
    asked = {
        "confirm": "A person says that it is live",
        "repeat": "A person says that it is not there; it goes out again",
        "remove": "A person asked to take it down",
        "edit": "A person asked for another text",
    }[data.action]
    if data.outcome == "refused":
        return f"{asked} on {data.network}; that could not be done ({data.code}): {data.detail}"
    done = {"remove": " It is gone.", "edit": " It has that text now."}.get(data.action, "")
    return f"{asked} on {data.network}.{done}"


_AGES = {
    "5m": "five minutes",
    "1h": "an hour",
    "6h": "six hours",
    "1d": "a day",
    "3d": "three days",
    "7d": "a week",
    "30d": "thirty days",
}


def measured(data: PostMeasured) -> str:
    if data.gone:
        return f"It is not on {data.network} any more, and is measured no more."
    figures = ", ".join(f"{value:,} {name.replace('_', ' ')}" for name, value in data.metrics.items())
    missing = [name.replace("_", " ") for name in data.offered if name not in data.metrics]
    rest = f" Not available: {_listed(missing)}." if missing else ""
    return f"After {_AGES.get(data.age, data.age)} on {data.network}: {figures or 'no figures'}.{rest}"


def moment(at: datetime) -> str:
    """An instant as a person reads it."""
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"


def span(milliseconds: int) -> str:
    """A length of time as a person reads it."""
    if abs(milliseconds) < 10_000:
        return f"{milliseconds} ms"
    return f"{milliseconds / 1000:.1f} s"


def _listed(networks: Sequence[str]) -> str:
    if len(networks) < 2:
        return "".join(networks)
    return f"{', '.join(networks[:-1])} and {networks[-1]}"


def _milliseconds(later: datetime, earlier: datetime) -> int:
    return round((later - earlier).total_seconds() * 1000)
