"""Webhooks in the database."""

from collections.abc import Collection, Sequence
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg

from services.gateway.domain.webhooks import (
    DisabledBecause,
    Health,
    SignatureKind,
    SigningKey,
    Webhook,
    WebhookState,
)
from shared.postgres import Connection
from shared.sql import load_queries

QUERIES = load_queries(Path(__file__).parents[1] / "queries" / "webhooks.sql")
_OWN = tuple(field.name for field in fields(Webhook) if field.name not in {"health", "keys"})
_HEALTH = tuple(field.name for field in fields(Health))
_LISTS = frozenset({"event_types", "campaign_ids", "account_ids"})


async def insert(connection: Connection, webhook: Webhook) -> None:
    await connection.execute(
        QUERIES["insert_webhook"],
        webhook.webhook_id,
        webhook.organization_id,
        webhook.url,
        webhook.host,
        webhook.description,
        list(webhook.event_types),
        list(webhook.campaign_ids),
        list(webhook.account_ids),
        webhook.created_by,
        webhook.created_at,
    )


async def page(
    connection: Connection, *, after: UUID | None, state: WebhookState | None, rows: int, now: datetime
) -> list[Webhook]:
    """Webhooks, newest first, with the keys that sign at that instant."""
    found = await connection.fetch(QUERIES["list_webhooks"], after, state, rows, None, now)
    return [_webhook(row) for row in found]


async def find(connection: Connection, webhook_id: UUID, now: datetime) -> Webhook | None:
    row = await connection.fetchrow(QUERIES["list_webhooks"], None, None, 1, webhook_id, now)
    return None if row is None else _webhook(row)


async def lock(connection: Connection, webhook_id: UUID, now: datetime) -> Webhook | None:
    """As `find`, and nobody else changes it until the transaction ends."""
    await connection.execute(QUERIES["lock_webhook"], webhook_id)
    return await find(connection, webhook_id, now)


async def update(connection: Connection, webhook: Webhook) -> None:
    """Keep what its owner may change."""
    await connection.execute(
        QUERIES["update_webhook"],
        webhook.webhook_id,
        webhook.url,
        webhook.host,
        webhook.description,
        list(webhook.event_types),
        list(webhook.campaign_ids),
        list(webhook.account_ids),
        webhook.updated_at,
    )


async def set_state(
    connection: Connection,
    webhook_id: UUID,
    state: WebhookState,
    because: DisabledBecause | None,
    now: datetime,
) -> bool:
    """Enable or disable it; False if it was so already."""
    changed = await connection.fetchval(QUERIES["set_webhook_state"], webhook_id, state, because, now)
    return changed is True


async def delete(connection: Connection, webhook_id: UUID) -> None:
    await connection.execute(QUERIES["delete_webhook"], webhook_id)


async def not_there(
    connection: Connection, campaign_ids: Collection[UUID], account_ids: Collection[UUID]
) -> set[tuple[str, UUID]]:
    """Those of these campaigns and accounts that the organisation does not have, each after its kind."""
    rows = await connection.fetch(QUERIES["not_there"], list(campaign_ids), list(account_ids))
    return {(row["kind"], row["id"]) for row in rows}


async def insert_secret(connection: Connection, webhook: Webhook, key: SigningKey, encrypted: bytes) -> None:
    await connection.execute(
        QUERIES["insert_webhook_secret"],
        key.secret_id,
        webhook.organization_id,
        webhook.webhook_id,
        key.kind,
        encrypted,
        key.public_key,
        key.created_at,
    )


async def expire_secrets(connection: Connection, webhook_id: UUID, at: datetime, *, but: UUID) -> None:
    """Let all but one sign until then, and no longer than they were to."""
    await connection.execute(QUERIES["expire_webhook_secrets"], webhook_id, at, but)


async def forget_secrets(connection: Connection, webhook_id: UUID, now: datetime) -> None:
    """Delete those that sign no more."""
    await connection.execute(QUERIES["forget_webhook_secrets"], webhook_id, now)


async def lock_health(connection: Connection, webhook_id: UUID) -> Health | None:
    """How a receiver does, and nobody else records anything of it until the transaction ends."""
    row = await connection.fetchrow(QUERIES["lock_webhook_health"], webhook_id)
    return None if row is None else _health(row)


async def set_health(connection: Connection, webhook_id: UUID, health: Health) -> None:
    await connection.execute(
        QUERIES["set_webhook_health"], webhook_id, *(getattr(health, name) for name in _HEALTH)
    )


def _health(row: asyncpg.Record) -> Health:
    return Health(*(row[name] for name in _HEALTH))


def _webhook(row: asyncpg.Record) -> Webhook:
    own: dict[str, Any] = {name: tuple(row[name]) if name in _LISTS else row[name] for name in _OWN}
    return Webhook(**own, health=_health(row), keys=_keys(row["keys"]))


def _keys(rows: Sequence[dict[str, Any]]) -> tuple[SigningKey, ...]:
    return tuple(
        SigningKey(
            secret_id=UUID(row["secret_id"]),
            kind=_kind(row["kind"]),
            public_key=row["public_key"],
            created_at=datetime.fromisoformat(row["created_at"]),
            expires_at=datetime.fromisoformat(row["expires_at"]) if row["expires_at"] else None,
        )
        for row in rows
    )


def _kind(text: str) -> SignatureKind:
    return "v1a" if text == "v1a" else "v1"
