"""Posts and their publications: planned, due, published, failed, missed."""

from typing import ClassVar, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from shared.events.model import EventData, Instant, MediaObject, NetworkName, Revision


class PostTarget(BaseModel):
    """What goes to one account, and when."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    account_id: UUID
    network: NetworkName
    occurrence_at: Instant = Field(description="The instant this publication is due.")
    text: str
    media: tuple[MediaObject, ...] = ()
    language: str = "en"


class PostScheduled(EventData):
    """The plan of one post as a whole; a higher revision replaces what the lower ones said."""

    topic_name: ClassVar[str] = "post.scheduled"
    event_type: ClassVar[str] = "postwright.post.scheduled.v1"
    key_field: ClassVar[str] = "post_id"
    subject_kind: ClassVar[str] = "post"
    subject_field: ClassVar[str] = "post_id"

    post_id: UUID
    revision: Revision
    state: Literal["active", "cancelled"] = "active"
    campaign_id: UUID | None = None
    request_id: UUID | None = None
    targets: tuple[PostTarget, ...]
    local_time: str | None = Field(
        default=None, description="The wall-clock time that was asked for, ISO 8601 without zone."
    )
    time_zone: str | None = Field(default=None, description="IANA name the local time is meant in.")
    grace_seconds: int = Field(
        default=3600, ge=0, description="How late it may still go out; beyond that it is missed."
    )
    scheduled_at: Instant


class _PublicationEvent(EventData):
    # One account's publications stay in order and can be paced in one place.
    key_field: ClassVar[str] = "account_id"
    subject_kind: ClassVar[str] = "publication"
    subject_field: ClassVar[str] = "publication_id"

    publication_id: UUID = Field(description="One occurrence of the post on one account.")
    post_id: UUID
    account_id: UUID
    network: NetworkName
    revision: Revision
    campaign_id: UUID | None = None
    request_id: UUID | None = None
    due_at: Instant


class PostDue(_PublicationEvent):
    """The minute has come: publish this."""

    topic_name: ClassVar[str] = "post.due"
    event_type: ClassVar[str] = "postwright.post.due.v1"

    text: str
    media: tuple[MediaObject, ...] = ()
    language: str = "en"
    emitted_at: Instant


class PostMissed(_PublicationEvent):
    """It could not go out within its grace period and will not."""

    topic_name: ClassVar[str] = "post.missed"
    event_type: ClassVar[str] = "postwright.post.missed.v1"

    missed_at: Instant
    reason: str


class PostPublished(_PublicationEvent):
    """It is live on the network."""

    topic_name: ClassVar[str] = "post.published"
    event_type: ClassVar[str] = "postwright.post.published.v1"

    remote_id: str = Field(description="The network's own id.")
    url: str
    published_at: Instant
    lateness_ms: int = Field(description="From the due instant to the network's acceptance.")
    attempts: int = Field(ge=1)
    reconciled: bool = Field(default=False, description="Found by a look-up after an unknown outcome.")


ErrorClass = Literal[
    "auth_expired",
    "reconnect",
    "rate_limited",
    "quota",
    "transient",
    "duplicate",
    "invalid",
    "restricted",
    "superseded",
]
WhoMustAct = Literal["nobody", "author", "account_owner", "operator"]


class PostFailed(_PublicationEvent):
    """It did not go out (rejected), or nobody knows whether it did (uncertain)."""

    topic_name: ClassVar[str] = "post.failed"
    event_type: ClassVar[str] = "postwright.post.failed.v1"

    failed_at: Instant
    outcome: Literal["rejected", "uncertain"]
    code: str = Field(description="Stable, such as mastodon.text_too_long.")
    detail: str = Field(description="The network's own words.")
    error_class: ErrorClass
    who_must_act: WhoMustAct
    retry_can_help: bool
    attempts: int = Field(ge=0)
