"""Figures: /v1/analytics."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from pydantic import Field

from services.gateway.api.dependencies import SignedIn, Transactions, provided
from services.gateway.api.models import View
from services.gateway.domain.figures import Figures
from services.gateway.domain.schedules import Day
from services.gateway.usecases.figures import AnalyticsFigures
from shared.events import MetricName, NetworkName, Total

router = APIRouter(prefix="/v1/analytics", tags=["Analytics"])


class FiguresView(View):
    """What was due, what became of it, and how late it went out."""

    due: int
    published: int
    failed: int
    uncertain: int = Field(description="Nobody knows yet whether they went out.")
    missed: int
    success_rate: float | None = Field(description="Published among those that ended; null where none did.")
    lateness_ms_mean: float | None = Field(description="null where nothing was published.")
    lateness_ms_max: int | None
    engagement: dict[MetricName, Total] = Field(
        description="How the posts that were due then do now, by name; `measured` says over how many posts. What no"
        " network told is not here, which is not 0.",
        examples=[{"likes": {"value": 340, "measured": 28}}],
    )
    audience: dict[MetricName, Total] = Field(
        description="How the accounts did on the last day that each figure was told; followers_gained is summed over"
        " the days. Empty for campaigns.",
        examples=[
            {"followers": {"value": 1204, "measured": 3}, "followers_gained": {"value": 17, "measured": 3}}
        ],
    )


class NetworkFigures(FiguresView):
    network: NetworkName


class CampaignFigures(FiguresView):
    campaign_id: UUID
    name: str | None = Field(description="null when the campaign is not there any more.")


class DayFiguresView(FiguresView):
    day: date


class OverviewView(View):
    """Figures over some UTC days, by network, campaign and day."""

    first_day: date
    last_day: date
    totals: FiguresView
    networks: list[NetworkFigures]
    campaigns: list[CampaignFigures]
    days: list[DayFiguresView]
    rolled_at: datetime | None = Field(description="When the newest of these figures was made.")


@router.get("/overview", summary="Get the figures of some days")
async def get_overview(
    caller: SignedIn,
    figures: Annotated[AnalyticsFigures, Depends(provided(AnalyticsFigures))],
    transactions: Transactions,
    first: Annotated[
        date | None,
        Query(alias="from", description="First UTC day; thirty days before the last if left out."),
    ] = None,
    last: Annotated[Day | None, Query(alias="to", description="Last UTC day; today if left out.")] = None,
) -> OverviewView:
    """As analytics last told them; a publication counts on the UTC day it was due."""
    async with transactions.work(caller.organization_id) as work:
        first_day, last_day, found, names = await figures.overview(work, first, last)
    return OverviewView(
        first_day=first_day,
        last_day=last_day,
        totals=FiguresView.model_validate(found.totals),
        networks=[
            NetworkFigures.model_validate({"network": network, **_shown(of_network)})
            for network, of_network in found.networks.items()
        ],
        campaigns=[
            CampaignFigures(campaign_id=UUID(campaign), name=names.get(UUID(campaign)), **_shown(of_campaign))
            for campaign, of_campaign in found.campaigns.items()
        ],
        days=[DayFiguresView(day=day, **_shown(of_day)) for day, of_day in found.days.items()],
        rolled_at=found.rolled_at,
    )


def _shown(figures: Figures) -> dict[str, Any]:
    return {name: getattr(figures, name) for name in FiguresView.model_fields}
