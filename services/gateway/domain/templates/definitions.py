"""What a template is, whether it is sound, and what comes of it with values."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, JsonValue, StrictInt, model_validator

from services.gateway.domain.flaws import Flaw, FlawedError
from services.gateway.domain.templates.liquid import LONGEST_SOURCE, TemplateError, filled, undeclared
from services.gateway.domain.templates.variables import (
    GivenValue,
    Variables,
    checked,
    default_flaws,
    media_of,
)
from services.gateway.domain.texts import Language, Network, Tags, Text
from shared.colors import is_color
from shared.events import MediaObject, NetworkName, PosterText

TemplateKind = Literal["copy", "visual"]
Source = Annotated[str, Text(LONGEST_SOURCE)]
_LONGEST_HEADLINE = 300


_EXAMPLE: dict[str, JsonValue] = {
    "name": "Festival offer",
    "description": "An offer for a festival.",
    "kind": "copy",
    "language": "en",
    "tags": ["offer"],
    "variables": [
        {"type": "text", "name": "offer", "label": "The offer", "required": True, "longest": 120},
        {"type": "date", "name": "until", "label": "Last day"},
    ],
    "text": "{{ offer }}{% if until %} until {{ until | date: '%d %B' }}{% endif %}!",
    "texts": {"x": "{{ offer }} #sale"},
    "poster": {"headline": "{{ offer }}"},
}


class PosterTemplate(BaseModel):
    """What a drawn poster says and looks like; each text is Liquid."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    headline: Annotated[str, Text(1_000, required=True), Field(examples=["{{ offer }}"])]
    line: Annotated[str, Text(1_000), Field(examples=["Until {{ until | date: '%d %B' }}"])] = ""
    composition: Annotated[StrictInt, Field(ge=0, le=3)] | None = Field(
        default=None, description="Which of the drawn backgrounds; any where it is null."
    )
    colors: list[Annotated[str, Text(200, required=True)]] = Field(
        default=[],
        max_length=8,
        description="Behind the words first, then the accent; without them the brand kit's.",
        examples=[["{{ color }}"]],
    )


