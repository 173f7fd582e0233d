"""Brand kits in the database."""

from collections.abc import Collection
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg

from services.gateway.domain.brand_kits import BrandKit, KitRules, OpenKits
from shared.postgres import Connection
from shared.sql import load_queries

QUERIES = load_queries(Path(__file__).parents[1] / "queries" / "brand_kits.sql")
_FIELDS = tuple(field.name for field in fields(BrandKit))


async def insert(connection: Connection, kit: BrandKit) -> None:
    await connection.execute(
        QUERIES["insert_kit"],
        kit.brand_kit_id,
        kit.organization_id,
        kit.name,
        kit.rules.model_dump(mode="json"),
        kit.is_default,
        kit.created_by,
        kit.created_at,
    )


async def page(
    connection: Connection, *, after: UUID | None, archived: bool, name: str | None, rows: int
) -> list[BrandKit]:
    """Brand kits, newest first."""
    found = await connection.fetch(QUERIES["list_kits"], after, archived, name, rows)
    return [_kit(row) for row in found]


async def find(connection: Connection, brand_kit_id: UUID) -> BrandKit | None:
    row = await connection.fetchrow(QUERIES["get_kit"], brand_kit_id)
    return None if row is None else _kit(row)


async def lock(connection: Connection, brand_kit_id: UUID) -> BrandKit | None:
    """As `find`, and nobody else changes it until the transaction ends."""
    row = await connection.fetchrow(QUERIES["lock_kit"], brand_kit_id)
    return None if row is None else _kit(row)


async def update(connection: Connection, kit: BrandKit) -> BrandKit:
    """Keep what may change of a kit; gives it with its new revision."""
    row = await connection.fetchrow(
        QUERIES["update_kit"],
        kit.brand_kit_id,
        kit.name,
        kit.rules.model_dump(mode="json"),
        kit.is_default,
        kit.archived_at,
        kit.updated_at,
    )
    assert row is not None
    return _kit(row)


async def lock_default(connection: Connection, organization_id: UUID) -> None:
    """Nobody else says which kit is the organisation's until the transaction ends; to be asked for before any kit."""
    await connection.execute(QUERIES["lock_default"], organization_id)


async def clear_default(connection: Connection, kit: BrandKit, at: datetime) -> None:
    """Let no other kit than this be the organisation's."""
    await connection.execute(QUERIES["clear_default"], kit.organization_id, kit.brand_kit_id, at)


async def open_ones(
    connection: Connection,
    organization_id: UUID,
    brand_kit_ids: Collection[UUID],
    campaign_ids: Collection[UUID],
) -> OpenKits:
    """The kits that may hold: those named, those of campaigns, and the organisation's own."""
    rows = await connection.fetch(
        QUERIES["open_kits"], organization_id, list(brand_kit_ids), list(campaign_ids)
    )
    kits = {row["brand_kit_id"]: _kit(row) for row in rows}
    return OpenKits(
        kits,
        {campaign_id: kits[row["brand_kit_id"]] for row in rows for campaign_id in row["campaigns"]},
        next((kit for kit in kits.values() if kit.is_default), None),
    )


def _kit(row: asyncpg.Record) -> BrandKit:
    values: dict[str, Any] = {name: row[name] for name in _FIELDS}
    values["rules"] = KitRules.model_validate(values["rules"])
    return BrandKit(**values)
