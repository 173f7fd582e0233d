"""Templates as clients send and see them."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, BaseModel, Field, StrictBool, model_validator

from services.gateway.api.models import RequestBody, View
from services.gateway.domain.briefs import Approval
from services.gateway.domain.flaws import Flaw
from services.gateway.domain.schedules import PostSchedule, Schedule
from services.gateway.domain.templates import (
    GivenValue,
    LibraryTemplate,
    PosterTemplate,
    Rendered,
    StoredTemplate,
    TemplateDefinition,
    TemplateKind,
    TemplateVersion,
    Variable,
)
from services.gateway.domain.texts import Color, Language, Network, Tags, Text
from services.gateway.usecases.from_templates import PostWish
from shared.capabilities import Problem

MOST_ROWS = 200

Values = Annotated[
    dict[Annotated[str, Text(60)], GivenValue],
    Field(
        max_length=50,
        description="By variable. Days are written as 2026-11-24, media as their ids; null takes the default.",
        examples=[{"festival": "Diwali", "offer": "20 % off every tea", "until": "2026-11-30"}],
    ),
]
Networks = Annotated[
    list[Network],
    Field(min_length=1, max_length=40, examples=[["mastodon", "x"]]),
    AfterValidator(lambda networks: list(dict.fromkeys(networks))),
]
_Source = Annotated[str, Text(5_000)]

NewTemplate = TemplateDefinition


class TemplateChanges(RequestBody):
    """Fields to change, which makes a new version; those left out stay as they are."""

    name: Annotated[str, Text(200, required=True), Field(examples=["Festival offer"])] | None = None
    description: Annotated[str, Text(2_000)] | None = None
    kind: TemplateKind | None = None
    language: Language | None = None
    tags: Tags | None = None
    variables: Annotated[list[Variable], Field(max_length=30)] | None = None
    text: Annotated[_Source, Field(examples=["{{ offer }}!"])] | None = None
    texts: Annotated[dict[Network, _Source], Field(examples=[{"x": "{{ offer }}"}])] | None = None
    poster: PosterTemplate | None = Field(default=None, description="null takes the poster away.")

    @model_validator(mode="after")
    def _only_the_poster_may_be_null(self) -> "TemplateChanges":
        empty = sorted(name for name in self.model_fields_set - {"poster"} if getattr(self, name) is None)
        if empty:
            raise ValueError(f"{', '.join(empty)} can't be null; leave it out to keep it as it is")
        return self

    @property
    def changes(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.model_fields_set}


class TemplateView(BaseModel):
    """A template."""

    template_id: UUID
    definition: TemplateDefinition
    version: int = Field(description="Of the definition.", examples=[1])
    library_key: str | None = Field(
        description="Of the library's template that it is a copy of.", examples=["festival_offer"]
    )
    revision: int = Field(description="What the ETag says.")
    created_at: datetime
    updated_at: datetime
    archived_at: datetime | None

    @classmethod
    def of(cls, template: StoredTemplate) -> "TemplateView":
        return cls(**{name: getattr(template, name) for name in cls.model_fields})


class TemplateVersionView(BaseModel):
    """A template as it was."""

    template_id: UUID
    number: int = Field(examples=[1])
    definition: TemplateDefinition
    created_by: UUID
    created_at: datetime

    @classmethod
    def of(cls, version: TemplateVersion) -> "TemplateVersionView":
        return cls(**{name: getattr(version, name) for name in cls.model_fields})


class LibraryTemplateView(BaseModel):
    """A template that comes with the product."""

    key: str = Field(examples=["festival_offer"])
    definition: TemplateDefinition
    example: Values = Field(description="Values to try it with.")

    @classmethod
    def of(cls, template: LibraryTemplate) -> "LibraryTemplateView":
        return cls(key=template.key, definition=template.definition, example=dict(template.example))


class NewRendering(RequestBody):
    """Values to fill in."""

    values: Values = Field(default={})
    networks: Networks | None = Field(
        default=None, description="Without them those that have a text of their own, or all."
    )


class TextProblemView(View):
    """Why a network would not take a text."""

    code: str = Field(examples=["text_too_long"])
    message: str = Field(examples=["The text is 301 graphemes long and bluesky takes 300."])
    fix: str = Field(examples=["Leave out 1."])


class RenderedTextView(BaseModel):
    """What a network would get."""

    network: Network
    text: str
    length: int = Field(description="As the network counts.")
    problems: list[TextProblemView]


class ValueProblemView(BaseModel):
    """What is wrong with one value."""

    variable: str = Field(examples=["until"])
    code: str = Field(examples=["template.value"])
    detail: str = Field(examples=["is not a day; write one such as 2026-11-24"])


class PosterView(View):
    """What a poster would say."""

    headline: str = Field(examples=["20 % off every tea"])
    line: str = Field(examples=["Until 30 November"])
    composition: int | None
    colors: list[Color] = Field(examples=[["#0A7B5E"]])


class RenderingView(BaseModel):
    """What comes of a template with values; nothing where a value is missing or wrong."""

    texts: list[RenderedTextView]
    poster: PosterView | None
    media: list[UUID]
    problems: list[ValueProblemView]

    @classmethod
    def of(cls, made: Rendered, counted: list[tuple[str, int, list[Problem]]]) -> "RenderingView":
        texts = [
            RenderedTextView(
                network=network,
                text=made.texts[network],
                length=length,
                problems=[TextProblemView.model_validate(problem) for problem in problems],
            )
            for network, length, problems in counted
        ]
        poster = None
        if made.poster is not None:
            poster = PosterView(
                headline=made.poster.headline,
                line=made.poster.line,
                composition=made.poster.composition,
                colors=list(made.colors),
            )
        return cls(texts=texts, poster=poster, media=list(made.media), problems=[])

    @classmethod
    def of_flaws(cls, flaws: list[Flaw]) -> "RenderingView":
        problems = [
            ValueProblemView(
                variable=flaw.pointer.removeprefix("/values/"), code=flaw.code, detail=flaw.detail
            )
            for flaw in flaws
        ]
        return cls(texts=[], poster=None, media=[], problems=problems)


class _TemplateBrief(RequestBody):
    """What content of a template is to be; what the template says itself may be left out."""

    networks: Networks
    brand: Annotated[str, Text(200, required=True), Field(examples=["Chai & Co."])] | None = Field(
        default=None, description="Without it the template's name."
    )
    topic: Annotated[str, Text(300, required=True)] | None = None
    brief: Annotated[str, Text(10_000, required=True)] | None = Field(
        default=None, description="For networks whose text the template leaves to the writer."
    )
    language: Language | None = None
    picture: StrictBool | None = Field(
        default=None, description="Without it: whether the template has a poster."
    )
    campaign_id: UUID | None = None
    brand_kit_id: UUID | None = None
    account_ids: list[UUID] | None = Field(default=None, min_length=1, max_length=100)
    schedule: Schedule | None = None
    approval: Approval | None = None

    @property
    def brief_fields(self) -> dict[str, Any]:
        """Those of a brief that are said here."""
        given = {name: getattr(self, name) for name in self.model_fields_set - {"values", "rows"}}
        return {name: value for name, value in given.items() if value is not None}


class TemplateRequestBody(_TemplateBrief):
    """Content to be made of a template; what the template says itself may be left out."""

    values: Values = Field(default={})


class TemplateBatchBody(_TemplateBrief):
    """Content to be made of a template for each row of values; the rest holds for every row."""

    rows: list[Values] = Field(
        min_length=1,
        max_length=MOST_ROWS,
        examples=[[{"offer": "20 % off every tea"}, {"offer": "Free samples"}]],
    )


class TemplatePostBody(RequestBody):
    """A post to be planned with a template's texts."""

    values: Values = Field(default={})
    networks: Networks
    schedule: PostSchedule
    campaign_id: UUID | None = None

    def to_domain(self) -> PostWish:
        return PostWish(self.values, self.networks, self.schedule, self.campaign_id)
