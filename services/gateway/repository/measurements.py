"""Measurements in the database."""

from collections.abc import Collection, Sequence
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from uuid import UUID

import asyncpg
from pydantic_core import to_jsonable_python

from services.gateway.domain.measurements import AccountMeasurement, PostMeasurement
from shared.events import AccountMeasured, PostMeasured
from shared.postgres import Connection
from shared.sql import load_queries

QUERIES = load_queries(Path(__file__).parents[1] / "queries" / "measurements.sql")
_POST_FIELDS = tuple(field.name for field in fields(PostMeasurement))
_ACCOUNT_FIELDS = tuple(field.name for field in fields(AccountMeasurement))


async def keep_posts(connection: Connection, measured: Sequence[PostMeasured]) -> set[tuple[UUID, datetime]]:
    """Keep measurements of posts; which ones, by publication and instant, were not known."""
    rows = await connection.fetch(QUERIES["keep_posts"], to_jsonable_python(list(measured)))
    return {(row["publication_id"], row["measured_at"]) for row in rows}


async def latest_of_publications(
    connection: Connection, publication_ids: Collection[UUID]
) -> dict[UUID, PostMeasurement]:
    """How publications did when they were last seen; without those that were never measured."""
    rows = await connection.fetch(QUERIES["latest_of_publications"], list(publication_ids))
    return {row["publication_id"]: _of_post(row) for row in rows}


async def of_post(connection: Connection, post_id: UUID) -> list[PostMeasurement]:
    """Every measurement of a post, in the order of time."""
    return [_of_post(row) for row in await connection.fetch(QUERIES["of_post"], post_id)]


async def keep_accounts(
    connection: Connection, measured: Sequence[AccountMeasured]
) -> set[tuple[UUID, datetime]]:
    """Keep measurements of accounts; which ones, by account and instant, were not known."""
    rows = await connection.fetch(QUERIES["keep_accounts"], to_jsonable_python(list(measured)))
    return {(row["account_id"], row["measured_at"]) for row in rows}


async def of_account(connection: Connection, account_id: UUID, limit: int) -> list[AccountMeasurement]:
    """The newest measurements of an account, newest first."""
    rows = await connection.fetch(QUERIES["of_account"], account_id, limit)
    return [
        AccountMeasurement(
            **{**{name: row[name] for name in _ACCOUNT_FIELDS}, "offered": tuple(row["offered"])}
        )
        for row in rows
    ]


def _of_post(row: asyncpg.Record) -> PostMeasurement:
    return PostMeasurement(**{**{name: row[name] for name in _POST_FIELDS}, "offered": tuple(row["offered"])})
