"""Plans and usage in the database."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

from services.gateway.domain.plans import LIMITS, NOBODY, Limit, Part, Plan
from shared.postgres import Connection
from shared.sql import load_queries

_QUERIES = load_queries(Path(__file__).parents[1] / "queries" / "quotas.sql")


@dataclass(frozen=True, slots=True)
class Standing:
    """What an organisation's plan allows of a limit; allowed none is no limit."""

    plan: str | None
    allowed: int | None
    time_zone: str


@dataclass(frozen=True, slots=True)
class KnownPlan:
    """A plan as it is kept."""

    name: str
    plan: Plan
    is_default: bool


async def standing(connection: Connection, organization_id: UUID, limit: Limit) -> Standing:
    row = await connection.fetchrow(_QUERIES["standing_of"], organization_id, limit)
    assert row is not None, "the organisation is there"
    return Standing(**row)


async def standings(connection: Connection, organization_id: UUID) -> Mapping[Limit, Standing]:
    """`standing` of every limit, by one look at the plan."""
    row = await connection.fetchrow(_QUERIES["standings_of"], organization_id)
    assert row is not None, "the organisation is there"
    limits = row["limits"] or {}
    return {limit: Standing(row["plan"], limits.get(limit), row["time_zone"]) for limit in LIMITS}


async def count_up(
    connection: Connection,
    organization_id: UUID,
    limit: Limit,
    period: date,
    amount: int,
    *,
    parts: Sequence[Part] = (),
) -> tuple[int, int]:
    """How much is used now, and the threshold that was told of; nobody else counts until the transaction ends."""
    row = await connection.fetchrow(
        _QUERIES["count_up"],
        organization_id,
        limit,
        period,
        amount,
        [part.user_id or NOBODY for part in parts],
        [part.network or "" for part in parts],
        [part.amount for part in parts],
    )
    assert row is not None
    return row["used"], row["told"]


async def count_day(connection: Connection, organization_id: UUID, name: str, day: date) -> int:
    """How many of something there are on that day with this one; nobody else counts until the transaction ends."""
    used: int = await connection.fetchval(_QUERIES["count_day"], organization_id, name, day)
    return used


async def note_told(
    connection: Connection, organization_id: UUID, limit: Limit, period: date, threshold: int
) -> None:
    await connection.execute(_QUERIES["note_told"], organization_id, limit, period, threshold)


async def used_in(connection: Connection, organization_id: UUID, limit: Limit, period: date) -> int:
    return await connection.fetchval(_QUERIES["used_in"], organization_id, limit, period) or 0


async def parts_in(
    connection: Connection, organization_id: UUID, limit: Limit, period: date
) -> Sequence[Part]:
    rows = await connection.fetch(_QUERIES["parts_in"], organization_id, limit, period)
    return [
        Part(None if row["user_id"] == NOBODY else row["user_id"], row["network"] or None, row["used"])
        for row in rows
    ]


async def counted(connection: Connection, organization_id: UUID, limit: Limit) -> Sequence[Part]:
    """What there is at present of something that can become less again."""
    rows = await connection.fetch(_QUERIES[f"count_{limit}"], organization_id)
    return [Part(row["user_id"], row["network"] or None, row["used"]) for row in rows]


async def plans(connection: Connection) -> Sequence[KnownPlan]:
    """All plans, the smallest first."""
    rows = await connection.fetch(_QUERIES["list_plans"])
    return [
        KnownPlan(
            row["plan"],
            Plan(title=row["title"], selectable=row["selectable"], limits=row["limits"]),
            row["is_default"],
        )
        for row in rows
    ]


async def put_plans(connection: Connection, plans: Mapping[str, Plan], default: str) -> None:
    """Keep the plans of the data file and no others."""
    await connection.execute(_QUERIES["drop_other_plans"], list(plans))
    await connection.execute(
        _QUERIES["put_plans"],
        list(plans),
        [plan.title for plan in plans.values()],
        [plan.selectable for plan in plans.values()],
        [json.dumps(plan.limits) for plan in plans.values()],
        default,
    )
