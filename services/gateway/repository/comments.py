"""Comments in the database, and which people may be spoken to."""

from collections.abc import Collection
from dataclasses import fields
from pathlib import Path
from uuid import UUID

import asyncpg

from services.gateway.domain.comments import Comment
from services.gateway.domain.policy import Role
from shared.postgres import Connection
from shared.sql import load_queries

QUERIES = load_queries(Path(__file__).parents[1] / "queries" / "comments.sql")
_FIELDS = tuple(field.name for field in fields(Comment))


async def insert(connection: Connection, comment: Comment) -> None:
    await connection.execute(
        QUERIES["insert_comment"],
        comment.comment_id,
        comment.organization_id,
        comment.item_id,
        comment.reply_to,
        comment.version,
        comment.text,
        list(comment.mentions),
        comment.author,
        comment.created_at,
    )


async def find(
    connection: Connection, item_id: UUID, comment_id: UUID, *, lock: bool = False
) -> Comment | None:
    """One comment on an item; with `lock`, nobody else changes it until the transaction ends."""
    row = await connection.fetchrow(QUERIES["lock_comment" if lock else "get_comment"], item_id, comment_id)
    return None if row is None else _comment(row)


async def update(connection: Connection, comment: Comment) -> Comment:
    """Keep what may change of a comment; gives it with its new revision."""
    row = await connection.fetchrow(
        QUERIES["update_comment"],
        comment.comment_id,
        comment.text,
        list(comment.mentions),
        comment.edited_at,
        comment.resolved_by,
        comment.resolved_at,
    )
    assert row is not None
    return _comment(row)


async def delete(connection: Connection, comment_id: UUID) -> None:
    await connection.execute(QUERIES["delete_comment"], comment_id)


async def page(
    connection: Connection, item_id: UUID, *, after: UUID | None, resolved: bool | None, rows: int
) -> list[Comment]:
    """Comments, oldest first."""
    found = await connection.fetch(QUERIES["list_comments"], item_id, after, resolved, rows)
    return [_comment(row) for row in found]


async def members_among(connection: Connection, user_ids: Collection[UUID]) -> dict[UUID, Role]:
    """The roles of those of these people who are members of the organisation."""
    rows = await connection.fetch(QUERIES["members_among"], list(user_ids))
    return {row["user_id"]: row["role"] for row in rows}


def _comment(row: asyncpg.Record) -> Comment:
    return Comment(**{**{name: row[name] for name in _FIELDS}, "mentions": tuple(row["mentions"])})
