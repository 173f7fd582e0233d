from collections.abc import Mapping
from datetime import UTC, date, datetime
from types import MappingProxyType
from uuid import uuid4

import pytest

from services.gateway.domain.figures import DayFigures, overview
from shared.events import Total

_ORGANIZATION = uuid4()


def day(
    number: int,
    figures_of: str = "organization",
    *,
    engagement: Mapping[str, Total] = MappingProxyType({}),
    audience: Mapping[str, Total] = MappingProxyType({}),
    **figures: int,
) -> DayFigures:
    zeros = dict.fromkeys(
        (
            "due",
            "published",
            "failed",
            "uncertain",
            "missed",
            "lateness_ms_sum",
            "lateness_ms_max",
            "lateness_count",
        ),
        0,
    )
    return DayFigures(
        organization_id=_ORGANIZATION,
        figures_of=figures_of,
        period=date(2026, 3, number),
        revision=1,
        rolled_at=datetime(2026, 3, number, 12, tzinfo=UTC),
        engagement=engagement,
        audience=audience,
        **{**zeros, **figures},
    )


def test_what_is_not_known_is_not_zero() -> None:
    """Without publications there is no rate, no mean and no maximum."""
    totals = overview([day(1, due=3)]).totals

    assert (totals.due, totals.success_rate, totals.lateness_ms_mean, totals.lateness_ms_max) == (
        3,
        None,
        None,
        None,
    )


def test_days_add_up() -> None:
    """Counts and lateness are summed, the maximum is the greatest, and subjects are kept apart."""
    found = overview(
        [
            day(1, published=3, failed=1, lateness_ms_sum=300, lateness_ms_max=200, lateness_count=3),
            day(
                2,
                published=1,
                missed=1,
                uncertain=5,
                lateness_ms_sum=100,
                lateness_ms_max=100,
                lateness_count=1,
            ),
            day(2, "network:x", published=1, lateness_ms_sum=100, lateness_ms_max=100, lateness_count=1),
        ]
    )

    assert found.totals.success_rate == pytest.approx(4 / 6)
    assert (found.totals.lateness_ms_mean, found.totals.lateness_ms_max) == (100, 200)
    assert found.days[date(2026, 3, 2)].uncertain == 5
    assert found.networks["x"].published == 1
    assert found.rolled_at == datetime(2026, 3, 2, 12, tzinfo=UTC)


def test_engagement_says_over_how_many_posts_it_is() -> None:
    """What no network told is not there; what is told by some is summed over them."""
    likes, views = Total(value=5, measured=2), Total(value=0.5, measured=1)
    retracted = Total(value=0, measured=0)

    totals = overview(
        [
            day(1, engagement={"likes": likes, "reach": retracted}),
            day(2, engagement={"likes": likes, "views": views}),
        ]
    ).totals

    assert totals.engagement == {"likes": Total(value=10, measured=4), "views": views}


def test_an_audience_is_as_of_the_last_day_and_what_it_gained_adds_up() -> None:
    """Followers are not summed over days: they are the same people."""
    totals = overview(
        [
            day(
                2,
                audience={
                    "followers": Total(value=107, measured=2),
                    "followers_gained": Total(value=-3, measured=1),
                },
            ),
            day(1, audience={"followers": Total(value=100, measured=1)}),
            day(
                3,
                audience={
                    "followers": Total(value=120, measured=2),
                    "followers_gained": Total(value=13, measured=2),
                },
            ),
        ]
    ).totals

    assert totals.audience == {
        "followers": Total(value=120, measured=2),
        "followers_gained": Total(value=10, measured=2),
    }
