"""Campaigns in the database."""

from collections.abc import Collection
from dataclasses import fields, replace
from pathlib import Path
from uuid import UUID

import asyncpg

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
        campaign.project_id,
        campaign.brand_kit_id,
        campaign.tags,
        campaign.starts_on,
        campaign.ends_on,
    )


async def find(connection: Connection, campaign_id: UUID) -> Campaign | None:
    row = await connection.fetchrow(QUERIES["get_campaign"], campaign_id)
    return None if row is None else _campaign(row)


async def lock(connection: Connection, campaign_id: UUID) -> Campaign | None:
    """As `find`, and nobody else changes it until the transaction ends."""
    await connection.execute(QUERIES["lock_campaign"], campaign_id)
    return await find(connection, campaign_id)


async def update(connection: Connection, campaign: Campaign) -> Campaign:
    """Keep what may change of a campaign; gives it with its new revision."""
    revision = await connection.fetchval(
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
        campaign.project_id,
        campaign.brand_kit_id,
        campaign.tags,
        campaign.starts_on,
        campaign.ends_on,
    )
    return replace(campaign, revision=revision)


async def page(
    connection: Connection,
    *,
    after: UUID | None,
    status: CampaignStatus | None,
    archived: bool,
    name: str | None,
    project_id: UUID | None,
    brand_kit_id: UUID | None,
    tag: str | None,
    rows: int,
) -> list[Campaign]:
    """Campaigns, newest first."""
    found = await connection.fetch(
        QUERIES["list_campaigns"], after, status, archived, name, project_id, brand_kit_id, tag, rows
    )
    return [_campaign(row) for row in found]


async def open_ones(connection: Connection, campaign_ids: Collection[UUID]) -> set[UUID]:
    """Those of the campaigns that exist and are not archived."""
    rows = await connection.fetch(QUERIES["open_campaigns"], list(campaign_ids))
    return {row["campaign_id"] for row in rows}


def _campaign(row: asyncpg.Record) -> Campaign:
    return Campaign(**{**{name: row[name] for name in _FIELDS}, "tags": tuple(row["tags"])})
