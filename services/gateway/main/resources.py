"""What the parts of the gateway are built on, and what each of them brings."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from services.gateway.cache import FastRedis
from services.gateway.config import Settings
from services.gateway.metrics import Metrics
from services.gateway.tenancy import OwnerUnits, Tenancy
from shared.capabilities import Registry
from shared.clock import Clock
from shared.objects import ObjectStore
from shared.postgres import Database
from shared.service import Connections
from shared.sql import load_queries
from shared.unit_of_work import UnitOfWorkFactory

SERVICE_FOLDER = Path(__file__).parents[1]


@dataclass(frozen=True)
class Resources:
    """Made once for all parts.

    Attributes:
        owner: The database as its owner: sees all organisations.
        tenancy: The database inside one organisation.
    """

    settings: Settings
    clock: Clock
    metrics: Metrics
    owner: Database
    tenancy: Tenancy
    redis: FastRedis
    registry: Registry
    objects: ObjectStore

    @property
    def owner_units(self) -> UnitOfWorkFactory:
        """Units of work outside of any organisation."""
        return OwnerUnits(self.owner, self.settings.service, self.clock)

    @staticmethod
    def queries(name: str) -> Mapping[str, str]:
        """The statements of `queries/<name>.sql`."""
        return load_queries(SERVICE_FOLDER / "queries" / f"{name}.sql")


@dataclass(frozen=True)
class Area:
    """What one part of the gateway brings.

    Attributes:
        parts: What handlers ask for, each under its class.
        workers: What runs beside the requests for as long as the service does.
        connections: What is opened with the service and closed behind it.
    """

    parts: Mapping[Any, object] = field(default_factory=dict)
    workers: Sequence[Callable[[], Awaitable[None]]] = ()
    connections: Sequence[Connections] = ()
