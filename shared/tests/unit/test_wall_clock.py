"""Local times mean what a person with a clock in that zone finds by counting."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.wall_clock import UnknownTimeZoneError, instant_of, zone_of

# Whole and half hours, a half-hour DST (Lord Howe), a DST that is winter's (Dublin), a day left out (Apia).
ZONES = [
    "America/New_York",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "Europe/Dublin",
    "Pacific/Apia",
    "America/St_Johns",
    "Africa/Casablanca",
    "Asia/Kathmandu",
]


def shown(instant: datetime, zone: str) -> datetime:
    return instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0)


def counted(local: datetime, zone: str) -> datetime:
    """Walk minute by minute until the clock shows the time, or has jumped over it."""
    instant = local.replace(tzinfo=UTC) - timedelta(hours=26)
    while shown(instant, zone) < local:
        instant += timedelta(minutes=1)
    if shown(instant, zone) == local:
        return instant
    before = instant - timedelta(minutes=1)
    skipped = shown(instant, zone) - shown(before, zone) - timedelta(minutes=1)
    # The same distance behind the gap as it would have been ahead of it.
    return next(
        candidate
        for candidate in (instant + timedelta(minutes=m) for m in range(2 * 24 * 60))
        if shown(candidate, zone) == local + skipped
    )


@st.composite
def near_a_change(draw: st.DrawFn) -> tuple[datetime, str]:
    """A local time within three hours of a change of the clocks, where the year has one."""
    zone = draw(st.sampled_from(ZONES))
    day = datetime(draw(st.integers(1990, 2036)), 1, 1, tzinfo=UTC)
    offsets = [(day + timedelta(days=d)).astimezone(ZoneInfo(zone)).utcoffset() for d in range(366)]
    changes = [d for d in range(1, 366) if offsets[d] != offsets[d - 1]] or [draw(st.integers(1, 365))]
    start = shown(day + timedelta(days=draw(st.sampled_from(changes)) - 1), zone)
    return start + timedelta(minutes=draw(st.integers(-180, 27 * 60))), zone


@settings(max_examples=150, deadline=None)
@given(near_a_change())
def test_an_instant_is_the_one_found_by_counting_minutes(case: tuple[datetime, str]) -> None:
    local, zone = case

    assert instant_of(local, zone) == counted(local, zone)


def test_a_skipped_time_moves_forward_by_the_gap() -> None:
    assert instant_of(datetime.fromisoformat("2026-03-08T02:30"), "America/New_York") == datetime(
        2026, 3, 8, 7, 30, tzinfo=UTC
    )


def test_of_a_time_that_exists_twice_the_first_is_meant() -> None:
    assert instant_of(
        datetime.fromisoformat("2026-11-01T01:30").replace(fold=1), "America/New_York"
    ) == datetime(2026, 11, 1, 5, 30, tzinfo=UTC)


@pytest.mark.parametrize("name", ["Europe/Londn", "europe/london", "EUROPE/LONDON"])
def test_an_unknown_zone_is_named_with_near_ones(name: str) -> None:
    with pytest.raises(UnknownTimeZoneError, match=r"did you mean .*Europe/London") as raised:
        zone_of(name)

    assert repr(name) in str(raised.value)


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "\0", "zzzzqq"])
def test_a_name_that_is_like_no_zone_gets_an_example(name: str) -> None:
    with pytest.raises(UnknownTimeZoneError, match="IANA name"):
        zone_of(name)


def test_an_instant_is_not_taken_for_a_wall_clock_time() -> None:
    with pytest.raises(ValueError, match="has no offset"):
        instant_of(datetime(2026, 3, 8, 2, 30, tzinfo=UTC), "America/New_York")


@pytest.mark.parametrize("name", ["localtime", "Factory"])
def test_what_depends_on_the_machine_is_no_zone(name: str) -> None:
    """They lie beside the zones, but mean another time on every machine, or none."""
    with pytest.raises(UnknownTimeZoneError):
        zone_of(name)
