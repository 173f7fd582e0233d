"""When a failed call is tried again."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.generator.domain import delay_before_next
from services.generator.providers.openai.failures import retry_after


@given(attempt=st.integers(1, 40), chance=st.floats(0, 1))
def test_back_off(attempt: int, chance: float) -> None:
    """Delays double from one second to two minutes and are never under half of that."""
    full = min(2.0 ** (attempt - 1), 120.0)

    assert full / 2 <= delay_before_next(attempt, None, chance) <= full


@given(attempt=st.integers(1, 40), asked=st.floats(0, 3_600), chance=st.floats(0, 1))
def test_retry_after_is_kept(attempt: int, asked: float, chance: float) -> None:
    """Never before the instant that the provider asked for, and at most a second after it."""
    assert asked <= delay_before_next(attempt, asked, chance) <= asked + 1


def test_retry_after_in_days() -> None:
    """A provider can't park a request for days."""
    assert delay_before_next(1, 86_400.0 * 7, 0.5) < 3_700


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "7"}, 7),
        ({"retry-after": "7", "retry-after-ms": "1500"}, 1.5),
        ({"retry-after-ms": "soon", "retry-after": "2"}, 2),
        ({"retry-after": "-3"}, 0),
        ({"retry-after": "soon"}, None),
        ({}, None),
    ],
)
def test_retry_after(headers: dict[str, str], seconds: float | None) -> None:
    """Milliseconds before seconds; nonsense is as if nothing had been said."""
    assert retry_after(headers) == seconds


def test_retry_after_as_date() -> None:
    """The header may hold an instant."""
    at = datetime.now(UTC) + timedelta(seconds=90)

    assert retry_after({"retry-after": format_datetime(at, usegmt=True)}) == pytest.approx(90, abs=2)
