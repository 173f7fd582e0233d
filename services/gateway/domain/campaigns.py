"""Campaigns: what posts are made for."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from services.gateway.domain.flaws import Flaw, FlawedError

CampaignStatus = Literal["draft", "active", "completed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """What posts are made for.

    Attributes:
        spent_micros_usd: What making its content has cost so far, in millionths of a US dollar.
    """

    campaign_id: UUID
    organization_id: UUID
    name: str
    description: str
    brand: str
    audience: str
    tone: str
    goals: str
    budget_micros_usd: int | None
    project_id: UUID | None
    brand_kit_id: UUID | None
    tags: tuple[str, ...]
    starts_on: date | None
    ends_on: date | None
    status: CampaignStatus
    revision: int
    created_by: UUID
    created_at: datetime
    updated_at: datetime
    archived_at: datetime | None
    spent_micros_usd: int = 0


def require_order(starts_on: date | None, ends_on: date | None) -> None:
    """Raises:
    FlawedError: It would end before it begins.
    """
    if starts_on is not None and ends_on is not None and ends_on < starts_on:
        raise FlawedError(
            [Flaw("/ends_on", f"{ends_on} lies before starts_on, {starts_on}", "campaign.dates")]
        )


def no_such_project(project_id: UUID) -> Flaw:
    detail = f"{project_id} is not a project of this organisation that is open; GET /v1/projects lists them"
    return Flaw("/project_id", detail, "project.unknown")
