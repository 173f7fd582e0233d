"""Posts, from the plan to the network and what came of them."""

from typing import Any
from uuid import UUID

from services.gateway.domain.event_types.model import EventFields, EventType, Instant

_POST = "0197f3a4-7d15-7a10-8a6e-2f1c0b8d9e31"
_PUBLICATION = "5d1c0f6e-7e0c-5a53-8f0e-4b6f3c1d2a01"
_ACCOUNT = "0197f3a4-7d15-7a10-8a6e-2f1c0b8d9e11"
_HALT = "0197f3a4-7d15-7a10-8a6e-2f1c0b8d9e41"
_AT = "2026-11-21T09:00:00+00:00"


class PlannedTarget(EventFields):
    account_id: UUID
    network: str
    state: str


class ScheduledData(EventFields):
    post_id: UUID
    request_id: UUID | None
    batch_id: UUID | None
    campaign_id: UUID | None
    change: str
    state: str
    revision: int
    due_at: Instant
    targets: list[PlannedTarget]


class PublicationData(EventFields):
    post_id: UUID
    request_id: UUID | None
    batch_id: UUID | None
    campaign_id: UUID | None
    publication_id: UUID
    account_id: UUID
    handle: str | None
    network: str
    state: str
    post_state: str
    due_at: Instant
    at: Instant


class PublishedData(PublicationData):
    url: str
    lateness_ms: int
    reconciled: bool


class FailedData(PublicationData):
    code: str
    detail: str
    who_must_act: str


class MissedData(PublicationData):
    detail: str


class MeasuredData(EventFields):
    post_id: UUID
    publication_id: UUID
    account_id: UUID
    network: str
    campaign_id: UUID | None
    measured_at: Instant
    age: str
    metrics: dict[str, int | float]
    gone: bool


class HeldData(EventFields):
    publication_id: UUID
    post_id: UUID
    account_id: UUID
    network: str
    code: str
    detail: str
    who_must_act: str
    until: Instant | None


class ChangedData(EventFields):
    publication_id: UUID
    post_id: UUID
    wish_id: UUID
    action: str
    outcome: str
    code: str | None
    detail: str | None
    url: str | None


class HaltData(EventFields):
    halt_id: UUID
    scope: str
    target: str
    active: bool
    at: Instant


class StoppedData(EventFields):
    halt_id: UUID
    at: Instant
    in_flight: list[UUID]


class RehearsalData(EventFields):
    rehearsal_id: UUID
    post_id: UUID
    outcomes: list[str]


_PUBLICATION_EXAMPLE: dict[str, Any] = {
    "post_id": _POST,
    "request_id": None,
    "batch_id": None,
    "campaign_id": None,
    "publication_id": _PUBLICATION,
    "account_id": _ACCOUNT,
    "handle": "@acme@mastodon.example",
    "network": "mastodon",
    "due_at": _AT,
    "at": _AT,
}


def _halt(name: str, summary: str, *, active: bool, title: str) -> EventType:
    example = {"halt_id": _HALT, "scope": "network", "target": "x", "active": active, "at": _AT}
    return EventType(
        name, summary, HaltData, example, subject_field="halt_id", audience="publishing:halt", title=title
    )


TYPES = (
    EventType(
        "post.scheduled",
        "A post was planned, moved, edited, cancelled or retried: `change` says which.",
        ScheduledData,
        {
            "post_id": _POST,
            "request_id": None,
            "batch_id": None,
            "campaign_id": None,
            "change": "scheduled",
            "state": "scheduled",
            "revision": 1,
            "due_at": _AT,
            "targets": [{"account_id": _ACCOUNT, "network": "mastodon", "state": "scheduled"}],
        },
        subject_field="post_id",
    ),
    EventType(
        "post.due",
        "The minute of a publication has come.",
        PublicationData,
        _PUBLICATION_EXAMPLE | {"state": "publishing", "post_state": "publishing"},
        subject_field="post_id",
    ),
    EventType(
        "post.published",
        "A publication is live on its network.",
        PublishedData,
        _PUBLICATION_EXAMPLE
        | {
            "state": "published",
            "post_state": "published",
            "url": "https://mastodon.example/@acme/1",
            "lateness_ms": 140,
            "reconciled": False,
        },
        subject_field="post_id",
        audience="posts:write",
        title="Published on {network} as {handle}",
        body="{url}",
    ),
    EventType(
        "post.failed",
        "A publication did not go out, or (`uncertain`) nobody knows whether it did.",
        FailedData,
        _PUBLICATION_EXAMPLE
        | {
            "state": "failed",
            "post_state": "failed",
            "code": "mastodon.text_too_long",
            "detail": "Text character limit of 500 exceeded",
            "who_must_act": "author",
        },
        subject_field="post_id",
        audience="posts:write",
        by_email=True,
        title="A post on {network} as {handle}: {state}",
        body="{detail}",
    ),
    EventType(
        "post.missed",
        "A publication could not go out in time and will not.",
        MissedData,
        _PUBLICATION_EXAMPLE
        | {"state": "missed", "post_state": "failed", "detail": "due 2 h ago, grace 1 h"},
        subject_field="post_id",
        audience="posts:write",
        by_email=True,
        title="A post on {network} as {handle} was missed",
        body="{detail}",
    ),
    EventType(
        "post.measured",
        "A network told how a live post does.",
        MeasuredData,
        {
            "post_id": _POST,
            "publication_id": _PUBLICATION,
            "account_id": _ACCOUNT,
            "network": "mastodon",
            "campaign_id": None,
            "measured_at": _AT,
            "age": "1h",
            "metrics": {"likes": 12, "shares": 3},
            "gone": False,
        },
        subject_field="post_id",
    ),
    EventType(
        "publication.held",
        "A publication is due and waits: for its account, a limit, a halt or a network that is away.",
        HeldData,
        {
            "publication_id": _PUBLICATION,
            "post_id": _POST,
            "account_id": _ACCOUNT,
            "network": "mastodon",
            "code": "network.away",
            "detail": "mastodon.example does not answer",
            "who_must_act": "nobody",
            "until": _AT,
        },
        subject_field="post_id",
    ),
    EventType(
        "publication.changed",
        "What became of a wish to confirm, repeat, edit or remove a publication.",
        ChangedData,
        {
            "publication_id": _PUBLICATION,
            "post_id": _POST,
            "wish_id": "0197f3a4-7d15-7a10-8a6e-2f1c0b8d9e32",
            "action": "edit",
            "outcome": "done",
            "code": None,
            "detail": None,
            "url": "https://mastodon.example/@acme/1",
        },
        subject_field="post_id",
    ),
    _halt(
        "publishing.halted",
        "Publishing was stopped.",
        active=True,
        title="Publishing was stopped: {scope} {target}",
    ),
    _halt(
        "publishing.resumed",
        "Publishing may go on.",
        active=False,
        title="Publishing goes on: {scope} {target}",
    ),
    EventType(
        "publishing.stopped",
        "The publisher has heard of a halt: no call begins any more; those in flight may still go out.",
        StoppedData,
        {"halt_id": _HALT, "at": _AT, "in_flight": [_PUBLICATION]},
        subject_field="halt_id",
    ),
    EventType(
        "rehearsal.ended",
        "A post was rehearsed on the sandbox network.",
        RehearsalData,
        {
            "rehearsal_id": "0197f3a4-7d15-7a10-8a6e-2f1c0b8d9e33",
            "post_id": _POST,
            "outcomes": ["published"],
        },
        subject_field="post_id",
    ),
)
