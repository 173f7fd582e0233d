"""Publications from inside: each attempt, what holds them up, what people ask of them, and what stops them all."""

from typing import ClassVar, Literal
from uuid import UUID

from pydantic import Field

from shared.events.model import EventData, Instant, Revision
from shared.events.post import ErrorClass, PublicationEvent, WhoMustAct

AttemptKind = Literal["publish", "repeat", "look_up", "remove", "edit"]
AttemptAnswer = Literal["published", "found", "absent", "pending", "done", "refused", "not_sent", "unknown"]
PublicationAction = Literal["confirm", "repeat", "remove", "edit"]
HaltScope = Literal["organization", "campaign", "network", "account", "post"]


class PublicationAttempted(PublicationEvent):
    """One call that could change what is live, or one look afterwards, has ended."""

    topic_name: ClassVar[str] = "publication.attempted"
    event_type: ClassVar[str] = "postwright.publication.attempted.v1"

    attempt_id: UUID
    kind: AttemptKind
    part: int = Field(ge=0, description="Which post, comment or message of the publication.")
    request_hash: str = Field(
        description="SHA-256 of what was sent, in hexadecimal; empty where that is not known."
    )
    trace_id: str | None = None
    started_at: Instant
    ended_at: Instant
    answer: AttemptAnswer
    latency_ms: float | None = None
    code: str | None = None
    detail: str | None = Field(default=None, description="The network's own words.")
    error_class: ErrorClass | None = None
    who_must_act: WhoMustAct | None = None
    retry_can_help: bool | None = None
    next_at: Instant | None = Field(default=None, description="When it will be tried or looked for again.")


class PublicationHeld(PublicationEvent):
    """It is due and waits: for its account, for a limit, for a halt to end, or for a network that is away."""

    topic_name: ClassVar[str] = "publication.held"
    event_type: ClassVar[str] = "postwright.publication.held.v1"

    code: str
    detail: str
    error_class: ErrorClass
    who_must_act: WhoMustAct
    held_at: Instant
    until: Instant | None = Field(default=None, description="When it is tried again at the latest.")


class PublicationRequested(PublicationEvent):
    """A person asks something of a publication."""

    topic_name: ClassVar[str] = "publication.requested"
    event_type: ClassVar[str] = "postwright.publication.requested.v1"

    wish_id: UUID = Field(description="Of this wish; repeats of it change nothing.")
    action: PublicationAction = Field(
        description="`confirm`: it is there. `repeat`: it is not there, publish it again. `remove`, `edit`: the live post."
    )
    url: str | None = Field(default=None, description="Of `confirm`: where it was seen.")
    text: str | None = Field(default=None, description="Of `edit`.")
    requested_by: UUID | None = None
    requested_at: Instant


class PublicationChanged(PublicationEvent):
    """What became of a person's wish."""

    topic_name: ClassVar[str] = "publication.changed"
    event_type: ClassVar[str] = "postwright.publication.changed.v1"

    wish_id: UUID
    action: PublicationAction
    outcome: Literal["done", "refused"]
    url: str | None = None
    text: str | None = None
    code: str | None = None
    detail: str | None = None
    who_must_act: WhoMustAct | None = None
    changed_at: Instant


class _HaltEvent(EventData):
    key_field: ClassVar[str] = "halt_id"
    subject_kind: ClassVar[str] = "halt"
    subject_field: ClassVar[str] = "halt_id"

    halt_id: UUID


class PublishingHalted(_HaltEvent):
    """Nothing of this goes out any more; or, at a higher revision, it may again."""

    topic_name: ClassVar[str] = "publishing.halted"
    event_type: ClassVar[str] = "postwright.publishing.halted.v1"

    revision: Revision
    active: bool
    scope: HaltScope
    target: str = Field(
        description="Id of the campaign, account or post, name of the network; of the organisation, its id."
    )
    reason: str = ""
    changed_at: Instant


class PublishingStopped(_HaltEvent):
    """The publisher has heard of a halt: from now on no call that publishes begins."""

    topic_name: ClassVar[str] = "publishing.stopped"
    event_type: ClassVar[str] = "postwright.publishing.stopped.v1"

    revision: Revision
    in_flight: tuple[UUID, ...] = Field(
        default=(), description="Publications whose call had begun before: they may still go out."
    )
    stopped_at: Instant
