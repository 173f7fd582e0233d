"""How posts and accounts do, added up: against the plainest way to count, on a real PostgreSQL."""

import random
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from services.analytics.tests.events import DUE, Publication
from services.analytics.tests.integration.conftest import Books
from shared.consuming import Received
from shared.events import AccountMeasured, AnalyticsRolled, EventData, PostMeasured
from shared.ids import new_id
from shared.postgres import Connection
from shared.testing.topics import TopicReader, Topics, envelope_of
from shared.testing.waiting import eventually

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def measured(
    publication: Publication, after: timedelta, metrics: Mapping[str, float], *, gone: bool = False
) -> PostMeasured:
    return PostMeasured(
        organization_id=publication.organization_id,
        publication_id=publication.publication_id,
        post_id=publication.publication_id,
        account_id=publication.publication_id,
        network=publication.network,
        campaign_id=publication.campaign_id,
        due_at=publication.due_at,
        revision=1,
        remote_id="1",
        url="https://x.example/1",
        published_at=publication.due_at,
        measured_at=publication.due_at + after,
        age="1h",
        metrics=dict(metrics),
        offered=("likes", "views"),
        gone=gone,
    )


def account_measured(
    organization_id: UUID, account_id: UUID, measured_at: datetime, **metrics: float
) -> AccountMeasured:
    return AccountMeasured(
        organization_id=organization_id,
        account_id=account_id,
        network="x",
        measured_at=measured_at,
        metrics=metrics,
        offered=("followers",),
    )


async def note(books: Books, *batches: Sequence[EventData]) -> None:
    for batch in batches:
        async with books.units() as work:
            received = [Received(event, envelope_of(event), event.topic_name, 0, 0) for event in batch]
            await books.counting.count(work, received)
    await books.roll_all()


async def totals(books: Books, organization_id: UUID, column: str) -> dict[tuple[str, date], dict[str, Any]]:
    """Of subjects and days: (sum, over how many) by name, without names that nobody told."""
    async with books.database.acquire() as connection:
        rows = await connection.fetch("select * from rollups where organization_id = $1", organization_id)
    return {
        (row["figures_of"], row["period"]): {
            name: (total["value"], total["measured"])
            for name, total in row[column].items()
            if total["measured"]
        }
        for row in rows
        if row[column]
    }


async def test_the_newest_figure_of_each_name_counts_once(books: Books) -> None:
    """What is not told later stays as it was; nothing becomes 0 by not being told."""
    organization_id, campaign_id = new_id(), new_id()
    one, other = Publication(organization_id, campaign_id=campaign_id), Publication(organization_id)

    await note(
        books,
        [measured(one, HOUR, {"likes": 5, "views": 100}), measured(other, HOUR, {"likes": 2})],
        [measured(one, 6 * HOUR, {"likes": 9})],
        [measured(one, 7 * HOUR, {}, gone=True)],
    )

    day = DUE.date()
    both = {"likes": (11, 2), "views": (100, 1)}
    assert await totals(books, organization_id, "engagement") == {
        ("organization", day): both,
        ("network:x", day): both,
        (f"campaign:{campaign_id}", day): {"likes": (9, 1), "views": (100, 1)},
    }


async def test_any_order_and_any_repetition_end_at_the_same_totals(books: Books) -> None:
    """Thirty posts measured up to five times, replayed and shuffled into batches."""
    chosen = random.Random(7)  # the same each time
    organization_id = new_id()
    posts = [Publication(organization_id, due_at=DUE + n % 3 * DAY) for n in range(30)]
    told: list[PostMeasured] = []
    expected: dict[date, dict[str, tuple[float, int]]] = {}
    for post in posts:
        newest: dict[str, float] = {}
        for hours in range(chosen.randrange(1, 6)):
            metrics = {
                name: chosen.choice([chosen.randrange(1000), 0.5 + chosen.randrange(9)])
                for name in ("likes", "views", "watch_seconds")
                if chosen.random() < 0.7
            }
            newest |= metrics
            told.append(measured(post, hours * HOUR, metrics))
        of_day = expected.setdefault(post.due_at.date(), {})
        for name, value in newest.items():
            total, posts_told = of_day.get(name, (0, 0))
            of_day[name] = (total + value, posts_told + 1)
    told += chosen.choices(told, k=60)
    chosen.shuffle(told)

    await note(books, *(told[start : start + 11] for start in range(0, len(told), 11)))

    found = await totals(books, organization_id, "engagement")
    assert {day: of_day for (subject, day), of_day in found.items() if subject == "organization"} == expected
    assert {day: of_day for (subject, day), of_day in found.items() if subject == "network:x"} == expected


async def test_followers_gained_are_since_the_day_before_that_was_measured(books: Books) -> None:
    """Whatever comes late: a day in between takes its share, and a later figure of a day replaces an earlier one."""
    organization_id, one, other = new_id(), new_id(), new_id()
    first = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)

    def of(account_id: UUID, days: int, followers: int, hours: int = 0) -> AccountMeasured:
        at = first + timedelta(days=days, hours=hours)
        return account_measured(organization_id, account_id, at, followers=followers)

    await note(
        books,
        [of(one, 0, 100), of(one, 2, 130), of(other, 2, 7)],
        [of(one, 1, 90), of(one, 2, 125, hours=3)],
        [of(one, 2, 130), of(one, 0, 100)],
    )

    days = [date(2026, 3, day) for day in (2, 3, 4)]
    expected = {
        days[0]: {"followers": (100, 1)},
        days[1]: {"followers": (90, 1), "followers_gained": (-10, 1)},
        days[2]: {"followers": (132, 2), "followers_gained": (35, 1)},
    }
    found = await totals(books, organization_id, "audience")
    assert found == {
        (subject, day): of_day
        for subject in ("organization", "network:x")
        for day, of_day in expected.items()
    }


@pytest.mark.usefixtures("analytics")
async def test_measurements_are_told_with_the_other_figures(
    topics: Topics, told: TopicReader, rows: Connection
) -> None:
    """Beside what was published that day; organisations see nothing of each other."""
    organization_id, stranger = new_id(), new_id()
    post = Publication(organization_id)
    await topics.tell(
        post.told("published"),
        measured(post, HOUR, {"likes": 3}),
        measured(Publication(stranger), HOUR, {"likes": 1000}),
        measured(post, 6 * HOUR, {"likes": 4, "watch_seconds": 2.5}),
    )

    def rolled() -> AnalyticsRolled:
        of_organization = [
            one
            for one in told.events(AnalyticsRolled)
            if one.organization_id == organization_id and one.figures_of == "organization"
        ]
        assert of_organization
        newest = max(of_organization, key=lambda one: one.revision)
        assert (newest.published, newest.engagement["likes"].value) == (1, 4)
        return newest

    newest = await eventually(lambda: rolled() if told.records else None, seconds=40)
    assert newest.engagement["likes"].measured == 1
    assert newest.engagement["watch_seconds"].value == 2.5
    kept = await rows.fetch("select age from snapshots where organization_id = $1", organization_id)
    assert len(kept) == 2
