"""What the parts of the gateway are built on, and what each of them brings."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from services.gateway.cache import FastRedis
from services.gateway.config import Settings
from services.gateway.metrics import Metrics
from services.gateway.passwords import Passwords
from services.gateway.recent import RecentAnswers
from services.gateway.repository.identity import IdentityRepository
from services.gateway.sessions import Sessions
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

    @cached_property
    def people(self) -> IdentityRepository:
        """People's rows."""
        return IdentityRepository(self.queries("identity"))

    @cached_property
    def recent(self) -> RecentAnswers:
        """What PostgreSQL answered a moment ago."""
        return RecentAnswers(self.redis, self.clock, prefix=f"{self.settings.redis_prefix}:recent")

    @cached_property
    def sessions(self) -> Sessions:
        """Who is (still) in."""
        return Sessions(self.recent, self.owner, self.queries("identity"), self.clock)

    def passwords(self, *, concurrency: int) -> Passwords:
        """Hashing, with its own bound of hashes at once."""
        return Passwords(
            memory_kib=self.settings.password_memory_kib,
            passes=self.settings.password_passes,
            lanes=self.settings.password_lanes,
            concurrency=concurrency,
        )

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
