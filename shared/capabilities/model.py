"""The shape of a network's file."""

from datetime import date
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from shared.events import NetworkName

Unit = Literal["characters", "weighted characters", "graphemes", "bytes"]
Feature = Literal["text", "images", "animations", "alt_text", "language", "hashtags", "links", "mentions"]


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Source(_Data):
    """The official page that a limit was read from."""

    title: str
    url: str = Field(pattern="^https://", examples=["https://docs.joinmastodon.org/entities/Instance/"])


class Limit(_Data):
    """The most of something."""

    max: int = Field(ge=1)
    source: str = Field(description="Key of the network's `sources`.")


class TextLimit(Limit):
    """The longest text, in a unit.

    Units: `characters` as a reader sees them (links and mentions by the rules beside it); `weighted characters` by X's
    twitter-text, configuration 3; `graphemes` are Unicode's extended grapheme clusters; `bytes` are of UTF-8.
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
    link: LinkRule
    mention: MentionRule
    max_cashtags: Limit | None = Field(default=None, description="Most $SYMBOLS in one post.")
    refused_characters: tuple[str, ...] = Field(default=(), description="Characters that are never taken.")


class MediaKind(_Data):
    """One kind of attachment and its limits; a limit that is not there is not known."""

    kind: Literal["image", "animation"]
    media_types: tuple[str, ...] = Field(min_length=1)
    alone: bool = Field(default=False, description="One only, and nothing beside it.")
    max_bytes: Limit
    max_pixels: Limit | None = Field(default=None, description="Width times height.")
    max_width: Limit | None = None
    max_height: Limit | None = None


class MediaRules(_Data):
    max_count: Limit
    kinds: tuple[MediaKind, ...]
    alt_text: Limit | None = Field(
        description="Longest alternative text in characters; null: no limit known."
    )


class Api(_Data):
    default_base_url: str = Field(
        pattern="^https://", examples=["https://docs.joinmastodon.org/entities/Instance/"]
    )
    base_url_per_account: bool = Field(description="Whether each account names the server it lives on.")


class Recovery(_Data):
    """How an unknown outcome of publishing is resolved."""

    way: Literal["idempotency_key", "own_record_key", "look_up"]
    window_seconds: int | None = Field(default=None, description="For how long that holds; null: for ever.")
    detail: str
    source: str


class Capability(_Data):
    """All that is known of one network's limits and rules."""

    network: NetworkName
    name: str
    version: int = Field(ge=1, description="Grows with every change of this file.")
    checked_on: date = Field(description="When the sources were last read.")
    sources: dict[str, Source]
    api: Api
    supports: tuple[Feature, ...]
    text: TextRules
    media: MediaRules
    recovery: Recovery

    @model_validator(mode="after")
    def _sources_are_listed(self) -> Self:
        missing = _named_sources(self) - set(self.sources)
        if missing:
            raise ValueError(f"sources that are not listed: {', '.join(sorted(missing))}")
        return self


def _named_sources(part: BaseModel) -> set[str]:
    """Every `source` that is named anywhere below."""
    named: set[str] = set()
    for name in type(part).model_fields:
        value = getattr(part, name)
        if name == "source":
            named.add(value)
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, BaseModel):
                named |= _named_sources(item)
    return named
