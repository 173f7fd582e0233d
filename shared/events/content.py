"""Content: from a brief to finished text and picture."""

from typing import ClassVar, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from shared.events.model import EventData, Instant, MediaObject, NetworkName, Revision


class BrandColor(BaseModel):
    """A colour of a brand, and what it is for."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    hex: str = Field(description="Hexadecimal, such as #0A7B5E.", examples=["#0A7B5E"])
    role: str = Field(description="primary, secondary, background or text.", examples=["primary"])


class Disclaimer(BaseModel):
    """Words that a post must hold."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    text: str = Field(examples=["Terms apply."])
    networks: tuple[NetworkName, ...] = Field(default=(), description="Only on these; none means all.")


class BrandRules(BaseModel):
    """What of a brand kit holds for one request: its rules as they were when it was asked for."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    brand_kit_id: UUID
    revision: Revision
    name: str = Field(examples=["Chai & Co."])
    voice: str = Field(
        default="", description="How the brand speaks.", examples=["Warm, plain, never pushy."]
    )
    tones: tuple[str, ...] = Field(default=(), examples=[["friendly"]])
    words_to_use: tuple[str, ...] = Field(default=(), examples=[["loose-leaf"]])
    words_to_avoid: tuple[str, ...] = Field(
        default=(), description="In the request's language.", examples=[["cheap"]]
    )
    disclaimers: tuple[Disclaimer, ...] = Field(
        default=(), description="Those that the request's topic asks for."
    )
    hashtags: tuple[str, ...] = Field(
        default=(), description="Every post holds them; without the number sign.", examples=[["ChaiAndCo"]]
    )
    colors: tuple[BrandColor, ...] = ()


class GivenText(BaseModel):
    """A text that is published as it is: nobody writes another."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    network: NetworkName
    text: str = Field(min_length=1)


class PosterText(BaseModel):
    """What a drawn poster says, instead of the topic and the brief's first sentence."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    headline: str = Field(min_length=1, max_length=300)
    line: str = Field(default="", max_length=300)
    composition: int | None = Field(
        default=None, ge=0, description="Which of the drawn backgrounds; any where it is not said."
    )


class Transform(BaseModel):
    """A text that is to be made over instead of writing a new one."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    source_text: str = Field(min_length=1, max_length=20_000)
    source_language: str = Field(
        default="", max_length=35, description="BCP 47 tag; the same where it is empty."
    )
    tone: str = Field(default="", max_length=100, description="Another tone; as it is where it is empty.")
    length: int | None = Field(default=None, ge=1, description="Characters at most, as people count them.")


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
    batch_id: UUID | None = Field(default=None, description="The batch it came in: both can be held back.")
    brand_rules: BrandRules | None = None
    texts: tuple[GivenText, ...] = Field(default=(), description="Networks whose text is there already.")
    poster: PosterText | None = None
    transform: Transform | None = None


class ContentControlled(EventData):
    """Somebody holds a request or a batch back, lets it go on, or calls it off for good.

    A call under way may end; what comes of it after a cancellation is nobody's.
    """

    topic_name: ClassVar[str] = "content.controlled"
    event_type: ClassVar[str] = "postwright.content.controlled.v1"
    key_field: ClassVar[str] = "controlled_id"
    subject_kind: ClassVar[str] = "content"
    subject_field: ClassVar[str] = "controlled_id"

    controlled_id: UUID = Field(description="Of a request or of a batch.")
    kind: Literal["request", "batch"]
    state: Literal["running", "paused", "cancelled"]
    revision: Revision
    controlled_at: Instant


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
    prompt: str | None = Field(
        default=None, description="What the provider was asked for the first text, where it was asked."
    )
    prompt_version: str | None = Field(default=None, description="Changes when the prompt's wording does.")
    rules: BrandRules | None = Field(default=None, description="The brand's rules that were given.")
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
