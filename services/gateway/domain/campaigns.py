"""Campaigns: what posts are made for."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

CampaignStatus = Literal["draft", "active", "completed"]


@dataclass(frozen=True, slots=True)
class Campaign:
    campaign_id: UUID
    organization_id: UUID
    name: str
    description: str
    brand: str
    audience: str
    tone: str
    goals: str
    budget_micros_usd: int | None
    status: CampaignStatus
    revision: int
    created_by: UUID
    created_at: datetime
    updated_at: datetime
    archived_at: datetime | None
