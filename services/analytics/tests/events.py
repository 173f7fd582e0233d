"""What other services tell of publications, and what the figures must then be."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from typing import NamedTuple, TypeAlias
from uuid import UUID

from shared.events import (
    AnalyticsRolled,
    EventData,
    NetworkName,
    PostDue,
    PostFailed,
    PostMissed,
    PostPublished,
)
from shared.ids import new_id
from shared.testing.topics import TopicReader
from shared.testing.waiting import eventually

DUE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
RANKS = {"due": 0, "missed": 1, "uncertain": 2, "failed": 3, "published": 4}


@dataclass(frozen=True)
class Publication:
    """One publication, and the events there can be of it."""

    organization_id: UUID
    network: NetworkName = "x"
    campaign_id: UUID | None = None
    due_at: datetime = DUE
    publication_id: UUID = field(default_factory=new_id)

    def told(self, state: str, lateness_ms: int = 40) -> EventData:
        """The event that says it is in this state."""
        facts = {
            "organization_id": self.organization_id,
            "publication_id": self.publication_id,
            "post_id": self.publication_id,
            "account_id": self.publication_id,
            "network": self.network,
            "campaign_id": self.campaign_id,
            "due_at": self.due_at,
            "revision": 1,
        }
        match state:
            case "due":
                return PostDue(**facts, text="hello", emitted_at=self.due_at)
            case "missed":
                return PostMissed(**facts, missed_at=self.due_at, reason="late")
            case "published":
                return PostPublished(
                    **facts,
                    remote_id="1",
                    url="https://x.example/1",
                    published_at=self.due_at + timedelta(milliseconds=lateness_ms),
                    lateness_ms=lateness_ms,
                    attempts=1,
                )
        return PostFailed(
            **facts,
            failed_at=self.due_at,
            outcome="uncertain" if state == "uncertain" else "rejected",
            code="x.refused",
            detail="no",
            error_class="invalid",
            who_must_act="author",
            retry_can_help=False,
            attempts=1,
        )


Told: TypeAlias = tuple[Publication, str, int]
"""A publication, a state and a lateness."""


class Key(NamedTuple):
    organization_id: UUID
    figures_of: str
    period: date


class Figures(NamedTuple):
    due: int
    published: int = 0
    failed: int = 0
    uncertain: int = 0
    missed: int = 0
    lateness_ms_sum: int = 0
    lateness_ms_max: int = 0
    lateness_count: int = 0


def counted(told: Iterable[Told]) -> dict[Key, Figures]:
    """The figures by the plainest way: look at everything that was told of each publication, then count.

    Args:
        told: Publication, state and lateness, in any order, any number of times.
    """
    every = sorted(told, key=lambda one: (one[0].publication_id, RANKS[one[1]], one[2]))
    last = [list(of_one)[-1] for _, of_one in groupby(every, key=lambda one: one[0].publication_id)]
    subjects: dict[Key, list[tuple[str, int]]] = {}
    for publication, state, lateness_ms in last:
        for key in _keys(publication):
            subjects.setdefault(key, []).append((state, lateness_ms))
    return {key: _figures(outcomes) for key, outcomes in subjects.items()}


def _keys(publication: Publication) -> list[Key]:
    subjects = ["organization", f"network:{publication.network}"]
    if publication.campaign_id is not None:
        subjects.append(f"campaign:{publication.campaign_id}")
    period = publication.due_at.astimezone(UTC).date()
    return [Key(publication.organization_id, figures_of, period) for figures_of in subjects]


def _figures(outcomes: list[tuple[str, int]]) -> Figures:
    states = [state for state, _ in outcomes]
    lateness = [lateness_ms for state, lateness_ms in outcomes if state == "published"]
    return Figures(
        len(states),
        states.count("published"),
        states.count("failed"),
        states.count("uncertain"),
        states.count("missed"),
        sum(lateness),
        max(lateness, default=0),
        len(lateness),
    )


def newest(events: Sequence[AnalyticsRolled]) -> dict[Key, Figures]:
    """What whoever reads analytics.rolled knows: of each subject and day the highest revision."""
    return {
        Key(e.organization_id, e.figures_of, e.period): Figures(
            **{name: getattr(e, name) for name in Figures._fields}
        )
        for e in sorted(events, key=lambda e: e.revision)
    }


def events(told: Sequence[Told]) -> list[EventData]:
    return [publication.told(state, lateness_ms) for publication, state, lateness_ms in told]


def many(count: int) -> list[Told]:
    """Everything that happens to that many publications of three organisations, in a wrong order."""
    chosen = random.Random(count)  # the same each time
    organizations = [new_id() for _ in range(3)]
    campaigns = [None, new_id(), new_id()]
    told: list[Told] = []
    for _ in range(count):
        one = Publication(
            chosen.choice(organizations), chosen.choice(["x", "mastodon"]), chosen.choice(campaigns)
        )
        ways = [("published",), ("failed",), ("uncertain",), ("uncertain", "published")]
        told += [(one, state, chosen.randrange(500)) for state in ("due", *chosen.choice(ways))]
    chosen.shuffle(told)
    return told


async def wait_for_figures(told: TopicReader, expected: dict[Key, Figures], seconds: float = 40) -> None:
    await eventually(
        lambda: newest(told.events(AnalyticsRolled)) == expected, seconds=seconds, what="the right figures"
    )
