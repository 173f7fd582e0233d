"""Waiting for a database that is away."""

from datetime import UTC, datetime
from typing import cast

import pytest
from prometheus_client import CollectorRegistry

from shared.consuming import BatchConsumer
from shared.metrics import CoreMetrics
from shared.unit_of_work import UnitOfWork, UnitOfWorkFactory

_WAITS = 3_000


class Away:
    """A database that nobody reaches."""

    async def __aenter__(self) -> UnitOfWork:
        raise ConnectionRefusedError("no database")

    async def __aexit__(self, *_raised: object) -> None: ...


class HurriedClock:
    """Nobody waits for it; how long they would have is noted, and after many waits the consumer is closed."""

    def __init__(self) -> None:
        self.waits: list[float] = []
        self.consumer: BatchConsumer | None = None

    def now(self) -> datetime:
        return datetime(2026, 3, 2, tzinfo=UTC)

    def monotonic(self) -> float:
        return sum(self.waits)

    async def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        if self.consumer is not None and len(self.waits) == _WAITS:
            self.consumer.close()


async def test_an_outage_of_hours_is_waited_out_as_one_of_seconds() -> None:
    """Waits grow to some seconds and stay there, however many there were; closing ends them."""
    clock = HurriedClock()
    units = cast("UnitOfWorkFactory", Away)
    clock.consumer = BatchConsumer("scheduler", [], units, CoreMetrics(CollectorRegistry()), clock)

    with pytest.raises(ConnectionRefusedError):
        await clock.consumer.consume([])

    assert len(clock.waits) == _WAITS
    assert clock.waits[0] < 0.2
    assert all(2.5 <= seconds <= 7.5 for seconds in clock.waits[6:])
