"""Campaigns as clients send and see them."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field, StrictInt, model_validator

from services.gateway.api.models import RequestBody, View
from services.gateway.domain.campaigns import Campaign, CampaignStatus
from services.gateway.domain.texts import Name, Tags, Text

_Name = Annotated[str, Name(200), Field(examples=["Monsoon 2026"])]
_Description = Annotated[str, Text(5_000), Field(examples=["Tea through the rains."])]
_Brand = Annotated[str, Text(200), Field(examples=["Chai & Co."])]
_Audience = Annotated[str, Text(300), Field(examples=["tea lovers in Mumbai"])]
_Tone = Annotated[str, Text(100), Field(examples=["friendly"])]
_Goals = Annotated[str, Text(2_000), Field(examples=["2,000 visits to the shops"])]
_Budget = Annotated[
    StrictInt,
    Field(ge=0, le=10**15, description="In millionths of a US dollar.", examples=[25_000_000]),
]


class NewCampaign(RequestBody):
    """A campaign to be made."""

    name: _Name
    description: _Description = ""
    brand: _Brand = ""
    audience: _Audience = ""
    tone: _Tone = ""
    goals: _Goals = ""
    budget_micros_usd: _Budget | None = None
    project_id: UUID | None = None
    brand_kit_id: UUID | None = Field(
        default=None, description="Holds for its content, where a request names no other."
    )
    tags: Tags = Field(default=[])
    starts_on: date | None = None
    ends_on: date | None = Field(default=None, description="The last day.")
    status: CampaignStatus = "active"


class CampaignChanges(RequestBody):
    """Fields to change; those left out stay as they are."""

    name: _Name | None = None
    description: _Description | None = None
    brand: _Brand | None = None
    audience: _Audience | None = None
    tone: _Tone | None = None
    goals: _Goals | None = None
    budget_micros_usd: _Budget | None = Field(default=None, description="null takes the budget away.")
    project_id: UUID | None = Field(default=None, description="null takes it out of its project.")
    brand_kit_id: UUID | None = Field(default=None, description="null takes the kit away.")
    tags: Tags | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    status: CampaignStatus | None = None

    @model_validator(mode="after")
    def _only_some_may_be_null(self) -> "CampaignChanges":
        empty = [name for name in self.model_fields_set if getattr(self, name) is None]
        wrong = sorted(set(empty) - _NULLABLE)
        if wrong:
            raise ValueError(f"{', '.join(wrong)} can't be null; leave it out to keep it as it is")
        return self

    @property
    def changes(self) -> dict[str, Any]:
        return self.model_dump(exclude_unset=True)


_NULLABLE = {"budget_micros_usd", "project_id", "brand_kit_id", "starts_on", "ends_on"}


class CampaignView(View):
    """A campaign."""

    campaign_id: UUID
    name: str
    description: str
    brand: str
    audience: str
    tone: str
    goals: str
    budget_micros_usd: int | None
    spent_micros_usd: int = Field(
        description="What making its content has cost so far, in millionths of a US dollar."
    )
    project_id: UUID | None
    brand_kit_id: UUID | None
    tags: list[str]
    starts_on: date | None
    ends_on: date | None
    status: CampaignStatus
    revision: int = Field(description="What the ETag says.")
    created_at: datetime
    updated_at: datetime
    archived_at: datetime | None

    @classmethod
    def of(cls, campaign: Campaign) -> "CampaignView":
        return cls.model_validate(campaign)
