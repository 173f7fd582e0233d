"""Figures in the database."""

from collections.abc import Collection, Sequence
from dataclasses import fields
from datetime import date
from pathlib import Path
from uuid import UUID

import asyncpg
from pydantic_core import to_jsonable_python

from services.gateway.domain.figures import DayFigures
from shared.events import Total
from shared.postgres import Connection
from shared.sql import load_queries

QUERIES = load_queries(Path(__file__).parents[1] / "queries" / "figures.sql")
_FIELDS = tuple(field.name for field in fields(DayFigures))


async def keep(connection: Connection, figures: Sequence[DayFigures]) -> None:
    """Keep figures as they are now; older revisions change nothing."""
    await connection.execute(QUERIES["keep_figures"], to_jsonable_python(list(figures)))


async def between(connection: Connection, first: date, last: date) -> list[DayFigures]:
    """The figures of days, both ends included."""
    rows = await connection.fetch(QUERIES["figures_between"], first, last)
    return [_day(row) for row in rows]


def _day(row: asyncpg.Record) -> DayFigures:
    values = {name: row[name] for name in _FIELDS}
    for name in ("engagement", "audience"):
        values[name] = {metric: Total(**total) for metric, total in values[name].items()}
    return DayFigures(**values)


async def campaign_names(connection: Connection, campaign_ids: Collection[UUID]) -> dict[UUID, str]:
    rows = await connection.fetch(QUERIES["campaign_names"], list(campaign_ids))
    return {row["campaign_id"]: row["name"] for row in rows}
