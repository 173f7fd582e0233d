"""A dry run: a post published to a sandbox by the same connectors, without touching the real accounts."""

from typing import ClassVar, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from shared.events.model import EventData, Instant, NetworkName
from shared.events.post import ErrorClass, PostTarget, PublishedPart, WhoMustAct


class _RehearsalEvent(EventData):
    key_field: ClassVar[str] = "rehearsal_id"
    subject_kind: ClassVar[str] = "rehearsal"
    subject_field: ClassVar[str] = "rehearsal_id"

    rehearsal_id: UUID
    post_id: UUID


class RehearsalRequested(_RehearsalEvent):
    """Somebody wants to know what would become of a post."""

    topic_name: ClassVar[str] = "rehearsal.requested"
    event_type: ClassVar[str] = "postwright.rehearsal.requested.v1"

    targets: tuple[PostTarget, ...] = Field(min_length=1)
    requested_at: Instant


class RehearsedTarget(BaseModel):
    """What became of one target on the sandbox."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    account_id: UUID
    network: NetworkName
    outcome: Literal["published", "refused", "unknown"]
    parts: tuple[PublishedPart, ...] = Field(default=(), description="With their addresses on the sandbox.")
    seconds: float = Field(ge=0, description="From the first call to the last answer.")
    code: str | None = None
    detail: str | None = None
    error_class: ErrorClass | None = None
    who_must_act: WhoMustAct | None = None


class RehearsalEnded(_RehearsalEvent):
    """Every target has its answer."""

    topic_name: ClassVar[str] = "rehearsal.ended"
    event_type: ClassVar[str] = "postwright.rehearsal.ended.v1"

    targets: tuple[RehearsedTarget, ...]
    ended_at: Instant
