"""Campaigns in the database."""

from collections.abc import Collection
from dataclasses import fields
from pathlib import Path
from uuid import UUID

from services.gateway.domain.campaigns import Campaign, CampaignStatus
from shared.postgres import Connection
from shared.sql import load_queries

QUERIES = load_queries(Path(__file__).parents[1] / "queries" / "campaigns.sql")
_FIELDS = tuple(field.name for field in fields(Campaign))


async def insert(connection: Connection, campaign: Campaign) -> None:
    await connection.execute(
        QUERIES["insert_campaign"],
        campaign.campaign_id,
        campaign.organization_id,
        campaign.name,
        campaign.description,
        campaign.brand,
        campaign.audience,
        campaign.tone,
        campaign.goals,
        campaign.budget_micros_usd,
        campaign.status,
        campaign.created_by,
        campaign.created_at,
    )


async def find(connection: Connection, campaign_id: UUID) -> Campaign | None:
    row = await connection.fetchrow(QUERIES["get_campaign"], campaign_id)
    return None if row is None else Campaign(*(row[name] for name in _FIELDS))


async def lock(connection: Connection, campaign_id: UUID) -> Campaign | None:
    """As `find`, and nobody else changes it until the transaction ends."""
    row = await connection.fetchrow(QUERIES["lock_campaign"], campaign_id)
    return None if row is None else Campaign(*(row[name] for name in _FIELDS))


async def update(connection: Connection, campaign: Campaign) -> Campaign:
    """Keep what may change of a campaign; gives it with its new revision."""
    row = await connection.fetchrow(
        QUERIES["update_campaign"],
        campaign.campaign_id,
        campaign.name,
        campaign.description,
        campaign.brand,
        campaign.audience,
        campaign.tone,
        campaign.goals,
        campaign.budget_micros_usd,
        campaign.status,
        campaign.archived_at,
        campaign.updated_at,
    )
    assert row is not None
    return Campaign(*(row[name] for name in _FIELDS))


async def page(
    connection: Connection,
    *,
    after: UUID | None,
    status: CampaignStatus | None,
    archived: bool,
    name: str | None,
    rows: int,
) -> list[Campaign]:
    """Campaigns, newest first."""
    found = await connection.fetch(QUERIES["list_campaigns"], after, status, archived, name, rows)
    return [Campaign(*(row[field] for field in _FIELDS)) for row in found]


async def open_ones(connection: Connection, campaign_ids: Collection[UUID]) -> set[UUID]:
    """Those of the campaigns that exist and are not archived."""
    rows = await connection.fetch(QUERIES["open_campaigns"], list(campaign_ids))
    return {row["campaign_id"] for row in rows}
