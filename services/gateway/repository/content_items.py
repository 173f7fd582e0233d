"""Content items, their versions and working copies in the database."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
from pydantic import TypeAdapter
from pydantic_core import to_jsonable_python

from services.gateway.domain.compliance import ComplianceReport
from services.gateway.domain.content_items import (
    Content,
    ContentItem,
    Draft,
    ItemState,
    ListedItem,
    MadeBy,
    Variant,
    Version,
)
from shared.events import MediaObject, PostDetails
from shared.postgres import Connection
from shared.sql import load_queries

QUERIES = load_queries(Path(__file__).parents[1] / "queries" / "content_items.sql")
_COMPLIANCE = TypeAdapter(ComplianceReport)
_LISTED_FIELDS = tuple(field.name for field in fields(ListedItem))
_ITEM_FIELDS = (
    *(
        "item_id",
        "organization_id",
        "campaign_id",
        "brand_kit_id",
        "request_id",
        "approval",
        "title",
        "about",
        "state",
    ),
    *("revision", "created_by", "created_at", "updated_at", "archived_at"),
)


async def insert(connection: Connection, items: Sequence[ContentItem]) -> None:
    """Keep new items, each with its first version."""
    rows = [
        {
            **{name: getattr(item, name) for name in _ITEM_FIELDS},
            "version": item.version,
            "networks": item.networks,
        }
        for item in items
    ]
    versions = [_version_row(item.current) for item in items]
    await connection.execute(QUERIES["insert_items"], to_jsonable_python(rows), to_jsonable_python(versions))


async def insert_version(connection: Connection, version: Version) -> None:
    await connection.execute(QUERIES["insert_version"], to_jsonable_python(_version_row(version)))


async def find(connection: Connection, item_id: UUID) -> ContentItem | None:
    row = await connection.fetchrow(QUERIES["get_item"], item_id)
    return None if row is None else _item(row)


async def lock(connection: Connection, item_id: UUID) -> ContentItem | None:
    """As `find`, and nobody else changes it until the transaction ends."""
    await connection.execute(QUERIES["lock_item"], item_id)
    return await find(connection, item_id)


async def of_request(connection: Connection, request_id: UUID) -> UUID | None:
    """The item that was generated for a request."""
    found: UUID | None = await connection.fetchval(QUERIES["item_of_request"], request_id)
    return found


async def update(connection: Connection, item: ContentItem) -> int:
    """Keep what may change of an item; gives its new revision."""
    revision: int = await connection.fetchval(
        QUERIES["update_item"],
        item.item_id,
        item.campaign_id,
        item.brand_kit_id,
        item.approval,
        item.title,
        item.state,
        item.version,
        list(item.networks),
        item.updated_at,
        item.archived_at,
    )
    return revision


async def set_states(connection: Connection, states: Mapping[UUID, ItemState]) -> None:
    """Set the states of many."""
    rows = [{"item_id": str(item_id), "state": state} for item_id, state in states.items()]
    await connection.execute(QUERIES["set_item_states"], rows)


async def delete(connection: Connection, item_id: UUID) -> None:
    await connection.execute(QUERIES["delete_item"], item_id)


async def is_used(connection: Connection, item_id: UUID) -> bool:
    """Whether posts were made of it."""
    used: bool = await connection.fetchval(QUERIES["is_used"], item_id)
    return used


async def page(
    connection: Connection,
    *,
    after: UUID | None,
    states: Collection[ItemState] | None,
    campaign_id: UUID | None,
    brand_kit_id: UUID | None,
    request_id: UUID | None,
    network: str | None,
    text: str | None,
    archived: bool,
    rows: int,
) -> list[ListedItem]:
    """Items, newest first."""
    wanted = None if states is None else list(states)
    found = await connection.fetch(
        QUERIES["list_items"],
        after,
        wanted,
        campaign_id,
        brand_kit_id,
        request_id,
        network,
        text,
        archived,
        rows,
    )
    return [
        ListedItem(**{**{name: row[name] for name in _LISTED_FIELDS}, "networks": tuple(row["networks"])})
        for row in found
    ]


async def find_version(connection: Connection, item_id: UUID, number: int) -> Version | None:
    row = await connection.fetchrow(QUERIES["get_version"], item_id, number)
    return None if row is None else _version(row, row["number"], row["created_at"])


async def versions(connection: Connection, item_id: UUID, below: int | None, rows: int) -> list[Version]:
    """Versions of an item, newest first."""
    found = await connection.fetch(QUERIES["list_versions"], item_id, below, rows)
    return [_version(row, row["number"], row["created_at"]) for row in found]


async def draft(connection: Connection, item_id: UUID) -> Draft | None:
    row = await connection.fetchrow(QUERIES["get_draft"], item_id)
    if row is None:
        return None
    content = row["content"]
    kept = None if content is None else content_of(content["language"], content["variants"])
    return Draft(**{**row, "content": kept})


async def keep_draft(connection: Connection, kept: Draft) -> None:
    await connection.execute(
        QUERIES["keep_draft"],
        kept.item_id,
        kept.organization_id,
        None if kept.content is None else to_jsonable_python(kept.content),
        kept.base_version,
        kept.revision,
        kept.updated_by,
        kept.updated_at,
    )


def content_of(language: str, variants: Sequence[Mapping[str, Any]]) -> Content:
    """Content as it is kept."""
    return Content(
        language,
        tuple(
            Variant(
                one["network"],
                one["text"],
                tuple(MediaObject.model_validate(item) for item in one["media"]),
                PostDetails.model_validate(one["details"]),
            )
            for one in variants
        ),
    )


def _item(row: asyncpg.Record) -> ContentItem:
    current = _version(row, row["version"], row["version_created_at"])
    return ContentItem(**{name: row[name] for name in _ITEM_FIELDS}, current=current)


def _version(row: asyncpg.Record, number: int, created_at: Any) -> Version:
    return Version(
        item_id=row["item_id"],
        number=number,
        organization_id=row["organization_id"],
        content=content_of(row["language"], row["variants"]),
        content_hash=row["content_hash"],
        origin=row["origin"],
        made_by=None if row["made_by"] is None else MadeBy(**row["made_by"]),
        compliance=None if row["compliance"] is None else _COMPLIANCE.validate_python(row["compliance"]),
        author=row["author"],
        note=row["note"],
        created_at=created_at,
    )


def _version_row(version: Version) -> dict[str, Any]:
    names = (
        *("item_id", "number", "organization_id", "content_hash", "origin", "made_by", "compliance"),
        *("author", "note"),
    )
    return {
        **{name: getattr(version, name) for name in names},
        "language": version.content.language,
        "variants": version.content.variants,
        "created_at": version.created_at,
    }
