"""The shape of a network's file."""

from collections.abc import Iterator
from datetime import date
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from shared.events import NetworkName, PostKind, Visibility

Unit = Literal[
    "characters",
    "weighted characters",
    "graphemes",
    "bytes",
    "code points",
    "UTF-16 code units",
    "characters, emoji as bytes",
]
Feature = Literal[
    "text",
    "images",
    "animations",
    "video",
    "documents",
    "alt_text",
    "language",
    "hashtags",
    "links",
    "link_card",
    "mentions",
    "poll",
    "thread",
    "first_comment",
    "content_warning",
    "edit",
    "delete",
]
MediaKindName = Literal["image", "animation", "video", "document"]


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Source(_Data):
    """The official page that a limit was read from."""

    title: str
    url: str = Field(pattern="^https://", examples=["https://docs.joinmastodon.org/entities/Instance/"])
    verified: bool = Field(
        default=True, description="False: from third parties or common knowledge, not the network's own page."
    )


class Limit(_Data):
    """The most of something."""

    max: int = Field(ge=1)
    source: str = Field(description="Key of the network's `sources`.")


class Span(_Data):
    """The least and the most of something; what is not there is not known."""

    min: float | None = None
    max: float | None = None
    source: str = Field(description="Key of the network's `sources`.")


class TextLimit(Limit):
    """The longest text, in a unit.

    Units: `characters` as a reader sees them (links and mentions by the rules beside it); `weighted characters` by X's
    twitter-text, configuration 3; `graphemes` are Unicode's extended grapheme clusters; `bytes` are of UTF-8; an
    emoji counts as its UTF-8 bytes in `characters, emoji as bytes`.
    """

    unit: Unit


class LinkRule(_Data):
    """How links count."""

    counts_as: int | None = Field(
        description="Characters a link counts whatever its length; null: as written."
    )
    source: str


class MentionRule(_Data):
    """How mentions of people count."""

    remote_domain_counts: bool = Field(description="Whether the server part of @person@server counts.")
    source: str


class TextRules(_Data):
    limits: tuple[TextLimit, ...] = Field(min_length=1, description="All hold; the first is the one shown.")
    caption_limits: tuple[TextLimit, ...] = Field(
        default=(), description="Hold in place of `limits` where media are attached."
    )
    link: LinkRule
    mention: MentionRule
    max_cashtags: Limit | None = Field(default=None, description="Most $SYMBOLS in one post.")
    max_hashtags: Limit | None = Field(default=None, description="Most #words in one post.")
    max_mentions: Limit | None = Field(default=None, description="Most @names in one post.")
    refused_characters: tuple[str, ...] = Field(default=(), description="Characters that are never taken.")


class TitleRules(_Data):
    """A title beside the text."""

    limit: TextLimit
    required: bool = False
    refused_characters: tuple[str, ...] = Field(default=(), examples=[["<"]])
    beside: tuple[MediaKindName, ...] = Field(
        default=(), description="Only posts with such an attachment have one; empty: every post."
    )


class MediaKind(_Data):
    """One kind of attachment and its limits; a limit that is not there is not known."""

    kind: MediaKindName
    media_types: tuple[str, ...] = Field(min_length=1)
    alone: bool = Field(default=False, description="One only, and nothing beside it.")
    min_count: int = Field(default=0, ge=0, description="Fewest of this kind.")
    max_count: int | None = Field(
        default=None, ge=1, description="Most of this kind; null: as many as of all."
    )
    max_bytes: Limit
    max_pixels: Limit | None = Field(default=None, description="Width times height.")
    max_width: Limit | None = None
    max_height: Limit | None = None
    min_width: Limit | None = Field(default=None, description="`max` holds the least width in pixels.")
    min_height: Limit | None = Field(default=None, description="`max` holds the least height in pixels.")
    ratio: Span | None = Field(default=None, description="Width divided by height.")
    duration_seconds: Span | None = None
    frame_rate: Span | None = None
    max_bits_per_second: Limit | None = Field(default=None, description="Pictures and sound together.")
    video_codecs: tuple[str, ...] = Field(
        default=(), description="As ffprobe names them; empty: any.", examples=[["h264"]]
    )
    audio_codecs: tuple[str, ...] = Field(
        default=(), description="As ffprobe names them; empty: any.", examples=[["aac"]]
    )


class MediaRules(_Data):
    min_count: int = Field(default=0, ge=0, description="Fewest attachments.")
    max_count: Limit
    kinds: tuple[MediaKind, ...]
    mixed: bool = Field(default=True, description="Whether kinds may stand beside one another.")
    alt_text: Limit | None = Field(
        default=None, description="Longest alternative text in characters; null: no limit known."
    )


class Format(_Data):
    """One way in which the network presents a post."""

    kind: PostKind
    text: Literal["optional", "required", "none"] = Field(
        default="optional", description="`optional` still needs a text or an attachment."
    )
    media: MediaRules


class LinkCardRules(_Data):
    """A link shown as a card, for networks that support `link_card`."""

    with_media: bool = Field(default=True, description="Whether attachments may stand beside it.")
    title: TextLimit | None = None
    description: TextLimit | None = None
    url: TextLimit | None = None
    image: MediaKind | None = Field(default=None, description="Its picture; null: as a picture of a post.")

    def limits(self) -> Iterator[tuple[str, TextLimit]]:
        """The fields that have a longest text."""
        for name in ("title", "description", "url"):
            limit: TextLimit | None = getattr(self, name)
            if limit is not None:
                yield name, limit


class PollRules(_Data):
    question: TextLimit | None = Field(
        default=None, description="Longest text of a post with a poll, which asks it; null: as of any text."
    )
    options: Span
    option_characters: Limit
    duration_seconds: Span
    multiple: bool = Field(default=False, description="Whether several answers may be chosen.")
    with_media: bool = Field(default=False, description="Whether attachments may stand beside it.")
    source: str


