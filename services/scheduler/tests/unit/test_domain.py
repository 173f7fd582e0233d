"""What a planned post means, without a database."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from services.scheduler import domain
from services.scheduler.errors import InvalidPlanError
from services.scheduler.tests.posts import post, publications, revised, target
from shared.events import Envelope, PostDue, PostScheduled
from shared.testing.topics import envelope_of

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
GRACE = 600


def plan(planned: PostScheduled) -> domain.Plan:
    return domain.plan_of(planned, envelope_of(planned, correlation_id="request-1"), GRACE)


def test_each_target_is_one_occurrence_and_one_named_twice_is_too() -> None:
    twice = target(AT)
    planned = post(twice, target(AT), twice)

    assert {o.publication_id for o in plan(planned).occurrences} == publications(planned)
    assert len(plan(planned).occurrences) == 2


def test_a_cancelled_post_has_no_occurrences_whatever_it_names() -> None:
    assert plan(revised(post(target(AT)))).occurrences == ()


def test_what_is_kept_becomes_a_post_due_by_adding_the_instant_it_is_told() -> None:
    """The engine joins texts; what comes out is what the models would have written."""
    planned = post(target(AT, text='A "quote", a \\ and } and 🎉'))
    (occurrence,) = plan(planned).occurrences

    due = PostDue.model_validate_json(occurrence.due_value + ',"emitted_at":"2026-03-02T09:00:00.000123Z"}')
    envelope = Envelope.from_headers(
        [
            (name, value.encode())
            for name, value in json.loads(
                occurrence.due_headers
                + ',["ce_id","01945c2e-0000-7000-8000-000000000001"],["ce_time","2026-03-02T09:00:00Z"]]'
            )
        ]
    )

    assert (due.text, due.due_at, due.publication_id) == (
        planned.targets[0].text,
        AT,
        occurrence.publication_id,
    )
    assert (envelope.type, envelope.correlation_id) == (PostDue.event_type, "request-1")


def test_a_missed_occurrence_is_told_with_the_plan_as_its_cause() -> None:
    planned = post(target(AT))
    cause = envelope_of(planned, correlation_id="request-1")
    (occurrence,) = domain.plan_of(planned, cause, GRACE).occurrences

    missed, told_cause = domain.missed_of(
        occurrence.due_headers + "]", occurrence.due_value + "}", AT, domain.LATE
    )

    assert (missed.publication_id, missed.due_at, missed.reason) == (
        occurrence.publication_id,
        AT,
        domain.LATE,
    )
    assert (told_cause.id, told_cause.correlation_id) == (cause.id, "request-1")


@pytest.mark.parametrize(("said", "seconds"), [(None, GRACE), (60, 60), (0, 1)])
def test_the_grace_period_is_the_posts_own_or_the_setting_and_at_least_a_second(
    said: int | None, seconds: int
) -> None:
    asked = post(target(AT)).model_dump(exclude={"grace_seconds"})
    planned = PostScheduled.model_validate(asked | ({} if said is None else {"grace_seconds": said}))

    (occurrence,) = plan(planned).occurrences

    assert occurrence.misses_at == AT + timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("local_time", "time_zone", "reason"),
    [
        ("2026-03-02T09:00", "Mars/Olympus", "time_zone: 'Mars/Olympus' is not a time zone"),
        ("nine o'clock", "Europe/Vienna", "local_time: "),
        ("2026-03-02T09:00:00+01:00", "Europe/Vienna", "local_time: .* has an offset"),
    ],
)
def test_a_wall_clock_time_that_cannot_be_is_refused_by_name(
    local_time: str, time_zone: str, reason: str
) -> None:
    planned = post(target(AT)).model_copy(update={"local_time": local_time, "time_zone": time_zone})

    with pytest.raises(InvalidPlanError, match=reason):
        plan(planned)


def test_a_grace_period_beyond_the_calendar_is_refused() -> None:
    with pytest.raises(InvalidPlanError, match="beyond the year 9999"):
        plan(post(target(AT), grace_seconds=10**12))


def test_of_several_records_of_a_post_the_highest_revision_counts() -> None:
    first = post(target(AT))
    second = revised(first, target(AT))
    other = post(target(AT))

    chosen = domain.newest([plan(second), plan(other), plan(first)])

    assert {p.post.post_id: p.post.revision for p in chosen} == {first.post_id: 2, other.post_id: 1}
