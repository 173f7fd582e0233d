"""Posts and their publications: planned, due, published, failed, missed."""

from typing import ClassVar, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from shared.events.model import (
    EventData,
    Instant,
    MediaObject,
    MetricName,
    Metrics,
    NetworkName,
    Revision,
)

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
PartRole = Literal["post", "reply", "comment", "message"]
PostKind = Literal["post", "reel", "story"]
Visibility = Literal["public", "unlisted", "followers", "friends", "connections", "private", "direct"]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class LinkCard(_Part):
    """A page shown with title and picture; networks that fetch pages themselves need the address alone."""

    url: str
    title: str = ""
    description: str = ""
    image: MediaObject | None = None


class Poll(_Part):
    """A question's answers; the text asks it."""

    options: tuple[str, ...]
    duration_seconds: int = Field(ge=1)
    multiple: bool = False


class ThreadPart(_Part):
    """One more post, an answer to the one before."""

    text: str
    media: tuple[MediaObject, ...] = ()


class MessageTemplate(_Part):
    """A message approved by the network beforehand, with what is filled in."""

    name: str
    language: str
    parameters: tuple[str, ...] = ()


class PostDetails(_Part):
    """What some networks offer beyond text and attachments; one that does not is named when the post is planned."""

    kind: PostKind = "post"
    title: str = ""
    link: LinkCard | None = None
    poll: Poll | None = None
    thread: tuple[ThreadPart, ...] = Field(default=(), description="The posts after the first.")
    first_comment: str = ""
    visibility: Visibility | None = Field(default=None, description="None: the network's default.")
    content_warning: str = ""
    tags: tuple[str, ...] = Field(default=(), description="Beside the text, without the number sign.")
    recipients: tuple[str, ...] = Field(default=(), description="Of a message; each gets one of their own.")
    template: MessageTemplate | None = None
    options: dict[str, str] = Field(
        default_factory=dict, description="Of this network alone, as its capability names them."
    )


class PostTarget(_Part):
    """What goes to one account, and when."""

    account_id: UUID
    network: NetworkName
    occurrence_at: Instant = Field(description="The instant this publication is due.")
    text: str
    media: tuple[MediaObject, ...] = ()
    language: str = "en"
    details: PostDetails = PostDetails()


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


class PublicationEvent(EventData):
    """What every event of a publication names."""

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


class PostDue(PublicationEvent):
    """The minute has come: publish this."""

    topic_name: ClassVar[str] = "post.due"
    event_type: ClassVar[str] = "postwright.post.due.v1"

    text: str
    media: tuple[MediaObject, ...] = ()
    language: str = "en"
    details: PostDetails = PostDetails()
    emitted_at: Instant


class PostMissed(PublicationEvent):
    """It could not go out within its grace period and will not."""

    topic_name: ClassVar[str] = "post.missed"
    event_type: ClassVar[str] = "postwright.post.missed.v1"

    missed_at: Instant
    reason: str


class PublishedPart(_Part):
    """One live post, comment or message of a publication."""

    index: int = Field(ge=0)
    role: PartRole
    remote_id: str
    url: str
    recipient: str = ""


class PublicationProblem(_Part):
    """Why something did not go out."""

    code: str
    detail: str
    error_class: ErrorClass
    who_must_act: WhoMustAct
    retry_can_help: bool


class PostPublished(PublicationEvent):
    """It is live on the network."""

    topic_name: ClassVar[str] = "post.published"
    event_type: ClassVar[str] = "postwright.post.published.v1"

    remote_id: str = Field(description="The network's own id.")
    url: str
    published_at: Instant
    lateness_ms: int = Field(description="From the due instant to the network's acceptance.")
    attempts: int = Field(ge=1)
    reconciled: bool = Field(default=False, description="Found by a look-up after an unknown outcome.")
    parts: tuple[PublishedPart, ...] = Field(
        default=(), description="Every post, comment or message of it, where there is more than one."
    )
    problem: PublicationProblem | None = Field(
        default=None, description="Why not all of its parts went out: what did stays."
    )


class PostFailed(PublicationEvent):
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


class PostMeasured(PublicationEvent):
    """How a live post does, as the network said at an instant; a later one replaces what was said earlier."""

    topic_name: ClassVar[str] = "post.measured"
    event_type: ClassVar[str] = "postwright.post.measured.v1"

    remote_id: str
    url: str
    published_at: Instant
    measured_at: Instant = Field(description="When the network was asked: the figures are of then.")
    age: str = Field(
        description="Which measurement it is, by the age of the post it was meant for: 5m, 1h, 6h, 1d, 3d, 7d, 30d;"
        " after an outage the oldest of those that are over.",
        examples=["1h"],
    )
    metrics: Metrics = Field(
        description="What the network told; a figure that is not there is not available, which is not 0."
    )
    offered: tuple[MetricName, ...] = Field(
        description="What this network tells of posts at all: a figure that is here and not among the metrics was"
        " asked for and not given."
    )
    gone: bool = Field(
        default=False,
        description="It is not there any more: there are no metrics, and it is not measured again.",
    )
