"""How posts and accounts do, as their networks told it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from shared.events import NetworkName


def missing(metrics: Mapping[str, float], offered: tuple[str, ...]) -> tuple[str, ...]:
    """What a network tells at all and did not tell this time."""
    return tuple(name for name in offered if name not in metrics)


@dataclass(frozen=True, slots=True)
class PostMeasurement:
    """How a publication did at an instant.

    Attributes:
        age: Which measurement it is, by the age it was meant for, such as 1h.
        metrics: What the network told, by name; what is not there is not available, which is not 0.
        offered: What the network tells at all.
        gone: It is not there any more.
    """

    publication_id: UUID
    account_id: UUID
    network: NetworkName
    measured_at: datetime
    age: str
    metrics: Mapping[str, float]
    offered: tuple[str, ...]
    gone: bool

    @property
    def not_available(self) -> tuple[str, ...]:
        return missing(self.metrics, self.offered)


@dataclass(frozen=True, slots=True)
class AccountMeasurement:
    """How an account did at an instant; as of `PostMeasurement`."""

    account_id: UUID
    measured_at: datetime
    metrics: Mapping[str, float]
    offered: tuple[str, ...]

    @property
    def not_available(self) -> tuple[str, ...]:
        return missing(self.metrics, self.offered)
