"""Composition root: the only file that knows every class."""

from pathlib import Path

from prometheus_client import CollectorRegistry

from services.analytics.config import Settings
from services.analytics.consumers import routes
from services.analytics.metrics import Metrics
from services.analytics.repository import FiguresRepository
from services.analytics.usecases import Counting, Rolling
from services.analytics.workers import Roller
from shared.clock import Clock, SystemClock
from shared.objects import ObjectStore
from shared.postgres import Database
from shared.privacy import Holdings, Privacy, Tombstones
from shared.service import Service
from shared.sql import load_queries
from shared.unit_of_work import UnitOfWorkFactory
from shared.working import Recurring

_HERE = Path(__file__).parent
HOLDINGS = Holdings(
    tombstones={
        "rollups": Tombstones("analytics.rolled", "organization_id || '/' || figures_of || '/' || period")
    }
)


def create_app(settings: Settings, *, clock: Clock | None = None) -> Service:
    """Analytics, put together and not started."""
    clock = clock or SystemClock()
    metrics = Metrics(CollectorRegistry())
    database = Database(settings.database_url, application_name="analytics")
    repository = FiguresRepository(load_queries(_HERE / "queries.sql"))
    rolling = Rolling(
        UnitOfWorkFactory(database, settings.service, clock), repository, metrics, batch=settings.batch
    )
    roller = Roller(rolling, database, clock, pause_seconds=settings.pause_seconds)
    privacy = Privacy(
        settings, database, metrics, clock, known=HOLDINGS, objects=ObjectStore(settings.objects)
    )
    return Service(
        settings,
        database=database,
        metrics=metrics,
        migrations=_HERE / "migrations",
        routes=routes(Counting(repository), privacy),
        workers=[roller.run, Recurring(rolling.measure).run, *privacy.workers],
        clock=clock,
    )
