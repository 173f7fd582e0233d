"""Posts and their targets in the database."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
from pydantic_core import to_jsonable_python

from services.gateway.domain.planning import Account
from services.gateway.domain.posts import Post, Target, TargetProblem, TargetState, explained
from shared.events import MediaObject, PostDetails
from shared.postgres import Connection
from shared.sql import load_queries

QUERIES = load_queries(Path(__file__).parents[1] / "queries" / "posts.sql")
_POST_FIELDS = tuple(field.name for field in fields(Post) if field.name != "targets")
_TARGET_FIELDS = tuple(field.name for field in fields(Target))


@dataclass(frozen=True, slots=True)
class Standing:
    """What a publication is part of, for live updates."""

    publication_id: UUID
    post_id: UUID
    request_id: UUID | None
    campaign_id: UUID | None
    batch_id: UUID | None
    handle: str | None
    states: list[TargetState]


async def accounts(connection: Connection, organization_ids: Collection[UUID]) -> dict[UUID, list[Account]]:
    """The accounts that posts can be planned for, by organisation."""
    rows = await connection.fetch(QUERIES["accounts"], list(organization_ids))
    found: dict[UUID, list[Account]] = {organization_id: [] for organization_id in organization_ids}
    for row in rows:
        found[row["organization_id"]].append(Account(**row))
    return found


async def insert(connection: Connection, posts: Sequence[Post]) -> None:
    targets = [target for post in posts for target in post.targets]
    await connection.execute(
        QUERIES["insert_posts"],
        to_jsonable_python(list(posts), exclude={"__all__": {"targets"}}),
        to_jsonable_python(targets),
    )


async def find(connection: Connection, post_id: UUID) -> Post | None:
    row = await connection.fetchrow(QUERIES["get_post"], post_id)
    if row is None:
        return None
    (post,) = await _with_targets(connection, [row])
    return post


async def lock(connection: Connection, post_id: UUID) -> Post | None:
    """As `find`, and neither people nor consumers change it or its targets until the transaction ends."""
    row = await connection.fetchrow(QUERIES["lock_post"], post_id)
    if row is None:
        return None
    targets = await connection.fetch(QUERIES["lock_targets"], post_id)
    in_order = sorted((_target(target) for target in targets), key=lambda target: target.position)
    return replace(_post(row), targets=tuple(in_order))


async def page(
    connection: Connection,
    *,
    after: UUID | None,
    combinations: Collection[str] | None,
    network: str | None,
    campaign_id: UUID | None,
    request_id: UUID | None,
    content_item_id: UUID | None,
    due_from: datetime | None,
    due_before: datetime | None,
    rows: int,
) -> list[Post]:
    """Posts, newest first."""
    found = await connection.fetch(
        QUERIES["list_posts"],
        after,
        None if combinations is None else list(combinations),
        network,
        campaign_id,
        request_id,
        content_item_id,
        due_from,
        due_before,
        rows,
    )
    return await _with_targets(connection, found)


async def of_item(connection: Connection, item_id: UUID) -> list[Post]:
    """The posts made from a content item, oldest first."""
    return await _with_targets(connection, await connection.fetch(QUERIES["posts_of_item"], item_id))


async def update(connection: Connection, post: Post, changed: Sequence[Target]) -> None:
    """Keep a post's intent, and those of its targets that changed."""
    await connection.execute(
        QUERIES["update_post"],
        post.post_id,
        post.schedule_kind,
        post.local_time,
        post.time_zone,
        post.due_at,
        post.updated_at,
        post.cancelled_at,
        post.revision,
        post.content_hash,
        post.approval,
    )
    await connection.execute(QUERIES["update_targets"], to_jsonable_python(list(changed)))


async def lapsed(connection: Connection, now: datetime, rows: int) -> list[tuple[UUID, UUID]]:
    """Posts whose grace period passed while nobody approved them, of all organisations: id and organisation."""
    found = await connection.fetch(QUERIES["lapsed_posts"], now, rows)
    return [(row["post_id"], row["organization_id"]) for row in found]


async def apply_outcomes(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> list[Standing]:
    """Apply what happened to publications; gives what those that took it are part of."""
    changed = await connection.fetch(QUERIES["apply_outcomes"], to_jsonable_python(list(rows)))
    if not changed:
        return []
    ids = [row["publication_id"] for row in changed]
    return [Standing(**row) for row in await connection.fetch(QUERIES["standing_of_publications"], ids)]


async def _with_targets(connection: Connection, rows: Sequence[asyncpg.Record]) -> list[Post]:
    targets: dict[UUID, list[Target]] = {row["post_id"]: [] for row in rows}
    for target in await connection.fetch(QUERIES["targets"], list(targets)):
        targets[target["post_id"]].append(_explained(target))
    return [replace(_post(row), targets=tuple(targets[row["post_id"]])) for row in rows]


def _post(row: asyncpg.Record) -> Post:
    return Post(**{name: row[name] for name in _POST_FIELDS})


def _explained(row: asyncpg.Record) -> Target:
    account = (
        row["account_state"],
        row["problem_code"],
        row["problem_detail"],
        row["problem_who_must_act"],
    )
    return explained(_target(row), *account)


def _target(row: asyncpg.Record) -> Target:
    values: dict[str, Any] = {name: row[name] for name in _TARGET_FIELDS}
    values["media"] = tuple(MediaObject.model_validate(item) for item in values["media"])
    values["details"] = PostDetails.model_validate(values["details"])
    values["rendition_ids"] = {key: UUID(value) for key, value in values["rendition_ids"].items()}
    values["rendered"] = {key: MediaObject.model_validate(value) for key, value in values["rendered"].items()}
    if values["problem"] is not None:
        values["problem"] = TargetProblem(**values["problem"])
    return Target(**values)
