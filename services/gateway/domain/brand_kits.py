"""Brand kits: what a brand looks and sounds like, and what its posts must and must not hold."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictFloat, StrictInt

from services.gateway.domain.flaws import Flaw, FlawedError
from services.gateway.domain.texts import Color, Language, Network, Text
from shared.capabilities.counting import HASHTAG
from shared.events import BrandColor, BrandRules, Disclaimer
from shared.words import words_in

ColorRole = Literal["primary", "secondary", "background", "text"]
Enforcement = Literal["warn", "block"]
DEFAULT_CONTRAST = 4.5
"""Of words with what is behind them: https://www.w3.org/TR/WCAG22/#contrast-minimum"""


def _hashtag(text: str) -> str:
    tag = text.removeprefix("#")
    if not HASHTAG.fullmatch(f"#{tag}"):
        raise ValueError(
            f"{text!r} is not a hashtag; letters, digits and low lines make one, with a letter among them"
        )
    return tag


def _each_once(values: list[str]) -> list[str]:
    return list({value.casefold(): value for value in reversed(values)}.values())[::-1]


Word = Annotated[str, Text(100, required=True)]
Words = Annotated[list[Word], Field(max_length=200), AfterValidator(_each_once)]
Hashtag = Annotated[str, Text(100, required=True), AfterValidator(_hashtag)]


