"""Plans, and how much of one is used."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal, TypeVar, get_args
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from shared.wall_clock import instant_of

Key = TypeVar("Key")
Limit = Literal["posts", "ai_micros_usd", "accounts", "members", "storage_bytes"]
LIMITS: tuple[Limit, ...] = get_args(Limit)

MONTHLY: frozenset[Limit] = frozenset({"posts", "ai_micros_usd"})
"""Counted up by calendar month; the rest is counted where it stands."""

UNITS: Mapping[Limit, str] = {
    "posts": "posts planned in a month",
    "ai_micros_usd": "millionths of a US dollar that AI providers cost in a month",
    "accounts": "accounts connected at once",
    "members": "members at once",
    "storage_bytes": "bytes of media kept or announced by uploads under way",
}

STANDING = date(1970, 1, 1)
"""The period of what never resets."""

NOBODY = UUID(int=0)
THRESHOLDS = (80, 100)


class Plan(BaseModel):
    """What a plan allows.

    Attributes:
        selectable: Whether people may choose it themselves.
        limits: What is missing is no limit.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str = Field(min_length=1, max_length=100)
    selectable: bool = False
    limits: dict[Limit, int] = {}


@dataclass(frozen=True, slots=True)
class Part:
    """Of what is used, somebody's share or a network's.

    Attributes:
        user_id: Who used it; nobody where the system did.
        network: Where; nowhere for what goes to no network.
    """

    user_id: UUID | None
    network: str | None
    amount: int


@dataclass(frozen=True, slots=True)
class Usage:
    """How much of a limit is used.

    Attributes:
        allowed: None is no limit.
        period: First day of the month; none where nothing resets.
    """

    limit: Limit
    used: int
    allowed: int | None
    period: date | None
    resets_at: datetime | None

    @property
    def remaining(self) -> int | None:
        """How much is left; never less than nothing, also where a plan became smaller."""
        return None if self.allowed is None else max(0, self.allowed - self.used)

    @property
    def is_exceeded(self) -> bool:
        """Whether more is used than allowed."""
        return self.allowed is not None and self.used > self.allowed

    @property
    def threshold(self) -> int:
        """The highest threshold that is reached, in percent; 0 is none."""
        if self.allowed is None:
            return 0
        return max((one for one in THRESHOLDS if self.used * 100 >= self.allowed * one), default=0)


@dataclass(frozen=True, slots=True)
class UsageReport:
    """How much is used, and by whom and where."""

    usage: Usage
    parts: Sequence[Part]

    def by_user(self) -> dict[UUID | None, int]:
        """Of everybody; a network's share of a post is not counted again."""
        return _summed((part.user_id, part.amount) for part in self.parts if part.network is None)

    def by_network(self) -> dict[str | None, int]:
        return _summed((part.network, part.amount) for part in self.parts if part.network is not None)


def resets_at(period: date, time_zone: str) -> datetime:
    """The first instant of the month after, in a zone."""
    following = date(period.year + period.month // 12, period.month % 12 + 1, 1)
    return instant_of(datetime.combine(following, time()), time_zone)


def _summed(pairs: Iterable[tuple[Key, int]]) -> dict[Key, int]:
    found: dict[Key, int] = {}
    for key, amount in pairs:
        found[key] = found.get(key, 0) + amount
    return found
