"""When a post is measured."""

import math
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from services.publisher.domain.failures import failure
from services.publisher.domain.measuring import AGES, age_at, next_daily, next_measurement, pause, sound
from services.publisher.networks.connectors import Tools, make_connectors
from services.publisher.networks.numbers import numbers_of
from services.publisher.ports import Measuring, MeasuringAccounts
from shared.capabilities import load
from shared.clock import SystemClock

NAMES = {
    *("impressions", "reach", "views", "likes", "comments", "shares", "quotes", "saves", "clicks"),
    *("profile_clicks", "engagements", "watch_seconds", "followers", "following", "posts"),
}
PUBLISHED = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def test_a_post_is_measured_at_seven_ages_and_then_no_more() -> None:
    """Each measurement plans the next one, though each is a little late."""
    now, measured = PUBLISHED, []
    while (at := next_measurement(PUBLISHED, now, None)) is not None:
        measured.append(age_at(PUBLISHED, at))
        now = at + timedelta(seconds=20)

    assert measured == ["5m", "1h", "6h", "1d", "3d", "7d", "30d"] == [name for name, _ in AGES]


def test_after_an_outage_one_measurement_stands_for_those_that_were_missed() -> None:
    """Two days late: it is that of a day, and the next is that of three days."""
    now = PUBLISHED + timedelta(days=2)

    assert age_at(PUBLISHED, now) == "1d"
    assert next_measurement(PUBLISHED, now, None) == PUBLISHED + timedelta(days=3)


def test_nothing_is_asked_for_longer_than_the_network_tells_it() -> None:
    """A story's figures are gone after a day."""
    assert next_measurement(PUBLISHED, PUBLISHED + timedelta(hours=7), 1) == PUBLISHED + timedelta(days=1)
    assert next_measurement(PUBLISHED, PUBLISHED + timedelta(days=1), 1) is None


@pytest.mark.parametrize(("hours", "days"), [(0, 1), (1, 1), (24, 2), (80, 4)])
def test_an_account_is_measured_at_the_same_time_of_day(hours: int, days: int) -> None:
    """Days that were missed are not made up for."""
    assert next_daily(PUBLISHED, PUBLISHED + timedelta(hours=hours)) == PUBLISHED + timedelta(days=days)


def test_a_pause_is_as_long_as_the_network_says_and_else_grows() -> None:
    """Up to an hour."""
    told = PUBLISHED + timedelta(seconds=77)
    limited = failure("rate_limited", "x.limited", "slow down", retry_at=told)
    away = failure("transient", "x.away", "no answer")

    assert pause(limited, 3, PUBLISHED) == told
    assert [(pause(away, n, PUBLISHED) - PUBLISHED).total_seconds() for n in (0, 1, 2, 50)] == [
        60,
        120,
        240,
        3600,
    ]


def test_what_can_be_no_figure_is_not_available() -> None:
    """And what is one is a whole number where it is whole."""
    figures = {"likes": 12.0, "watch_seconds": 1.5, "views": float("nan"), "shares": -1.0}

    assert sound(figures) == {"likes": 12, "watch_seconds": 1.5}


@pytest.mark.parametrize("told", [None, True, "3", [3], 10**400, -(10**400), math.nan, math.inf])
def test_what_is_no_number_is_not_told(told: Any) -> None:
    """Not even where a server writes more digits than a number can have."""
    assert numbers_of(
        {"like_count": told, "view_count": 3}, {"like_count": "likes", "view_count": "views"}
    ) == {"views": 3.0}


async def test_a_capability_names_figures_where_a_connector_tells_them() -> None:
    """By names that are the same for every network; what says nothing of figures is never asked for any."""
    async with httpx.AsyncClient() as http:
        connectors = make_connectors(Tools(http, SystemClock()))
    for network, connector in connectors.items():
        rules = load()[network].metrics
        posts, accounts = (rules.post, rules.account) if rules else ((), ())
        assert isinstance(connector, Measuring) == bool(posts), network
        assert isinstance(connector, MeasuringAccounts) == bool(accounts), network
        assert {*posts, *accounts} <= NAMES, network
