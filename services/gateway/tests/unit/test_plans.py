from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from services.gateway import main
from services.gateway.domain.plans import LIMITS, Limit, Part, Usage, UsageReport, resets_at
from services.gateway.usecases.plans import load
from shared.wall_clock import zone_of


def usage(used: int, allowed: int | None, limit: Limit = "posts") -> Usage:
    return Usage(limit, used, allowed, None, None)


def test_the_plans_that_come_along_can_be_read() -> None:
    """Each with limits that there are; a larger plan allows more of everything; the last allows all."""
    plans = load(Path(main.__file__).parents[1] / "plans.yaml")

    assert list(plans) == ["free", "team", "business", "unlimited"]
    for smaller, larger in (("free", "team"), ("team", "business")):
        for limit in LIMITS:
            assert plans[smaller].limits[limit] < plans[larger].limits[limit]
    assert plans["unlimited"].limits == {}


@pytest.mark.parametrize(
    ("zone", "month", "expected"),
    [
        ("UTC", date(2026, 11, 1), datetime(2026, 12, 1, tzinfo=UTC)),
        ("UTC", date(2026, 12, 1), datetime(2027, 1, 1, tzinfo=UTC)),
        ("Asia/Kolkata", date(2026, 11, 1), datetime(2026, 11, 30, 18, 30, tzinfo=UTC)),
    ],
)
def test_a_month_ends_where_the_organisation_is(zone: str, month: date, expected: datetime) -> None:
    """At midnight of its zone."""
    assert resets_at(month, zone) == expected


@given(
    some.dates(date(2000, 1, 1), date(2200, 1, 1)),
    some.sampled_from(["UTC", "Asia/Kolkata", "America/New_York"]),
)
def test_the_reset_is_the_first_of_the_next_month(day: date, zone: str) -> None:
    """In every month and zone."""
    local = resets_at(day.replace(day=1), zone).astimezone(zone_of(zone))

    assert (local.day, local.hour, local.minute) == (1, 0, 0)
    assert (local.year * 12 + local.month) - (day.year * 12 + day.month) == 1


@given(some.integers(0, 10_000), some.integers(0, 10_000))
def test_what_is_left_and_used_is_what_is_allowed(used: int, allowed: int) -> None:
    """Never less than nothing is left; thresholds are reached in their order."""
    it = usage(used, allowed)

    assert it.remaining == max(0, allowed - used)
    assert it.is_exceeded == (used > allowed)
    assert it.threshold == (100 if used >= allowed else 80 if used * 5 >= allowed * 4 else 0)


def test_what_is_no_limit_is_never_reached() -> None:
    """However much is used."""
    it = usage(10**12, None)

    assert (it.remaining, it.is_exceeded, it.threshold) == (None, False, 0)


def test_a_networks_share_is_not_a_persons_again() -> None:
    """A post to two networks is one of its author's."""
    parts = [Part(None, None, 1), Part(None, "x", 1), Part(None, "mastodon", 1), Part(None, "x", 2)]
    report = UsageReport(usage(1, 50), parts)

    assert report.by_user() == {None: 1}
    assert report.by_network() == {"x": 3, "mastodon": 1}
