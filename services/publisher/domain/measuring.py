"""When live posts are measured: often at first, then less and less; pure rules."""

import math
from collections.abc import Mapping
from datetime import datetime, timedelta

from services.publisher.domain.failures import Failure

AGES: tuple[tuple[str, timedelta], ...] = (
    ("5m", timedelta(minutes=5)),
    ("1h", timedelta(hours=1)),
    ("6h", timedelta(hours=6)),
    ("1d", timedelta(days=1)),
    ("3d", timedelta(days=3)),
    ("7d", timedelta(days=7)),
    ("30d", timedelta(days=30)),
)
"""Ages at which a post is measured, by their names."""

_DAY = timedelta(days=1)
# A network may not list at once what it shows, and may lose sight of a post for a moment.
MISSES_UNTIL_GONE = 2
LOOK_AGAIN = timedelta(minutes=10)
_RATE_LIMITED_SECONDS = 900.0
_FIRST_WAIT_SECONDS = 60.0
_LONGEST_WAIT_SECONDS = 3600.0
_LONGEST_DOUBLING = 10


def age_at(published_at: datetime, now: datetime) -> str:
    """The name of the oldest age that a post has reached; the youngest for one that has reached none."""
    reached = [name for name, age in AGES if published_at + age <= now]
    return reached[-1] if reached else AGES[0][0]


def next_measurement(published_at: datetime, now: datetime, days: int | None) -> datetime | None:
    """When a post is measured after now; what was missed is not made up for.

    Args:
        published_at: When it went live.
        now: The present.
        days: For how long its network tells figures; None for ever.
    """
    last = None if days is None else timedelta(days=days)
    coming = (published_at + age for _, age in AGES if last is None or age <= last)
    return next((at for at in coming if at > now), None)


def next_daily(figures_at: datetime, now: datetime) -> datetime:
    """The next daily instant after now, at the same time of day."""
    missed = (now - figures_at) // _DAY
    return figures_at + (max(missed, 0) + 1) * _DAY


def pause(why: Failure, setbacks: int, now: datetime) -> datetime:
    """Until when an account is not measured after a call that did not work."""
    if why.retry_at is not None:
        # A network's clock may be behind ours.
        return max(why.retry_at, now + timedelta(seconds=_FIRST_WAIT_SECONDS))
    if why.error_class in {"rate_limited", "quota"}:
        return now + timedelta(seconds=_RATE_LIMITED_SECONDS)
    wait = _FIRST_WAIT_SECONDS * 2 ** min(setbacks, _LONGEST_DOUBLING)
    return now + timedelta(seconds=min(wait, _LONGEST_WAIT_SECONDS))


def sound(figures: Mapping[str, float]) -> dict[str, float]:
    """Without what can be no figure: a network's slip is not available rather than wrong. Counts are whole numbers."""
    return {
        name: int(value) if value == int(value) else value
        for name, value in figures.items()
        if math.isfinite(value) and value >= 0
    }
