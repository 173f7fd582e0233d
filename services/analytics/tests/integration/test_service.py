"""Events in, figures out, on a real Kafka and PostgreSQL."""

from datetime import UTC, datetime

from services.analytics.config import Settings
from services.analytics.main import create_app
from services.analytics.tests.events import (
    Figures,
    Key,
    Publication,
    counted,
    events,
    many,
    newest,
    wait_for_figures,
)
from shared.events import AnalyticsRolled
from shared.ids import new_id
from shared.postgres import Connection
from shared.service import Service
from shared.testing.clocks import FakeClock
from shared.testing.topics import TopicReader, Topics
from shared.testing.waiting import eventually


def consumed(service: Service, topics: str, outcome: str) -> float:
    """How many records of topics a service has taken, by what became of them."""
    (metric,) = service.metrics.records_consumed.collect()
    return sum(
        sample.value
        for sample in metric.samples
        if sample.name.endswith("_total")
        and sample.labels["topic"].startswith(topics)
        and sample.labels["outcome"] == outcome
    )


async def everything_consumed(service: Service, count: int) -> None:
    """Wait until a service has applied that many records of publications, repeats included."""
    await eventually(
        lambda: consumed(service, "post.", "applied") == count, seconds=30, what=f"{count} records applied"
    )


async def test_what_becomes_of_publications_is_told_as_figures(
    analytics: Service,  # noqa: ARG001  running
    topics: Topics,
    told: TopicReader,
) -> None:
    """By organisation, network and campaign; on the UTC day they were due; each organisation by itself."""
    ours, theirs, campaign = new_id(), new_id(), new_id()
    evening = datetime.fromisoformat("2026-03-01T23:30:00-02:00")  # the second of March in UTC
    live = Publication(ours, "x", campaign)
    late = Publication(ours, "mastodon", campaign, evening)
    refused = Publication(ours, "mastodon")
    missed = Publication(ours, due_at=datetime(2026, 3, 3, tzinfo=UTC))
    other = Publication(theirs)
    await topics.tell(*(one.told("due") for one in (live, late, refused, other)))
    await topics.tell(
        live.told("published", 40),
        late.told("published", 60),
        refused.told("failed"),
        missed.told("missed"),
        other.told("uncertain"),
    )

    second, third = datetime(2026, 3, 2, tzinfo=UTC).date(), datetime(2026, 3, 3, tzinfo=UTC).date()
    await wait_for_figures(
        told,
        {
            Key(ours, "organization", second): Figures(3, 2, 1, 0, 0, 100, 60, 2),
            Key(ours, "network:x", second): Figures(1, 1, 0, 0, 0, 40, 40, 1),
            Key(ours, "network:mastodon", second): Figures(2, 1, 1, 0, 0, 60, 60, 1),
            Key(ours, f"campaign:{campaign}", second): Figures(2, 2, 0, 0, 0, 100, 60, 2),
            Key(ours, "organization", third): Figures(1, missed=1),
            Key(ours, "network:x", third): Figures(1, missed=1),
            Key(theirs, "organization", second): Figures(1, uncertain=1),
            Key(theirs, "network:x", second): Figures(1, uncertain=1),
        },
    )
    assert {record.key for record in told.records} == {
        e.rollup.encode() for e in told.events(AnalyticsRolled)
    }


async def test_ten_replays_change_nothing_and_tell_nothing(
    analytics: Service,
    topics: Topics,
    told: TopicReader,
    rows: Connection,
) -> None:
    """Neither the same records again, nor the same facts in other records."""
    happened = many(60)
    envelopes = await topics.tell(*events(happened))
    await wait_for_figures(told, counted(happened))
    before = await rows.fetch("select * from rollups order by 1, 2, 3")
    for _ in range(10):
        for event, envelope in zip(events(happened), envelopes, strict=True):
            await topics.tell(event, event_id=envelope.id)
        await topics.tell(*events(happened))
    await everything_consumed(analytics, 21 * len(happened))

    assert await rows.fetchval("select count(*) from changes") == 0
    assert await rows.fetch("select * from rollups order by 1, 2, 3") == before


async def test_two_replicas_arrive_at_the_same_figures(
    settings: Settings, topics: Topics, told: TopicReader
) -> None:
    """One comes when the other is at work, and takes over when it goes."""
    happened = many(1500)
    third = len(happened) // 3
    second = settings.model_copy(update={"instance": f"test-{new_id()}"})
    async with create_app(second).running():
        async with create_app(settings).running():
            await topics.tell(*events(happened[:third]))
            await topics.tell(*events(happened[third : 2 * third]))
        await topics.tell(*events(happened[2 * third :]))
        await wait_for_figures(told, counted(happened), seconds=60)


async def test_what_was_noted_before_a_crash_is_told_after_it(
    settings: Settings,
    topics: Topics,
    told: TopicReader,
    rows: Connection,
) -> None:
    """Killed between the state and the figures: what the batch left behind is enough for the next process."""
    happened = many(200)
    clock = FakeClock()
    service = create_app(settings, clock=clock)
    async with service.running():
        first = (Publication(new_id()), "due", 0)
        await topics.tell(*events([first]))
        await wait_for_figures(told, counted([first]))
        # The roller rests, as this clock stands still; so these are noted and never added up.
        await topics.tell(*events(happened))
        await everything_consumed(service, 1 + len(happened))
    assert await rows.fetchval("select sum(due) from changes where figures_of = 'organization'") == 200
    assert newest(told.events(AnalyticsRolled)) == counted([first])

    async with create_app(settings).running():
        await wait_for_figures(told, counted([first, *happened]))


async def test_a_burst_is_told_once_for_each_subject(
    settings: Settings, topics: Topics, told: TopicReader
) -> None:
    """Figures are told at once when all is quiet, and then together for all that came during the rest."""
    organization = new_id()
    burst = [Publication(organization) for _ in range(100)]
    clock = FakeClock()
    service = create_app(settings, clock=clock)
    async with service.running():
        await topics.tell(burst[0].told("due"))
        await told.wait_for(AnalyticsRolled, 2)
        for one in burst:  # many batches
            await topics.tell(one.told("published"))
        await everything_consumed(service, 101)
        await eventually(lambda: clock.sleepers)
        await clock.advance(settings.pause_seconds)
        await told.wait_for(AnalyticsRolled, 4)

    burst_told = told.events(AnalyticsRolled)[2:]
    assert {(e.figures_of, e.revision, e.due, e.published) for e in burst_told} == {
        ("network:x", 2, 100, 100),
        ("organization", 2, 100, 100),
    }
    assert len(burst_told) == 2


async def test_what_nobody_knows_is_skipped(analytics: Service, topics: Topics, told: TopicReader) -> None:
    """A type of a later version stops nothing and is no dead letter."""
    headers = [("ce_type", b"postwright.post.liked.v7")]
    await topics.put("post.published", b"{}", key=b"k", headers=headers)
    await topics.tell(Publication(new_id()).told("published"))
    await told.wait_for(AnalyticsRolled, 2)

    await eventually(lambda: consumed(analytics, "post.published", "skipped") == 1)
    assert consumed(analytics, "post.", "dead") == 0
