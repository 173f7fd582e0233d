"""Figures: kept as analytics tells them, summed up for those who ask."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta
from uuid import UUID

from services.gateway.domain.figures import DayFigures, Overview, overview
from services.gateway.domain.flaws import Flaw, FlawedError
from services.gateway.repository import figures as rows
from shared.clock import Clock
from shared.consuming import Received
from shared.events import AnalyticsRolled
from shared.unit_of_work import UnitOfWork

_DEFAULT_DAYS = 30
_MOST_DAYS = 366


@dataclass(frozen=True)
class AnalyticsFigures:
    clock: Clock

    async def rolled(self, work: UnitOfWork, received: Sequence[Received[AnalyticsRolled]]) -> None:
        """Keep the figures that analytics tells; of one subject and day the highest revision."""
        newest: dict[tuple[UUID, str, date], AnalyticsRolled] = {}
        for item in received:
            key = (item.data.organization_id, item.data.figures_of, item.data.period)
            if key not in newest or newest[key].revision < item.data.revision:
                newest[key] = item.data
        names = [field.name for field in fields(DayFigures)]
        await rows.keep(
            work.connection,
            [DayFigures(**{name: getattr(data, name) for name in names}) for data in newest.values()],
        )

    async def overview(
        self, work: UnitOfWork, first: date | None, last: date | None
    ) -> tuple[date, date, Overview, dict[UUID, str]]:
        """An organisation's figures over some UTC days, the last thirty if none are named.

        Returns:
            The first and the last day, the figures, and what their campaigns are called.

        Raises:
            FlawedError: The days are the wrong way round, or too many.
        """
        last = last or self.clock.now().date()
        first = first or last - timedelta(days=_DEFAULT_DAYS - 1)
        if not timedelta(0) <= last - first < timedelta(days=_MOST_DAYS):
            detail = f"from must not be after to, and they span at most {_MOST_DAYS} days"
            raise FlawedError([Flaw("/from", detail, "period.invalid")])
        found = overview(await rows.between(work.connection, first, last))
        campaign_ids = [UUID(campaign) for campaign in found.campaigns]
        return first, last, found, await rows.campaign_names(work.connection, campaign_ids)
