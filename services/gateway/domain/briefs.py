"""Briefs: what a client says, and what has to be right about it."""

from collections.abc import Iterator
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StrictBool,
    ValidationError,
    model_validator,
)

from services.gateway.domain.details import NewDetails
from services.gateway.domain.flaws import FlawedError, flaws_of
from services.gateway.domain.schedules import NoSchedule, Schedule
from services.gateway.domain.texts import Color, Language, Network, Text

Approval = Literal["auto", "required"]


def _each_once(values: list[Any]) -> list[Any]:
    return list(dict.fromkeys(values))


def _of_the_organization(schema: dict[str, Any]) -> None:
    # What is left out is the organisation's (usecases/admission.py), and may be another than what stands here.
    schema.pop("default", None)


class Brief(BaseModel):
    """What is asked for: copy for each network, a picture or not, and what happens with it then."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    brand: Annotated[str, Text(200, required=True), Field(examples=["Chai & Co."])]
    topic: Annotated[
        str,
        Text(300, required=True),
        Field(description="What it is about.", examples=["Monsoon sale: 20 % off all teas"]),
    ]
    tone: Annotated[str, Text(100), Field(examples=["friendly"])] = ""
    audience: Annotated[str, Text(300), Field(examples=["tea lovers in Mumbai"])] = ""
    brief: Annotated[
        str,
        Text(10_000, required=True),
        Field(
            description="What the copy must say, in your own words.",
            examples=["Announce the monsoon sale: 20 % off every tea until Sunday, in all shops."],
        ),
    ]
    language: Language = Field(default="en", json_schema_extra=_of_the_organization)
    networks: Annotated[
        list[Network],
        Field(min_length=1, examples=[["mastodon", "bluesky", "x"]]),
        AfterValidator(_each_once),
    ]
    picture: StrictBool = Field(default=False, description="Whether a picture is made too.")
    brand_colors: Annotated[
        list[Color], Field(max_length=8, examples=[["#0A7B5E", "#F4C95D"]]), AfterValidator(_each_once)
    ] = []
    campaign_id: UUID | None = None
    brand_kit_id: UUID | None = Field(
        default=None,
        description="The brand kit whose rules hold; without it the campaign's, else the organisation's.",
    )
    account_ids: Annotated[list[UUID], AfterValidator(_each_once)] | None = Field(
        default=None,
        min_length=1,
        max_length=100,
        description="The accounts it goes to; without it, every connected account of each listed network.",
    )
    details: dict[Network, NewDetails] = Field(
        default={},
        description="For each network what its post has beside text and picture, such as a title or a board.",
        examples=[{"mastodon": {"content_warning": "Food"}}],
    )
    schedule: Schedule = Field(default_factory=NoSchedule, description="When the post goes out.")
    approval: Approval = Field(
        default="auto",
        description="auto: the post is made as soon as the content is ready. required: a person approves first."
        " Left out: as the organisation has it.",
        json_schema_extra=_of_the_organization,
    )

    @model_validator(mode="after")
    def _details_of_listed(self) -> Self:
        strange = [network for network in self.details if network not in self.networks]
        if strange:
            raise ValueError(f"details speaks of {', '.join(strange)}, which networks does not list")
        return self

    def named_media(self) -> Iterator[tuple[str, UUID]]:
        """The uploads it names, each with the pointer to where."""
        for network, details in self.details.items():
            for field, media_id in details.media_ids():
                yield f"/details/{network}/{field}", media_id


def brief_of(fields: dict[str, Any]) -> Brief:
    """Read a brief.

    Raises:
        FlawedError: Fields are missing, unknown or wrong; all of them are named.
    """
    try:
        return Brief.model_validate(fields)
    except ValidationError as error:
        raise FlawedError(flaws_of(error)) from None
