"""Figures: what was due, what went out and how late, summed from the days that analytics tells."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from uuid import UUID

from shared.events import Total

GAINED = "followers_gained"
"""The one figure of accounts that adds up over days: the others say how things stand."""


@dataclass(frozen=True, slots=True)
class DayFigures:
    """What analytics says of one subject and UTC day.

    Attributes:
        figures_of: organization, network:<name> or campaign:<id>.
        engagement: How the posts that were due then do now, by name.
        audience: How the accounts did on that day, by name.
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
    engagement: Mapping[str, Total]
    audience: Mapping[str, Total]
    rolled_at: datetime


@dataclass(frozen=True, slots=True)
class Figures:
    """Sums over some days.

    Attributes:
        engagement: Of what networks told of posts, with how many posts each sum is over.
        audience: Of what networks told of accounts, as of the last day that each was told; followers gained are summed.
    """

    due: int = 0
    published: int = 0
    failed: int = 0
    uncertain: int = 0
    missed: int = 0
    lateness_ms_sum: int = 0
    lateness_ms_max: int | None = None
    lateness_count: int = 0
    engagement: Mapping[str, Total] = field(default_factory=dict)
    audience: Mapping[str, Total] = field(default_factory=dict)

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
        each.name: sum(getattr(row, each.name) for row in rows)
        for each in fields(Figures)
        if each.name not in {"lateness_ms_max", "engagement", "audience"}
    }
    return Figures(
        **added,
        lateness_ms_max=max((row.lateness_ms_max for row in rows if row.lateness_count), default=None),
        engagement=_added(rows),
        audience=_standing(rows),
    )


def _added(rows: Iterable[DayFigures]) -> dict[str, Total]:
    sums: dict[str, Total] = {}
    for row in rows:
        for name, total in row.engagement.items():
            known = sums.get(name, Total(value=0, measured=0))
            sums[name] = Total(value=known.value + total.value, measured=known.measured + total.measured)
    return {name: total for name, total in sums.items() if total.measured}


def _standing(rows: Iterable[DayFigures]) -> dict[str, Total]:
    last: dict[str, Total] = {}
    for row in sorted(rows, key=lambda row: row.period):
        for name, total in row.audience.items():
            if total.measured and name == GAINED and name in last:
                most = max(last[name].measured, total.measured)
                last[name] = Total(value=last[name].value + total.value, measured=most)
            elif total.measured:
                last[name] = total
    return last
