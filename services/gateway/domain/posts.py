"""Posts: their targets, the states these can be in, and what a post's state follows from."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from itertools import combinations
from typing import Literal, get_args
from uuid import UUID

from services.gateway.domain.publishables import hash_of, published
from services.gateway.domain.renditions import replaced
from services.gateway.domain.schedules import FREEZE
from shared.events import (
    ErrorClass,
    MediaObject,
    NetworkName,
    PostDetails,
    PostScheduled,
    PostTarget,
    WhoMustAct,
)

TargetState = Literal[
    "awaiting_approval",
    "converting",
    "scheduled",
    "publishing",
    "published",
    "failed",
    "uncertain",
    "missed",
    "cancelled",
]
PostApproval = Literal["not_required", "awaited", "approved"]
PostState = Literal[
    "awaiting_approval",
    "scheduled",
    "publishing",
    "published",
    "partially_published",
    "failed",
    "cancelled",
    "missed",
    "needs_attention",
]

TARGET_STATES: tuple[TargetState, ...] = get_args(TargetState)
POST_STATES: tuple[PostState, ...] = get_args(PostState)

WITHHELD: frozenset[TargetState] = frozenset({"awaiting_approval", "converting"})
"""What nobody was told of yet: it waits for a person's yes, or for its media."""

PENDING: frozenset[TargetState] = WITHHELD | {"scheduled"}
"""What has still to go out."""

_UNTOLD: frozenset[TargetState] = frozenset({"awaiting_approval", "cancelled"})

NOT_APPROVED = "approval.not_given"
"""Why a target is missed that nobody approved in time."""

RETRYABLE: frozenset[TargetState] = frozenset({"failed", "missed"})
"""What a retry takes: targets that certainly did not go out. One of unknown outcome never."""


