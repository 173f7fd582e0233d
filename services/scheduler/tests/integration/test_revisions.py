"""Cancel, reschedule, retry, repeats: the whole service on a real Kafka and PostgreSQL."""

import pytest

from services.scheduler.tests.accounts import outcome
from services.scheduler.tests.posts import moved, post, publications, revised, soon, target
from shared.events import EventData, PostDue, PostMissed
from shared.ids import new_id
from shared.postgres import Connection
from shared.testing.topics import TopicReader, Topics
from shared.testing.waiting import eventually

pytestmark = pytest.mark.usefixtures("scheduler")


async def tell_and_see_through(topics: Topics, told: TopicReader, *events: EventData) -> list[PostDue]:
    """Tell events, then wait until a post planned after them for a little later has been told.

    Returns:
        Everything else that was told to be due.
    """
    await topics.tell(*events)
    last = [post(target(soon(1.2))) for _ in range(8)]  # on every partition, so after all of the events
    await topics.tell(*last)
    expected = publications(*last)
    await eventually(
        lambda: expected <= {event.publication_id for event in told.events(PostDue)},
        seconds=40,
        what="the posts planned last",
    )
    return [event for event in told.events(PostDue) if event.publication_id not in expected]


async def test_a_cancelled_post_is_not_told(topics: Topics, told: TopicReader) -> None:
    planned = post(target(soon(1)))

    assert await tell_and_see_through(topics, told, planned, revised(planned)) == []


async def test_a_rescheduled_post_goes_out_at_its_new_instant_alone(
    topics: Topics, told: TopicReader
) -> None:
    """Whether it moves forward or back."""
    late, early = post(target(soon(600)), target(soon(600))), post(target(soon(1)))
    brought_forward = revised(late, *moved(late.targets, soon(1)))
    put_off = revised(early, *moved(early.targets, soon(600)))

    due = await tell_and_see_through(topics, told, late, early, brought_forward, put_off)

    assert {event.publication_id for event in due} == publications(brought_forward)
    assert {event.revision for event in due} == {2}


async def test_a_new_revision_changes_what_waits_and_never_what_was_told(
    topics: Topics, told: TopicReader
) -> None:
    """One target is out already; the other one's text changes before it is due."""
    out, waits = target(soon()), target(soon(2))
    planned = post(out, waits)
    await topics.tell(planned)
    await told.wait_for(PostDue, 1)
    edited = [one.model_copy(update={"text": "A better text"}) for one in (out, waits)]

    await topics.tell(revised(planned, *edited))

    first, second = await told.wait_for(PostDue, 2)
    assert (first.account_id, first.text) == (out.account_id, out.text)
    assert (second.account_id, second.text) == (waits.account_id, "A better text")


async def test_a_retry_is_another_publication_and_leaves_the_others_alone(
    topics: Topics, told: TopicReader
) -> None:
    """The gateway tells the whole post again, the failed target with a new instant."""
    failed, published = target(soon()), target(soon())
    planned = post(failed, published)
    await topics.tell(planned)
    await told.wait_for(PostDue, 2)
    retry = revised(planned, *moved([failed], soon(0.5)), published)

    due = await tell_and_see_through(
        topics,
        told,
        outcome(planned, failed, "rejected"),
        outcome(planned, published, "published"),
        retry,
    )

    assert len(due) == 3
    assert {event.publication_id for event in due} == publications(planned) | publications(retry)


async def test_an_older_revision_that_comes_late_is_ignored(topics: Topics, told: TopicReader) -> None:
    """Whatever it says: neither what it plans nor what it leaves out counts."""
    first = post(target(soon(1)))
    second = revised(first, *moved(first.targets, soon(1.1)))
    cancelled_first = post(target(soon(1)))

    due = await tell_and_see_through(
        topics,
        told,
        second,
        first,
        revised(second, revision=1),
        revised(cancelled_first, revision=5),
        cancelled_first,
    )

    assert {event.publication_id for event in due} == publications(second)


async def test_ten_replays_of_each_event_change_nothing(topics: Topics, told: TopicReader) -> None:
    """The same event again, and the same revision in another event; before it is due and after."""
    posts = [post(target(soon(0.8)), target(soon(0.8))) for _ in range(20)]
    ids = [new_id() for _ in posts]
    for _ in range(5):
        for planned, event_id in zip(posts, ids, strict=True):
            await topics.tell(planned, event_id=event_id)
        await topics.tell(*posts)
    await told.wait_for(PostDue, 40)
    for _ in range(5):
        for planned, event_id in zip(posts, ids, strict=True):
            await topics.tell(planned, event_id=event_id)
        await topics.tell(*posts)

    due = await tell_and_see_through(topics, told)

    assert sorted(event.publication_id for event in due) == sorted(publications(*posts))


async def test_within_its_grace_period_a_post_goes_out_late_and_beyond_it_is_missed(
    topics: Topics, told: TopicReader
) -> None:
    """As after an outage; a missed one says why, and follows from the plan."""
    late = post(target(soon(-100)), grace_seconds=600)
    missed = post(target(soon(-700)), grace_seconds=600)
    await topics.tell(late)
    (cause,) = await topics.tell(missed, correlation_id="request-7")

    (due,) = await told.wait_for(PostDue)
    (event,) = await told.wait_for(PostMissed)

    assert {due.publication_id} == publications(late)
    assert {event.publication_id} == publications(missed)
    assert event.reason == "Its grace period was over before it could go out."
    (envelope,) = told.envelopes(PostMissed)
    assert (envelope.correlation_id, envelope.causation_id) == ("request-7", str(cause.id))


async def test_a_plan_for_what_belongs_to_another_organisation_is_put_aside_and_the_rest_goes_on(
    topics: Topics, told: TopicReader, rows: Connection
) -> None:
    """Nobody takes over a post or publishes to an account by naming its id; nor in a zone that does not exist."""
    mine = post(target(soon(600)))
    await topics.tell(mine)
    await eventually(lambda: rows.fetchval("select count(*) from posts"))
    stolen = post(*mine.targets, post_id=mine.post_id, revision=9)
    nowhere = post(target(soon())).model_copy(
        update={"local_time": "2026-03-02T09:00", "time_zone": "Mars/Olympus"}
    )
    good = post(target(soon()))

    await topics.tell(stolen, nowhere, good)

    letters = await topics.dead_letters("post.scheduled", "scheduler", 2)
    assert {letter.key for letter in letters} == {
        str(mine.post_id).encode(),
        str(nowhere.post_id).encode(),
    }
    due = await told.wait_for(PostDue)
    assert {event.publication_id for event in due} == publications(good)
    assert await rows.fetchval("select revision from posts where post_id = $1", mine.post_id) == 1
