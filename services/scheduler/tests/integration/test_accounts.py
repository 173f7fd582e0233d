"""Accounts that can't publish: what is due for them waits, and ends honestly."""

import pytest

from services.scheduler.domain import DISCONNECTED, HELD
from services.scheduler.tests.accounts import connected, degraded, disconnected
from services.scheduler.tests.plans import open_plans
from services.scheduler.tests.posts import post, publications, soon, target
from shared.events import PostDue, PostMissed, PostScheduled
from shared.ids import new_id
from shared.postgres import Connection
from shared.testing.topics import TopicReader, Topics
from shared.testing.waiting import eventually


async def held(rows: Connection, planned: PostScheduled) -> None:
    """Wait until a publication of the post is held."""
    await eventually(
        lambda: rows.fetchval(
            "select count(*) from occurrences where post_id = $1 and state = 'held'", planned.post_id
        )
    )


async def account_noted(rows: Connection, account_id: object) -> None:
    await eventually(lambda: rows.fetchval("select count(*) from accounts where account_id = $1", account_id))


@pytest.mark.usefixtures("scheduler")
async def test_what_is_due_for_a_degraded_account_waits_until_it_is_connected(
    topics: Topics, told: TopicReader, rows: Connection
) -> None:
    """The post's other account is not kept waiting."""
    organization_id, account_id = new_id(), new_id()
    waits, goes = target(soon(0.3), account_id=account_id), target(soon(0.3))
    planned = post(waits, goes, organization_id=organization_id)
    await topics.tell(degraded(organization_id, account_id, 2))
    await account_noted(rows, account_id)
    await topics.tell(planned)
    await held(rows, planned)

    assert [event.account_id for event in await told.wait_for(PostDue)] == [goes.account_id]
    await topics.tell(connected(organization_id, account_id, 3))

    _, due = await told.wait_for(PostDue, 2)
    assert due.account_id == account_id


@pytest.mark.usefixtures("scheduler")
async def test_an_older_word_of_the_publisher_on_an_account_is_ignored(
    topics: Topics, told: TopicReader, rows: Connection
) -> None:
    """It was degraded after it had been connected, whichever is read first."""
    organization_id, account_id = new_id(), new_id()
    planned = post(target(soon(0.3), account_id=account_id), organization_id=organization_id, grace_seconds=3)
    await topics.tell(degraded(organization_id, account_id, 5))
    await account_noted(rows, account_id)
    await topics.tell(connected(organization_id, account_id, 4))

    await topics.tell(planned)

    (missed,) = await told.wait_for(PostMissed)
    assert {missed.publication_id} == publications(planned)
    assert missed.reason == HELD
    assert told.events(PostDue) == []


@pytest.mark.usefixtures("scheduler")
async def test_what_is_due_for_a_disconnected_account_is_missed_once_its_grace_period_is_over(
    topics: Topics, told: TopicReader, rows: Connection
) -> None:
    """And says so: nobody finds out by its silence."""
    organization_id, account_id = new_id(), new_id()
    planned = post(target(soon(0.3), account_id=account_id), organization_id=organization_id, grace_seconds=2)
    await topics.tell(disconnected(organization_id, account_id, 2))
    await account_noted(rows, account_id)

    await topics.tell(planned)
    await held(rows, planned)
    (missed,) = await told.wait_for(PostMissed)

    assert {missed.publication_id} == publications(planned)
    assert missed.reason == DISCONNECTED
    assert (missed.missed_at - missed.due_at).total_seconds() >= 2
    assert told.events(PostDue) == []


@pytest.mark.parametrize("late", ["degraded", "connected"])
async def test_what_the_publisher_said_last_counts_though_it_is_read_first(
    late: str, database_url: str
) -> None:
    """Revision 4 is read after revision 5: an account that can publish is not held for it, nor the other way round."""
    organization_id, account_id = new_id(), new_id()
    first, then = (degraded, connected) if late == "degraded" else (connected, degraded)
    async with open_plans(database_url) as plans:
        await plans.take(then(organization_id, account_id, 5), first(organization_id, account_id, 4))
        planned = post(target(soon(-1), account_id=account_id), organization_id=organization_id)
        await plans.take(planned)
        await plans.settle()

        (state,) = (await plans.states(planned.post_id)).values()

    assert state == ("told" if late == "degraded" else "held")


async def test_a_connection_from_before_an_account_was_taken_away_releases_nothing(database_url: str) -> None:
    """Publisher and gateway count revisions of their own; between them the later instant decides."""
    organization_id, account_id = new_id(), new_id()
    before = connected(organization_id, account_id, 9)
    planned = post(target(soon(-1), account_id=account_id), organization_id=organization_id)
    async with open_plans(database_url) as plans:
        await plans.take(disconnected(organization_id, account_id, 2), planned)
        await plans.settle()

        await plans.take(before)

        assert set((await plans.states(planned.post_id)).values()) == {"held"}
        await plans.take(connected(organization_id, account_id, 10))
        await plans.settle()
        assert set((await plans.states(planned.post_id)).values()) == {"told"}
