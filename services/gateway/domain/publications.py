"""The publish ledger: publications, their attempts, and what people ask of them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from shared.capabilities import Capability
from shared.events import (
    AttemptAnswer,
    AttemptKind,
    ErrorClass,
    HaltScope,
    NetworkName,
    PublicationAction,
    WhoMustAct,
)

PublicationState = Literal["publishing", "published", "failed", "uncertain", "missed", "removed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """One occurrence of a post on one account, from the minute it was due."""

    publication_id: UUID
    organization_id: UUID
    post_id: UUID
    account_id: UUID
    network: NetworkName
    campaign_id: UUID | None
    request_id: UUID | None
    due_at: datetime
    state: PublicationState
    state_at: datetime
    remote_id: str | None
    url: str | None
    published_at: datetime | None
    lateness_ms: int | None
    attempts: int
    reconciled: bool
    parts: list[dict[str, Any]]
    problem: dict[str, Any] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """A call that could change what is live, or a look afterwards, as it ended."""

    attempt_id: UUID
    organization_id: UUID
    publication_id: UUID
    kind: AttemptKind
    part: int
    request_hash: str
    trace_id: str | None
    started_at: datetime
    ended_at: datetime
    answer: AttemptAnswer
    latency_ms: float | None
    code: str | None
    detail: str | None
    error_class: ErrorClass | None
    who_must_act: WhoMustAct | None
    retry_can_help: bool | None
    next_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a person asked of a publication, and what became of it."""

    wish_id: UUID
    organization_id: UUID
    publication_id: UUID
    action: PublicationAction
    url: str | None
    text: str | None
    requested_by: UUID | None
    requested_at: datetime
    state: Literal["open", "done", "refused"]
    code: str | None
    detail: str | None
    who_must_act: WhoMustAct | None
    ended_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Halt:
    """Something that must not go out.

    Attributes:
        target: What: an id, or the network's name.
        stopped_at: Since when the publisher begins nothing of it any more.
        in_flight: Publications whose call had begun before that.
    """

    halt_id: UUID
    organization_id: UUID
    scope: HaltScope
    target: str
    reason: str
    active: bool
    revision: int
    created_by: UUID | None
    created_at: datetime
    stopped_at: datetime | None
    in_flight: list[UUID]
    ended_at: datetime | None


def objection(publication: Publication, action: PublicationAction, capability: Capability) -> str | None:
    """Why that can't be asked of the publication; None if it can."""
    if action in {"confirm", "repeat"}:
        if publication.state == "publishing":
            return "It is on its way, or what became of it is being found out; it can be settled once it is uncertain."
        if publication.state != "uncertain":
            return f"What became of it is known: it is {publication.state}."
        return None
    if publication.state != "published":
        return f"It is {publication.state}, not live."
    if ("delete" if action == "remove" else "edit") not in capability.supports:
        verb = "deleted" if action == "remove" else "edited"
        return (
            f"{capability.name} lets no live post be {verb} through its API; do it on {capability.name} itself:"
            f" {publication.url}"
        )
    return None