class TemplateDefinition(Variables):
    """A template: texts, a poster, and the variables in them."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    name: Annotated[str, Text(200, required=True), Field(examples=["Festival offer"])]
    description: Annotated[str, Text(2_000), Field(examples=["An offer for a festival."])] = ""
    kind: TemplateKind = Field(
        default="copy", description="copy: it has texts. visual: it has a poster, and may have texts."
    )
    language: Language = "en"
    tags: Tags = Field(default=[])
    text: Annotated[
        Source,
        Field(description="Liquid, for every network that has none of its own.", examples=["{{ offer }}!"]),
    ] = ""
    texts: dict[Network, Source] = Field(
        default={}, description="Liquid for single networks.", examples=[{"x": "{{ offer }} #sale"}]
    )
    poster: PosterTemplate | None = None

    @model_validator(mode="after")
    def _holds_what_its_kind_says(self) -> "TemplateDefinition":
        if self.kind == "copy" and not self.text and not any(self.texts.values()):
            raise ValueError("text is missing: a template of the kind copy has text, or texts for networks")
        if self.kind == "visual" and self.poster is None:
            raise ValueError("poster is missing: a template of the kind visual has one")
        return self

    def sources(self) -> Iterator[tuple[str, str]]:
        """All that is Liquid, each with the pointer to where."""
        yield "/text", self.text
        for network, source in self.texts.items():
            yield f"/texts/{network}", source
        if self.poster is not None:
            yield "/poster/headline", self.poster.headline
            yield "/poster/line", self.poster.line
            for position, color in enumerate(self.poster.colors):
                yield f"/poster/colors/{position}", color

    def source_for(self, network: NetworkName) -> tuple[str, str]:
        """The text for a network, with the pointer to where it is; empty where there is none."""
        if self.texts.get(network):
            return f"/texts/{network}", self.texts[network]
        return "/text", self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredTemplate:
    """A template of an organisation, as it is now.

    Attributes:
        version: Of the definition; the others are kept.
        library_key: Of the library's template that it is a copy of, if it is one.
    """

    template_id: UUID
    organization_id: UUID
    definition: TemplateDefinition
    version: int = 1
    library_key: str | None = None
    revision: int = 1
    created_by: UUID
    created_at: datetime
    updated_at: datetime
    archived_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateVersion:
    template_id: UUID
    number: int
    definition: TemplateDefinition
    created_by: UUID
    created_at: datetime


@dataclass(frozen=True, slots=True)
class LibraryTemplate:
    """A template that comes with the product."""

    key: str
    definition: TemplateDefinition
    example: Mapping[str, GivenValue]


@dataclass(frozen=True, slots=True)
class Rendered:
    """What comes of a template with values.

    Attributes:
        texts: By network; one without text is not there.
        media: What was given for media variables, in the order of these.
        colors: Of the poster.
    """

    texts: Mapping[NetworkName, str]
    poster: PosterText | None
    colors: tuple[str, ...]
    media: tuple[UUID, ...]


def require_sound(definition: TemplateDefinition) -> None:
    """Hold a template against its own variables, before it is kept.

    Raises:
        FlawedError: Liquid that can't be read, names that nobody declared, defaults that break their own bounds.
    """
    declared = frozenset(variable.name for variable in definition.variables)
    flaws = default_flaws(definition.variables)
    for pointer, source in definition.sources():
        try:
            unknown = undeclared(source, declared)
        except TemplateError as error:
            flaws.append(Flaw(pointer, error.detail, error.code))
            continue
        flaws += [
            Flaw(
                pointer,
                f"uses {name[:60]!r}, which is no variable of this template; declare it in variables",
                "template.variable_undeclared",
            )
            for name in unknown
        ]
    if flaws:
        raise FlawedError(flaws)


def render(
    definition: TemplateDefinition,
    given: Mapping[str, GivenValue],
    networks: Sequence[NetworkName],
    media: Mapping[UUID, MediaObject],
) -> Rendered:
    """Fill a template in.

    Args:
        definition: One that `require_sound` let pass.
        given: Values by variable.
        networks: Those that texts are wanted for.
        media: Of the organisation, among them those that are given.

    Raises:
        FlawedError: Values are missing or wrong, all of them named; or the template takes too much work.
    """
    values, flaws = checked(definition.variables, given)
    chosen = media_of(definition.variables, values)
    for name, media_id in chosen.items():
        if media_id in media:
            values[name] = media[media_id].alt_text
        else:
            detail = f"{media_id} is not among this organisation's media; GET /v1/media lists them"
            flaws.append(Flaw(f"/values/{name}", detail, "media.unknown"))
    if flaws:
        raise FlawedError(flaws)
    texts = {network: _filled(*definition.source_for(network), values) for network in networks}
    poster, colors = _poster(definition.poster, values)
    return Rendered(
        {network: text for network, text in texts.items() if text}, poster, colors, tuple(chosen.values())
    )


def _poster(
    template: PosterTemplate | None, values: Mapping[str, Any]
) -> tuple[PosterText | None, tuple[str, ...]]:
    if template is None:
        return None, ()
    headline = _filled("/poster/headline", template.headline, values)
    line = _filled("/poster/line", template.line, values)
    for pointer, text in (("/poster/headline", headline), ("/poster/line", line)):
        if len(text) > _LONGEST_HEADLINE:
            detail = f"comes to {len(text)} characters, and {_LONGEST_HEADLINE} fit on a poster"
            raise FlawedError([Flaw(pointer, detail, "template.too_long")])
    if not headline:
        raise FlawedError(
            [Flaw("/poster/headline", "comes to nothing; give its variables values", "template.empty")]
        )
    colors = []
    for position, source in enumerate(template.colors):
        color = _filled(f"/poster/colors/{position}", source, values)
        if color and not (is_color(color) and len(color) == 7):
            detail = f"comes to {color[:40]!r}, which is not a colour such as #0A7B5E"
            raise FlawedError([Flaw(f"/poster/colors/{position}", detail, "template.color")])
        colors += [color.upper()] if color else []
    return PosterText(headline=headline, line=line, composition=template.composition), tuple(colors)


def _filled(pointer: str, source: str, values: Mapping[str, Any]) -> str:
    try:
        return filled(source, values)
    except TemplateError as error:
        raise FlawedError([Flaw(pointer, error.detail, error.code)]) from None
