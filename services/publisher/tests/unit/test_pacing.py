"""An account's limits hold whatever comes, whenever, after whatever outage."""

import itertools
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from services.publisher.domain.pacing import earliest
from shared import capabilities
from shared.capabilities import Pacing

START = datetime(2026, 11, 1, tzinfo=UTC)
MONTHS = timedelta(days=90)
REAL = sorted({capability.pacing for capability in capabilities.load()}, key=str)
WINDOWS = st.lists(
    st.builds(
        lambda most, seconds: {"max": most, "seconds": seconds, "source": "test"},
        st.integers(1, 40),
        st.integers(60, 14 * 86_400),
    ),
    max_size=3,
)
PACINGS = st.one_of(
    st.sampled_from(REAL),
    st.builds(
        lambda windows, spacing: Pacing.model_validate({"windows": windows, "min_spacing_seconds": spacing}),
        WINDOWS,
        st.sampled_from([0.0, 1.0, 90.0, 3600.0]),
    ),
)
SECONDS = st.integers(0, int(MONTHS.total_seconds()))


def may_start(pacing: Pacing, history: list[datetime], now: datetime) -> datetime:
    """As the ledger asks: the call as many ago as each window allows, and the newest."""
    recent = sorted(history, reverse=True)
    starts = []
    for window in pacing.windows:
        within = [start for start in recent if start > now - timedelta(seconds=window.seconds)]
        starts.append(within[window.max - 1] if len(within) >= window.max else None)
    instant = earliest(pacing, starts, recent[0] if recent else None)
    return max(now, instant) if instant else now


def published(pacing: Pacing, due: list[int], outages: list[tuple[int, int]]) -> list[datetime]:
    """When each goes out, if those due go out one after another as soon as they may and we are not away."""
    history: list[datetime] = []
    now = START
    for instant in sorted(START + timedelta(seconds=second) for second in due):
        now = max(now, instant)
        while True:
            away = [
                end
                for begin, end in outages
                if START + timedelta(seconds=begin) <= now < START + timedelta(seconds=end)
            ]
            wanted = START + timedelta(seconds=max(away)) if away else may_start(pacing, history, now)
            if wanted == now:
                break
            now = wanted
        history.append(now)
    return history


@given(
    PACINGS,
    st.lists(SECONDS, max_size=120),
    st.lists(st.tuples(SECONDS, st.integers(60, 20 * 86_400)), max_size=4),
)
def test_no_window_is_ever_passed(pacing: Pacing, due: list[int], outages: list[tuple[int, int]]) -> None:
    """In three months with outages of weeks: no window of any length holds more than it may, no two are too close."""
    history = published(pacing, due, [(begin, begin + length) for begin, length in outages])
    assert len(history) == len(due)
    for window in pacing.windows:
        for first, after in zip(history, history[window.max :], strict=False):
            assert after - first >= timedelta(seconds=window.seconds)
    for first, second in itertools.pairwise(history):
        assert (second - first).total_seconds() >= pacing.min_spacing_seconds


@given(PACINGS, st.lists(SECONDS, max_size=60))
def test_nothing_waits_without_a_reason(pacing: Pacing, due: list[int]) -> None:
    """What is late was held up by the account's own limits, or by one before it that was."""
    history = published(pacing, due, [])
    for place, (instant, went_out) in enumerate(zip(sorted(due), history, strict=True)):
        before = history[:place]
        earliest_start = max([START + timedelta(seconds=instant), *before[-1:]])
        assert went_out == may_start(pacing, before, earliest_start)
