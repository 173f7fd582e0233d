"""Content: from a brief to finished text and picture."""

from typing import ClassVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from shared.events.model import EventData, Instant, MediaObject, NetworkName, Revision


class _ContentEvent(EventData):
    key_field: ClassVar[str] = "request_id"
    subject_kind: ClassVar[str] = "content-request"
    subject_field: ClassVar[str] = "request_id"

    request_id: UUID


class ContentRequested(_ContentEvent):
    """Somebody asks for content from a brief; the generator makes it."""

    topic_name: ClassVar[str] = "content.requested"
    event_type: ClassVar[str] = "postwright.content.requested.v1"

    campaign_id: UUID | None = None
    requested_by: UUID | None = Field(default=None, description="The person who asked.")
    brand: str = Field(min_length=1, max_length=200)
    topic: str = Field(min_length=1, max_length=300, description="What the content is about.")
    tone: str = Field(default="", max_length=100)
    audience: str = Field(default="", max_length=300)
    brief: str = Field(min_length=1, max_length=10_000)
    language: str = Field(default="en", max_length=35, description="BCP 47 tag.")
    networks: tuple[NetworkName, ...] = Field(min_length=1)
    picture: bool = False
    brand_colors: tuple[str, ...] = Field(
        default=(), max_length=8, description="Hexadecimal, such as #0A7B5E."
    )


class ContentProgressed(_ContentEvent):
    """One step of a request is done."""

    topic_name: ClassVar[str] = "content.progressed"
    event_type: ClassVar[str] = "postwright.content.progressed.v1"

    revision: Revision
    step: str = Field(description="What was done: caption, picture or finish.")
    network: NetworkName | None = None
    steps_done: int = Field(ge=0)
    steps_total: int = Field(ge=1)


class ContentVariant(BaseModel):
    """The copy for one network."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    network: NetworkName
    text: str = Field(
        description="Exactly what is published: caption, call to action and hashtags, fitted to the network."
    )
    caption: str
    call_to_action: str = ""
    hashtags: tuple[str, ...] = Field(default=(), description="Without the number sign.")


class ContentGenerated(_ContentEvent):
    """A request is finished: a text for each network, and a picture where one was asked for."""

    topic_name: ClassVar[str] = "content.generated"
    event_type: ClassVar[str] = "postwright.content.generated.v1"

    revision: Revision
    campaign_id: UUID | None = None
    language: str
    variants: tuple[ContentVariant, ...] = Field(min_length=1)
    picture: MediaObject | None = None
    provider: str
    model: str
    cost_micros_usd: int = Field(
        default=0, ge=0, description="What the provider's calls cost, in millionths of a US dollar."
    )
    generated_at: Instant


class ContentFailed(_ContentEvent):
    """A request could not be finished."""

    topic_name: ClassVar[str] = "content.failed"
    event_type: ClassVar[str] = "postwright.content.failed.v1"

    revision: Revision
    code: str = Field(description="Stable, such as provider.rate_limited.")
    detail: str
    retryable: bool
    failed_at: Instant
