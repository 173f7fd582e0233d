"""Record keys of Bluesky are TIDs that grow with time."""

import re
from datetime import UTC, datetime, timedelta

from services.publisher.networks.bluesky.keys import new_key

# https://atproto.com/specs/tid
TID = re.compile(r"[234567abcdefghij][234567abcdefghijklmnopqrstuvwxyz]{12}")
ALPHABET = "234567abcdefghijklmnopqrstuvwxyz"


def test_form() -> None:
    """Keys of any time are well-formed."""
    for year in (1971, 2026, 2100, 2250):
        assert TID.fullmatch(new_key(datetime(year, 11, 21, 12, 34, 56, 789_012, tzinfo=UTC)))


def test_instant() -> None:
    """A key holds its instant to the microsecond."""
    now = datetime(2026, 11, 21, 12, 34, 56, 789_012, tzinfo=UTC)
    number = 0
    for letter in new_key(now):
        number = number * 32 + ALPHABET.index(letter)
    assert datetime.fromtimestamp(0, UTC) + timedelta(microseconds=number >> 10) == now


def test_order() -> None:
    """Sorted as text, keys are in the order of their instants."""
    start = datetime(2026, 11, 21, tzinfo=UTC)
    keys = [new_key(start + timedelta(milliseconds=7**power)) for power in range(12)]
    assert keys == sorted(keys)


def test_two_at_once_differ() -> None:
    """Replicas that choose within the same microsecond hardly ever choose the same key."""
    now = datetime(2026, 11, 21, tzinfo=UTC)
    assert len({new_key(now) for _ in range(64)}) > 32
