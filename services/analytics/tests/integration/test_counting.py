"""The figures against the plainest way to count, on a real PostgreSQL."""

import asyncio
import random
from datetime import UTC, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.analytics.tests.events import RANKS, Publication, Told, counted
from services.analytics.tests.integration.conftest import Books
from shared.ids import new_id


@st.composite
def happenings(draw: st.DrawFn) -> list[list[Told]]:
    """Batches of what is told of some publications: in any order, repeated, contradicting itself."""
    organizations = [new_id(), new_id()]
    campaigns = [None, new_id()]
    told: list[Told] = []
    for _ in range(draw(st.integers(1, 8))):
        minutes = draw(st.sampled_from([-90, -1, 0, 1, 1439, 1440]))
        publication = Publication(
            draw(st.sampled_from(organizations)),
            draw(st.sampled_from(["x", "mastodon", "bluesky"])),
            draw(st.sampled_from(campaigns)),
            datetime(2026, 3, 2, tzinfo=UTC) + timedelta(minutes=minutes),
        )
        outcomes = st.tuples(st.just(publication), st.sampled_from(list(RANKS)), st.integers(-5, 100_000))
        told += draw(st.lists(outcomes, min_size=1, max_size=6))
    repeated = told + draw(st.lists(st.sampled_from(told), max_size=20))
    order = draw(st.permutations(repeated))
    size = draw(st.integers(1, 10))
    return [order[start : start + size] for start in range(0, len(order), size)]


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(batches=happenings(), data=st.data())
async def test_whatever_is_repeated_and_in_whatever_order_the_figures_are_what_was_told(
    books: Books, batches: list[list[Told]], data: st.DataObject
) -> None:
    """Each publication counts once, as the most certain that was told of it, whenever figures are added up."""
    for batch in batches:
        await books.note(batch)
        if data.draw(st.booleans()):
            await books.rolling.roll()
    await books.roll_all()

    every = [one for batch in batches for one in batch]
    organizations = {publication.organization_id for publication, _, _ in every}
    assert await books.figures(list(organizations)) == counted(every)


async def test_each_telling_of_a_subject_has_a_higher_revision(books: Books) -> None:
    """And what is told under the highest is what the figures are."""
    publication = Publication(new_id())
    for state in ("due", "uncertain", "published"):
        await books.note([(publication, state, 40)])
        await books.roll_all()
    async with books.database.acquire() as connection:
        told = await connection.fetch(
            "select convert_from(value, 'UTF8')::jsonb as value from outbox where key like '%/organization/%' order by seq"
        )

    assert [(v["revision"], v["uncertain"], v["published"]) for v in (row["value"] for row in told)] == [
        (1, 0, 0),
        (2, 1, 0),
        (3, 0, 1),
    ]


async def test_replicas_that_meet_at_the_same_publications_do_not_deadlock(books: Books) -> None:
    """Batches of the same publications in different orders, at once, while figures are added up."""
    organization = new_id()
    publications = [Publication(organization) for _ in range(300)]
    every: list[Told] = [
        (publication, state, 40) for publication in publications for state in RANKS for _ in range(2)
    ]
    chosen = random.Random(3)  # the same each time
    chosen.shuffle(every)
    batches = [every[start : start + 500] for start in range(0, len(every), 500)]

    await asyncio.gather(
        *(books.note(batch) for batch in batches), *(books.rolling.roll() for _ in range(len(batches)))
    )
    await books.roll_all()
    assert await books.figures([organization]) == counted(every)


async def test_one_adds_up_at_a_time(books: Books) -> None:
    """So that what takes back from a total never comes before what it takes back."""
    publication = Publication(new_id())
    await books.note([(publication, "uncertain", 0)])
    async with books.units() as work:
        assert await books.repository.take_turn(work.connection)
        assert await books.repository.roll(work.connection, 1000, datetime.now(UTC))
        await books.note([(publication, "published", 40)])
        assert await books.rolling.roll() == 0
    await books.roll_all()
    expected = counted([(publication, "published", 40)])
    assert await books.figures([publication.organization_id]) == expected


async def test_figures_that_could_not_be_told_are_added_up_again(books: Books) -> None:
    """The transaction that failed left everything as it was."""
    told: list[Told] = [(Publication(new_id()), "published", 40)]
    await books.note(told)
    async with books.database.acquire() as connection:
        transaction = connection.transaction()
        await transaction.start()
        assert await books.repository.roll(connection, 1000, datetime.now(UTC))
        await transaction.rollback()
    await books.roll_all()
    assert await books.figures([told[0][0].organization_id]) == counted(told)


async def test_nobody_changes_the_figures_of_another_organisation(books: Books) -> None:
    """Not even by the id of its publication."""
    ours = Publication(new_id())
    theirs = Publication(new_id(), publication_id=ours.publication_id)
    await books.note([(ours, "published", 40)])
    await books.note([(theirs, "failed", 0), (theirs, "published", 90_000)])
    await books.roll_all()

    assert await books.figures([ours.organization_id]) == counted([(ours, "published", 40)])
