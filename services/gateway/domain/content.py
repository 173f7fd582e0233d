"""Content requests: a brief, how far its content has come, and what happens with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal
from uuid import UUID

from services.gateway.domain.batches import RowProblem
from services.gateway.domain.brand_kits import AppliedRules, brand_rules
from services.gateway.domain.briefs import Approval, Brief
from services.gateway.domain.compliance import ComplianceReport
from services.gateway.domain.material import Material, Origin
from services.gateway.domain.schedules import Timing
from shared.events import (
    ContentRequested,
    ContentVariant,
    GivenText,
    MediaObject,
    NetworkName,
    PostDetails,
    PosterText,
    Transform,
)
from shared.ids import new_id

RequestState = Literal[
    "requested",
    "generating",
    "awaiting_approval",
    "needs_attention",
    "ready",
    "planned",
    "rejected",
    "failed",
    "cancelled",
]

REVIEWABLE: frozenset[RequestState] = frozenset({"awaiting_approval", "needs_attention"})
"""States in which a person may approve or reject."""

SETTLED: frozenset[RequestState] = frozenset({"ready", "planned", "rejected", "failed", "cancelled"})
"""States that nothing but a person changes; the rest is under way."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a request failed or needs attention, and what to do."""

    code: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentRequest:
    request_id: UUID
    organization_id: UUID
    batch_id: UUID | None = None
    batch_row: int | None = None
    campaign_id: UUID | None = None
    origin: Origin = "brief"
    brand: str
    topic: str
    tone: str
    audience: str
    brief: str
    language: str
    networks: tuple[NetworkName, ...]
    picture_wanted: bool
    brand_colors: tuple[str, ...]
    account_ids: tuple[UUID, ...] | None = None
    schedule_kind: Literal["none", "now", "local", "instant"]
    due_at: datetime | None = None
    local_time: str | None = None
    time_zone: str | None = None
    approval: Approval
    state: RequestState = "requested"
    steps_done: int = 0
    steps_total: int = 0
    last_step: str | None = None
    variants: tuple[ContentVariant, ...] | None = None
    picture: MediaObject | None = None
    details: Mapping[NetworkName, PostDetails] = field(default_factory=dict)
    brand_rules: AppliedRules | None = None
    compliance: ComplianceReport | None = None
    given_texts: tuple[GivenText, ...] = ()
    poster: PosterText | None = None
    transform: Transform | None = None
    provider: str | None = None
    model: str | None = None
    cost_micros_usd: int | None = None
    generated_at: datetime | None = None
    problem: Trouble | None = None
    reviewed_by: UUID | None = None
    reviewed_at: datetime | None = None
    review_comment: str | None = None
    created_by: UUID
    created_at: datetime
    updated_at: datetime
    post_id: UUID | None = None

    @property
    def about(self) -> str:
        """What it is about, in the words of who asked."""
        return f"{self.topic}\n{self.brief}"

    @property
    def timing(self) -> Timing:
        return Timing(self.schedule_kind, self.due_at, self.local_time, self.time_zone)


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Many briefs of one call, and how far they are.

    Attributes:
        state: What people want of it.
        counts: How many requests are in each state.
        steps_done: Steps that are done, over all requests whose steps are known.
    """

    batch_id: UUID
    organization_id: UUID
    source: Literal["json", "csv"]
    items_total: int
    problems: tuple[RowProblem, ...]
    created_by: UUID
    created_at: datetime
    counts: dict[RequestState, int]
    state: Literal["running", "paused", "cancelled"] = "running"
    revision: int = 1
    updated_at: datetime
    steps_done: int = 0
    steps_total: int = 0

    @property
    def settled(self) -> bool:
        """Whether nothing is under way any more."""
        return all(state in SETTLED for state, count in self.counts.items() if count)


def request_of(
    brief: Brief,
    timing: Timing,
    *,
    uploads: Mapping[UUID, MediaObject],
    rules: AppliedRules | None = None,
    material: Material,
    organization_id: UUID,
    user_id: UUID,
    now: datetime,
    batch_id: UUID | None = None,
    batch_row: int | None = None,
) -> ContentRequest:
    """A new request from a brief."""
    return ContentRequest(
        request_id=new_id(),
        organization_id=organization_id,
        batch_id=batch_id,
        batch_row=batch_row,
        campaign_id=brief.campaign_id,
        brand=brief.brand,
        topic=brief.topic,
        tone=brief.tone,
        audience=brief.audience,
        brief=brief.brief,
        language=brief.language,
        networks=tuple(brief.networks),
        picture_wanted=brief.picture,
        brand_colors=tuple(brief.brand_colors),
        account_ids=None if brief.account_ids is None else tuple(brief.account_ids),
        details={
            network: details.resolved(f"/details/{network}", uploads)
            for network, details in brief.details.items()
        },
        schedule_kind=timing.kind,
        due_at=timing.due_at,
        local_time=timing.local_time,
        time_zone=timing.time_zone,
        approval=brief.approval,
        origin=material.origin,
        brand_rules=rules,
        given_texts=material.texts,
        poster=material.poster,
        transform=material.transform,
        created_by=user_id,
        created_at=now,
        updated_at=now,
    )


def content_requested(request: ContentRequest) -> ContentRequested:
    """What the generator is told."""
    return ContentRequested(
        organization_id=request.organization_id,
        request_id=request.request_id,
        campaign_id=request.campaign_id,
        requested_by=request.created_by,
        brand=request.brand,
        topic=request.topic,
        tone=request.tone,
        audience=request.audience,
        brief=request.brief,
        language=request.language,
        networks=request.networks,
        picture=request.picture_wanted,
        brand_colors=request.brand_colors,
        batch_id=request.batch_id,
        brand_rules=None
        if request.brand_rules is None
        else brand_rules(request.brand_rules, language=request.language, about=request.about),
        texts=request.given_texts,
        poster=request.poster,
        transform=request.transform,
    )


def latest(revisions: Sequence[tuple[UUID, int]]) -> list[int]:
    """Positions of the highest revision of each id, in the order of the ids' first appearance."""
    best: dict[UUID, int] = {}
    for position, (identifier, revision) in enumerate(revisions):
        if identifier not in best or revision > revisions[best[identifier]][1]:
            best[identifier] = position
    return list(best.values())