class ThreadRules(_Data):
    """Further posts, each an answer to the one before; each is held to the rules of a `post`."""

    max_parts: Limit = Field(description="Posts in all, the first one counted.")


class RecipientRules(_Data):
    """Networks of messages: each recipient gets one of their own."""

    pattern: str = Field(description="Regular expression of one recipient.", examples=[r"^\+[1-9]\d{6,14}$"])
    max_count: Limit


class Option(_Data):
    """Something that only this network knows, given under `details.options`."""

    name: str = Field(pattern="^[a-z][a-z0-9_]*$", examples=["board_id"])
    description: str = Field(examples=["The board that the pin goes on."])
    required: bool = False
    choices: tuple[str, ...] = Field(default=(), examples=[[]])
    pattern: str | None = Field(default=None, examples=["^[0-9]+$"])
    default: str | None = Field(default=None, examples=[None])
    source: str


class CredentialField(_Data):
    """What a person hands over to connect an account without a consent page."""

    name: str = Field(pattern="^[a-z][a-z0-9_]*$", examples=["access_token"])
    description: str = Field(examples=["Token of an application of your own."])
    secret: bool = True
    required: bool = True
    example: str | None = Field(default=None, examples=["abcd-efgh-ijkl-mnop"])


class Connecting(_Data):
    """How an account is connected."""

    consent: bool = Field(description="Whether a person can consent on the network's own page.")
    scopes: tuple[str, ...] = Field(
        default=(), description="Asked for on that page.", examples=[["write:statuses"]]
    )
    choices: str | None = Field(
        default=None,
        description="What one consent may give several of, such as pages; null: one account.",
        examples=["pages"],
    )
    credentials: tuple[CredentialField, ...] = Field(
        default=(), description="Handed over directly; empty: only by consent."
    )
    token_days: int | None = Field(
        default=None, description="After which a person must consent again, where nothing renews it."
    )
    source: str


class PacingWindow(_Data):
    """So many posts of an account in so many seconds."""

    max: int = Field(ge=1)
    seconds: int = Field(ge=1)
    kind: PostKind | None = Field(default=None, description="Of which posts; None for all.")
    source: str


class Pacing(_Data):
    """What an account may publish, kept by us so that the network never has to refuse."""

    windows: tuple[PacingWindow, ...] = ()
    min_spacing_seconds: float = Field(default=0.0, ge=0.0)


class MetricRules(_Data):
    """Figures the network gives; one that is not here is not available, which is not 0."""

    post: tuple[str, ...] = Field(default=(), examples=[["likes", "shares"]])
    account: tuple[str, ...] = Field(default=(), examples=[["followers"]])
    batch: int = Field(default=1, ge=1, description="Posts asked for in one call.")
    days: int | None = Field(
        default=None, description="For how long after publication they can be asked for."
    )
    source: str


class Api(_Data):
    default_base_url: str | None = Field(
        default=None, pattern="^https://", examples=["https://docs.joinmastodon.org/entities/Instance/"]
    )
    base_url_per_account: bool = Field(description="Whether each account names the server it lives on.")


class Recovery(_Data):
    """How an unknown outcome of publishing is resolved."""

    way: Literal["idempotency_key", "own_record_key", "look_up", "status", "person"] = Field(
        description="`status`: what was prepared tells for certain whether it went out; `person`: nothing does."
    )
    window_seconds: int | None = Field(default=None, description="For how long that holds; null: for ever.")
    detail: str
    source: str


class Capability(_Data):
    """All that is known of one network's limits and rules."""

    network: NetworkName
    name: str
    version: int = Field(ge=1, description="Grows with every change of this file.")
    checked_on: date = Field(description="When the sources were last read.")
    notes: tuple[str, ...] = Field(
        default=(),
        description="What people should know before they use it.",
        examples=[["Each instance sets limits of its own."]],
    )
    sources: dict[str, Source]
    api: Api
    connecting: Connecting
    supports: tuple[Feature, ...]
    text: TextRules
    title: TitleRules | None = None
    formats: tuple[Format, ...] = Field(min_length=1, description="The first is what a post is by default.")
    link_card: LinkCardRules = LinkCardRules()
    first_comment: TextLimit | None = None
    poll: PollRules | None = None
    thread: ThreadRules | None = None
    tags: TextLimit | None = Field(default=None, description="All tags together, beside the text.")
    recipients: RecipientRules | None = None
    visibilities: tuple[Visibility, ...] = Field(default=("public",), description="The first is the default.")
    options: tuple[Option, ...] = ()
    pacing: Pacing = Pacing()
    metrics: MetricRules | None = None
    recovery: Recovery

    @property
    def media(self) -> MediaRules:
        """Of the format a post has by default."""
        return self.formats[0].media

    @property
    def card_media(self) -> MediaRules:
        """Of the picture of a link's card."""
        image = self.link_card.image
        return self.media if image is None else self.media.model_copy(update={"kinds": (image,)})

    def format(self, kind: PostKind) -> Format | None:
        """The rules of one format; None where the network has no such thing."""
        return next((one for one in self.formats if one.kind == kind), None)

    @model_validator(mode="after")
    def _sources_are_listed(self) -> Self:
        missing = set(_named_sources(self)) - set(self.sources)
        if missing:
            raise ValueError(f"sources that are not listed: {', '.join(sorted(missing))}")
        return self


def _named_sources(part: BaseModel) -> Iterator[str]:
    """Every `source` that is named anywhere below."""
    for name in type(part).model_fields:
        value = getattr(part, name)
        if name == "source":
            yield value
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, BaseModel):
                yield from _named_sources(item)
