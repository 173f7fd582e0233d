"""Figures: what was due, what went out and how late, summed from the days that analytics tells."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class DayFigures:
    """What analytics says of one subject and UTC day.

    Attributes:
        figures_of: organization, network:<name> or campaign:<id>.
    """

    organization_id: UUID
    figures_of: str
    period: date
    revision: int
    due: int
    published: int
    failed: int
    uncertain: int
    missed: int
    lateness_ms_sum: int
    lateness_ms_max: int
    lateness_count: int
    rolled_at: datetime


@dataclass(frozen=True, slots=True)
class Figures:
    """Sums over some days."""

    due: int = 0
    published: int = 0
    failed: int = 0
    uncertain: int = 0
    missed: int = 0
    lateness_ms_sum: int = 0
    lateness_ms_max: int | None = None
    lateness_count: int = 0

    @property
    def success_rate(self) -> float | None:
        """Published among those that ended; none where nothing ended yet."""
        ended = self.published + self.failed + self.missed
        return None if ended == 0 else self.published / ended

    @property
    def lateness_ms_mean(self) -> float | None:
        """None where nothing was published: not available is not zero."""
        return None if self.lateness_count == 0 else self.lateness_ms_sum / self.lateness_count


@dataclass(frozen=True, slots=True)
class Overview:
    """An organisation's figures over some days.

    Attributes:
        rolled_at: When analytics last told any of them; none before it told anything.
    """

    totals: Figures
    networks: dict[str, Figures]
    campaigns: dict[str, Figures]
    days: dict[date, Figures]
    rolled_at: datetime | None


def overview(rows: Iterable[DayFigures]) -> Overview:
    """Sum up days by subject, and the organisation's own by day."""
    every = list(rows)
    of_organization = [row for row in every if row.figures_of == "organization"]
    return Overview(
        totals=_sum(of_organization),
        networks=_by_subject(every, "network:"),
        campaigns=_by_subject(every, "campaign:"),
        days={row.period: _sum([row]) for row in of_organization},
        rolled_at=max((row.rolled_at for row in every), default=None),
    )


def _by_subject(rows: Iterable[DayFigures], prefix: str) -> dict[str, Figures]:
    grouped: dict[str, list[DayFigures]] = {}
    for row in rows:
        if row.figures_of.startswith(prefix):
            grouped.setdefault(row.figures_of.removeprefix(prefix), []).append(row)
    return {subject: _sum(of_subject) for subject, of_subject in grouped.items()}


def _sum(rows: list[DayFigures]) -> Figures:
    added = {
        field.name: sum(getattr(row, field.name) for row in rows)
        for field in fields(Figures)
        if field.name != "lateness_ms_max"
    }
    latest = max((row.lateness_ms_max for row in rows if row.lateness_count), default=None)
    return Figures(**added, lateness_ms_max=latest)
