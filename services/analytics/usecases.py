"""What analytics does: note what became of publications, and tell the figures that follow from it."""

from collections.abc import Sequence

from services.analytics.domain import account_day_of, snapshot_of, standing_of
from services.analytics.metrics import Metrics
from services.analytics.repository import FiguresRepository
from shared.consuming import Received
from shared.events import EventData
from shared.unit_of_work import UnitOfWork, UnitOfWorkFactory

FIGURES_CHANGED = "figures"
"""Notified when there are changes to add up."""


class Counting:
    """Counts each publication once, as what is known of it, and each figure as it was told last.

    Runs inside the batch's transaction.
    """

    def __init__(self, repository: FiguresRepository) -> None:
        self._repository = repository

    async def count(self, work: UnitOfWork, received: Sequence[Received[EventData]]) -> None:
        """Something happened; what says nothing of a publication or an account changes no figures."""
        events = [one.data for one in received]
        standings = [standing for event in events if (standing := standing_of(event)) is not None]
        snapshots = [snapshot for event in events if (snapshot := snapshot_of(event)) is not None]
        days = [day for event in events if (day := account_day_of(event)) is not None]
        changed = (
            bool(standings) and await self._repository.note(work.connection, standings),
            bool(snapshots) and await self._repository.note_snapshots(work.connection, snapshots),
            bool(days) and await self._repository.note_account_days(work.connection, days),
        )
        if any(changed):
            work.notify(FIGURES_CHANGED)


class Rolling:
    """Adds up what changed and tells it.

    Args:
        units: Opens a transaction.
        repository: Rows.
        batch: Most changes in one transaction.
    """

    def __init__(
        self, units: UnitOfWorkFactory, repository: FiguresRepository, metrics: Metrics, *, batch: int
    ) -> None:
        self._units = units
        self._repository = repository
        self._metrics = metrics
        self._batch = batch

    async def roll(self) -> int:
        """Tell the figures that changed, each once; how many. None while another replica does it."""
        async with self._units() as work:
            if not await self._repository.take_turn(work.connection):
                return 0
            figures = await self._repository.roll(work.connection, self._batch, work.clock.now())
            for rolled in figures:
                work.tell(rolled)
        self._metrics.rolled.inc(len(figures))
        return len(figures)

    async def measure(self) -> None:
        """Set the gauges."""
        async with self._units.database.acquire() as connection:
            measures = await self._repository.measure(connection)
        self._metrics.waiting.set(measures.waiting)
        self._metrics.oldest_seconds.set(measures.oldest_seconds)