@dataclass(frozen=True, slots=True)
class TargetProblem:
    """Why a target did not go out, or is not known to have gone out."""

    code: str
    detail: str
    error_class: ErrorClass | None = None
    who_must_act: WhoMustAct | None = None
    retry_can_help: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One account that a post goes to, and how that went.

    Attributes:
        media: As they were chosen; what goes out in their place is in `rendered`.
        details: What there is beside text and media, with its media as they were chosen.
        rendition_ids: What has to be made of media, by their keys.
        rendered: What of it is made.
        removed_at: When it was taken down again, after it had been published.
    """

    post_id: UUID
    account_id: UUID
    organization_id: UUID
    network: NetworkName
    position: int
    text: str
    media: tuple[MediaObject, ...] = ()
    details: PostDetails = field(default_factory=PostDetails)
    rendition_ids: Mapping[str, UUID] = field(default_factory=dict)
    rendered: Mapping[str, MediaObject] = field(default_factory=dict)
    occurrence_at: datetime
    publication_id: UUID
    state: TargetState = "scheduled"
    remote_id: str | None = None
    url: str | None = None
    published_at: datetime | None = None
    lateness_ms: int | None = None
    attempts: int | None = None
    reconciled: bool | None = None
    problem: TargetProblem | None = None
    removed_at: datetime | None = None
    state_at: datetime

    def is_open(self, now: datetime) -> bool:
        """Whether it can still be changed: it is not due yet, nor about to be."""
        if self.state in WITHHELD:
            return True
        return self.state == "scheduled" and self.occurrence_at > now + FREEZE

    @property
    def is_held(self) -> bool:
        """Whether it is due and something holds it up: a halt, an account that is degraded, a limit."""
        return self.state == "publishing" and self.problem is not None

    @property
    def is_lapsed(self) -> bool:
        """Whether its time passed while nobody approved it; the scheduler never knew of it."""
        return self.state == "missed" and self.problem is not None and self.problem.code == NOT_APPROVED

    @property
    def is_ready(self) -> bool:
        """Whether all that goes out is there."""
        return self.rendition_ids.keys() <= self.rendered.keys()

    def outgoing(self, language: str) -> PostTarget:
        """What the scheduler is told of it."""
        media, details = replaced(self.media, self.details, self.rendered)
        return PostTarget(
            account_id=self.account_id,
            network=self.network,
            occurrence_at=self.occurrence_at,
            text=self.text,
            media=media,
            details=details,
            language=language,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """What is to go out, where and when: the intent, with what became of it.

    Attributes:
        content_item_id: The item it was made from, if one, and which of its versions.
        content_hash: Of what goes out: that version's, or the post's own once it was changed (`post_hash`).
        approval: Whether its content may go out only as somebody approved it, and whether somebody did.
    """

    post_id: UUID
    organization_id: UUID
    request_id: UUID | None = None
    campaign_id: UUID | None = None
    content_item_id: UUID | None = None
    content_version: int | None = None
    content_hash: str | None = None
    approval: PostApproval = "not_required"
    language: str
    schedule_kind: Literal["now", "local", "instant"]
    local_time: str | None = None
    time_zone: str | None = None
    due_at: datetime
    grace_seconds: int
    revision: int = 1
    created_by: UUID | None
    created_at: datetime
    updated_at: datetime
    cancelled_at: datetime | None = None
    targets: tuple[Target, ...] = ()

    @property
    def state(self) -> "PostState":
        return post_state([target.state for target in self.targets])


def explained(
    target: Target,
    account_state: str | None,
    code: str | None,
    detail: str | None,
    who_must_act: WhoMustAct | None,
) -> Target:
    """A target that still waits says so where its account can't publish, before its grace period is over unseen.

    Args:
        target: As it is kept.
        account_state: Of its account.
        code: What is wrong with the account, stable.
        detail: In the network's own words.
        who_must_act: On the account.
    """
    if target.state not in PENDING | {"publishing"} or account_state not in {"degraded", "disconnected"}:
        return target
    why = f" ({code}: {detail})" if account_state == "degraded" and code and detail else ""
    waiting = TargetProblem(
        code=f"account.{account_state}",
        detail=f"It waits: its account is {account_state}{why}. Hand over new credentials with"
        f" POST /v1/accounts/{target.account_id}/credentials before its grace period is over, and it goes out.",
        error_class="reconnect",
        who_must_act=who_must_act or "account_owner",
        retry_can_help=False,
    )
    return replace(target, problem=waiting)


def post_scheduled(post: Post) -> PostScheduled:
    """What the scheduler is told: the whole plan as it is now, without targets that were taken out of it, and without
    those that wait for their media or for a person's yes: they are told once they have it.

    A cancelled post names its targets once more, so that the record says what was cancelled.
    """
    going = [
        target
        for target in post.targets
        if target.state not in _UNTOLD and target.is_ready and not target.is_lapsed
    ]
    cancelled = post.cancelled_at is not None and not any(target.state in PENDING for target in post.targets)
    return PostScheduled(
        organization_id=post.organization_id,
        post_id=post.post_id,
        revision=post.revision,
        state="cancelled" if cancelled else "active",
        campaign_id=post.campaign_id,
        request_id=post.request_id,
        targets=tuple(target.outgoing(post.language) for target in (post.targets if cancelled else going)),
        local_time=post.local_time,
        time_zone=post.time_zone,
        grace_seconds=post.grace_seconds,
        scheduled_at=post.updated_at,
    )


def post_hash(language: str, targets: Iterable[Target]) -> str:
    """Of exactly what a post's accounts get, whatever is made of its media for their networks."""
    accounts = {
        str(target.account_id): published(target.text, target.media, target.details) for target in targets
    }
    return hash_of({"language": language, "accounts": accounts})


def post_state(targets: Collection[TargetState]) -> PostState:
    """The state of a post, from the states of its targets; how many are in each does not matter.

    A target of unknown outcome comes first, since a person must look; then whatever is still under way;
    then how it ended.
    """
    states = set(targets)
    if "uncertain" in states:
        return "needs_attention"
    if states <= {"cancelled"}:
        return "cancelled"
    if states <= PENDING | {"cancelled"}:
        return "awaiting_approval" if "awaiting_approval" in states else "scheduled"
    if states & PENDING or "publishing" in states:
        return "publishing"
    if "published" in states:
        return "published" if states == {"published"} else "partially_published"
    return "failed" if "failed" in states else "missed"


def standing(targets: Iterable[Target]) -> str:
    """The targets with their states, for a person."""
    return ", ".join(f"{target.network} account {target.account_id}: {target.state}" for target in targets)


def combination(targets: Iterable[str]) -> str:
    """The states that occur among targets, as one text; the database groups by the same."""
    return ",".join(sorted(set(targets)))


@cache
def _by_combination() -> dict[str, PostState]:
    return {
        combination(some): post_state(some)
        for size in range(1, len(TARGET_STATES) + 1)
        for some in combinations(TARGET_STATES, size)
    }


def combinations_of(states: Collection[PostState]) -> list[str]:
    """Every combination of target states that makes a post be in one of these states: what a filter asks for."""
    return [text for text, state in _by_combination().items() if state in states]
