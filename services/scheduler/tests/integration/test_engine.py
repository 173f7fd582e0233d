"""The engine's turns on a real PostgreSQL, one at a time."""

import pytest

from services.scheduler.tests.plans import open_plans
from services.scheduler.tests.posts import post, publications, soon, target
from shared.events import PostScheduled
from shared.ids import new_id


def burst(count: int, at: float = -1) -> list[PostScheduled]:
    """Posts of one organisation, due in the same instant."""
    organization_id, instant = new_id(), soon(at)
    return [post(target(instant), organization_id=organization_id) for _ in range(count)]


async def test_a_tenants_single_post_does_not_wait_behind_anothers_burst(database_url: str) -> None:
    """Turns go round: it is told with the first one it can be, though it is due last."""
    async with open_plans(database_url, batch=10) as plans:
        single = post(target(soon(-0.5)))
        await plans.take(*burst(50), single)

        assert await plans.telling.tell_due() == 5 + 1

        assert publications(single) <= {event.publication_id for event in await plans.told()}


async def test_with_more_tenants_than_places_in_a_turn_each_has_its_turn(database_url: str) -> None:
    """Whoever was served longest ago is next."""
    async with open_plans(database_url, batch=1) as plans:
        posts = [planned for _ in range(3) for planned in burst(2)]
        await plans.take(*posts)

        for _ in range(3):
            assert await plans.telling.tell_due() == 1

        assert len({event.organization_id for event in await plans.told()}) == 3


async def test_a_tenants_posts_are_told_in_the_order_they_are_due(database_url: str) -> None:
    """Across turns too, and whatever the order they were planned in."""
    organization_id = new_id()
    ages = [3, 9, 1, 7, 5, 2, 8, 6, 4]
    async with open_plans(database_url, batch=2) as plans:
        await plans.take(
            *[post(target(soon(-age)), organization_id=organization_id) for age in ages],
        )

        turns = await plans.settle()

        due = [event.due_at for event in await plans.told()]
        assert due == sorted(due)
        assert (len(due), turns) == (9, 5)


async def test_what_is_planned_before_what_was_next_moves_the_tenants_place_back(database_url: str) -> None:
    """Also after everything was told."""
    organization_id = new_id()
    async with open_plans(database_url) as plans:
        await plans.take(post(target(soon(3600)), organization_id=organization_id))
        await plans.settle()
        await plans.take(post(target(soon(-1)), organization_id=organization_id))
        await plans.settle()
        await plans.take(post(target(soon(-60)), organization_id=organization_id))
        await plans.settle()

        assert len(await plans.told()) == 2
        seconds = await plans.telling.seconds_to_next()
        assert seconds == pytest.approx(3600, abs=30)


async def test_nothing_is_next_where_nothing_is_planned(database_url: str) -> None:
    async with open_plans(database_url) as plans:
        await plans.take(*burst(3))
        await plans.settle()

        assert await plans.telling.seconds_to_next() is None
        assert await plans.telling.tell_due() == 0


async def test_a_tenant_that_another_transaction_holds_is_passed_by_or_waited_for(database_url: str) -> None:
    """Passed by, others go out at once; waited for, its posts go out as soon as it is free."""
    held, free = burst(1), burst(1)
    async with open_plans(database_url) as plans:
        await plans.take(*held, *free)
        async with plans.database.transaction() as other:
            await other.execute(
                "select from tenants where organization_id = $1 for update", held[0].organization_id
            )
            assert await plans.telling.tell_due() == 1
            assert {event.publication_id for event in await plans.told()} == publications(*free)
            assert await plans.telling.tell_due() == 0

        assert await plans.telling.tell_due(patiently=True) == 1

        assert {event.publication_id for event in await plans.told()} == publications(*held, *free)


async def test_a_crash_inside_a_turn_leaves_everything_as_it_was(database_url: str) -> None:
    """Marking, moving on and telling are one statement of one transaction."""
    posts = burst(5)
    async with open_plans(database_url) as plans:
        await plans.take(*posts)

        async def turn_and_crash() -> None:
            async with plans.units() as work:
                tenants = await plans.repository.take_turns(work.connection, 10)
                told = await plans.repository.tell_due(work.connection, tenants, 100)
                assert len(told.lateness) == 5
                raise ConnectionResetError

        with pytest.raises(ConnectionResetError):
            await turn_and_crash()

        assert await plans.told() == []
        await plans.settle()

        assert {event.publication_id for event in await plans.told()} == publications(*posts)


async def test_the_outbox_is_full_once_more_waits_than_its_limit(database_url: str) -> None:
    """Nothing else is told then: what is due later must not queue behind a backlog nobody can see."""
    async with open_plans(database_url, outbox_limit=3) as plans:
        await plans.take(*burst(3))
        await plans.settle()
        assert not await plans.telling.is_outbox_full()

        await plans.take(*burst(1))
        await plans.settle()

        assert await plans.telling.is_outbox_full()