class _Rule(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class KitColor(_Rule):
    """A colour, and what it is for."""

    hex: Annotated[Color, Field(examples=["#0A7B5E"])]
    role: ColorRole = Field(examples=["primary"])


class KitFont(_Rule):
    """A font by its name, and what it is for."""

    name: Annotated[str, Text(100, required=True), Field(examples=["Noto Sans"])]
    role: Annotated[str, Text(50, required=True), Field(examples=["headline"])]


class AvoidedWord(_Rule):
    """A word or phrase that posts must not hold."""

    word: Annotated[
        Word, Field(description="Found whole, whatever its case and accents.", examples=["cheap"])
    ]
    languages: Annotated[
        list[Language],
        Field(max_length=20, description="Only in these; empty means in all.", examples=[["en"]]),
    ] = []

    def holds_in(self, language: str) -> bool:
        """Whether it is to be avoided in that language, whatever its region."""
        spoken = language.partition("-")[0].lower()
        return not self.languages or spoken in {one.partition("-")[0].lower() for one in self.languages}


class RequiredDisclaimer(_Rule):
    """Words that posts must hold."""

    text: Annotated[str, Text(500, required=True), Field(examples=["Terms apply."])]
    networks: Annotated[
        list[Network], Field(max_length=40, description="Only on these; empty means on all.")
    ] = []
    topics: Annotated[
        list[Word],
        Field(
            max_length=50,
            description="Only where the topic or the brief holds one of these words; empty means always.",
            examples=[["sale"]],
        ),
    ] = []

    def is_asked_by(self, about: str) -> bool:
        """Whether a request about that needs it."""
        return not self.topics or bool(words_in(about, self.topics))


class KitChecks(_Rule):
    """What is counted; what is null is not looked at."""

    most_exclamation_marks: Annotated[StrictInt, Field(ge=0, le=100)] | None = Field(
        default=None, description="In one text.", examples=[1]
    )
    most_emoji: Annotated[StrictInt, Field(ge=0, le=100)] | None = Field(
        default=None, description="In one text.", examples=[2]
    )
    most_characters: Annotated[StrictInt, Field(ge=1, le=100_000)] | None = Field(
        default=None, description="Of one text, as people count them.", examples=[400]
    )
    most_words_in_sentence: Annotated[StrictInt, Field(ge=3, le=200)] | None = Field(
        default=None, description="In the longest sentence: how easily it is read.", examples=[25]
    )
    least_contrast: Annotated[StrictFloat | StrictInt, Field(ge=1, le=21)] | None = Field(
        default=DEFAULT_CONTRAST,
        description="Of each text colour with each background colour, by WCAG 2.2.",
        examples=[4.5],
    )
    most_palette_distance: Annotated[StrictFloat | StrictInt, Field(ge=1, le=100)] | None = Field(
        default=None,
        description="How far a picture's colours lie from the kit's on average, in CIELAB; 2 can just be seen, 100 is black"
        " against white.",
        examples=[30],
    )


Colors = Annotated[list[KitColor], Field(max_length=20)]
Fonts = Annotated[list[KitFont], Field(max_length=20)]
Logos = Annotated[list[UUID], Field(max_length=20, description="Media of the organisation.")]
Voice = Annotated[
    str,
    Text(2_000),
    Field(description="How the brand speaks, for whoever writes.", examples=["Warm, plain, never pushy."]),
]
Tones = Annotated[
    list[Annotated[str, Text(100, required=True)]],
    Field(
        max_length=20, description="The first is taken where a request names none.", examples=[["friendly"]]
    ),
]
WordsToUse = Annotated[Words, Field(examples=[["loose-leaf"]])]
WordsToAvoid = Annotated[list[AvoidedWord], Field(max_length=500)]
Disclaimers = Annotated[list[RequiredDisclaimer], Field(max_length=20)]
Hashtags = Annotated[
    list[Hashtag],
    Field(max_length=10, description="Every post holds them.", examples=[["ChaiAndCo"]]),
    AfterValidator(_each_once),
]
Enforced = Annotated[
    Enforcement,
    Field(
        description="block: what breaks a rule waits for a person instead of being planned. warn: it is only reported."
    ),
]


class KitRules(_Rule):
    """All that a kit says."""

    colors: Colors = []
    fonts: Fonts = []
    logos: Logos = []
    voice: Voice = ""
    tones: Tones = []
    words_to_use: WordsToUse = []
    words_to_avoid: WordsToAvoid = []
    disclaimers: Disclaimers = []
    hashtags: Hashtags = []
    checks: KitChecks = KitChecks()
    enforce: Enforced = "warn"

    def of_role(self, role: ColorRole) -> list[str]:
        """The colours that are for that."""
        return [color.hex for color in self.colors if color.role == role]


class AppliedRules(KitRules):
    """A kit's rules as they hold for one request or item."""

    brand_kit_id: UUID
    revision: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BrandKit:
    brand_kit_id: UUID
    organization_id: UUID
    name: str
    rules: KitRules
    is_default: bool
    revision: int = 1
    created_by: UUID
    created_at: datetime
    updated_at: datetime
    archived_at: datetime | None = None

    @property
    def applied(self) -> AppliedRules:
        """The rules as they are now, to be kept with what they hold for."""
        return AppliedRules(
            brand_kit_id=self.brand_kit_id,
            revision=self.revision,
            name=self.name,
            **{name: getattr(self.rules, name) for name in KitRules.model_fields},
        )


def brand_rules(applied: AppliedRules, *, language: str, about: str) -> BrandRules:
    """What of a kit whoever writes is told.

    Args:
        applied: The kit's rules.
        language: Of the content.
        about: The topic and the brief, which say what disclaimers are needed.
    """
    return BrandRules(
        brand_kit_id=applied.brand_kit_id,
        revision=applied.revision,
        name=applied.name,
        voice=applied.voice,
        tones=tuple(applied.tones),
        words_to_use=tuple(applied.words_to_use),
        words_to_avoid=tuple(one.word for one in applied.words_to_avoid if one.holds_in(language)),
        disclaimers=tuple(
            Disclaimer(text=one.text, networks=tuple(one.networks))
            for one in applied.disclaimers
            if one.is_asked_by(about)
        ),
        hashtags=tuple(applied.hashtags),
        colors=tuple(BrandColor(hex=color.hex, role=color.role) for color in applied.colors),
    )


@dataclass(frozen=True, slots=True)
class OpenKits:
    """The kits that may hold for the content of a call.

    Attributes:
        kits: By id.
        of_campaigns: By the campaign that names them.
        default: The organisation's own.
    """

    kits: Mapping[UUID, BrandKit]
    of_campaigns: Mapping[UUID, BrandKit]
    default: BrandKit | None

    def holding(self, brand_kit_id: UUID | None, campaign_id: UUID | None) -> BrandKit | None:
        """The kit named, else the campaign's, else the organisation's.

        Raises:
            FlawedError: The one named is not there.
        """
        if brand_kit_id is not None:
            if brand_kit_id not in self.kits:
                raise FlawedError([no_such_kit(brand_kit_id)])
            return self.kits[brand_kit_id]
        own = None if campaign_id is None else self.of_campaigns.get(campaign_id)
        return own or self.default


def no_such_kit(brand_kit_id: UUID) -> Flaw:
    detail = (
        f"{brand_kit_id} is not a brand kit of this organisation that is open; GET /v1/brand-kits lists them"
    )
    return Flaw("/brand_kit_id", detail, "brand_kit.unknown")
