"""Composition root: the only file that knows every class."""

from pathlib import Path

from prometheus_client import CollectorRegistry

from services.scheduler.config import Settings
from services.scheduler.consumers import routes
from services.scheduler.metrics import Metrics
from services.scheduler.repository import PlanRepository
from services.scheduler.usecases import Planning, Telling
from services.scheduler.workers import DueEngine
from shared.clock import Clock, SystemClock
from shared.objects import ObjectStore
from shared.postgres import Database
from shared.privacy import Holdings, Privacy
from shared.service import Service
from shared.sql import load_queries
from shared.unit_of_work import UnitOfWorkFactory
from shared.working import Recurring

_HERE = Path(__file__).parent
HOLDINGS = Holdings()


def create_app(settings: Settings, *, clock: Clock | None = None) -> Service:
    """The scheduler, put together and not started."""
    clock = clock or SystemClock()
    metrics = Metrics(CollectorRegistry())
    database = Database(settings.database_url, application_name="scheduler")
    repository = PlanRepository(load_queries(_HERE / "queries.sql"))
    telling = Telling(
        UnitOfWorkFactory(database, settings.service, clock),
        repository,
        metrics,
        batch=settings.batch,
        outbox_limit=settings.outbox_limit,
    )
    privacy = Privacy(
        settings, database, metrics, clock, known=HOLDINGS, objects=ObjectStore(settings.objects)
    )
    return Service(
        settings,
        database=database,
        metrics=metrics,
        migrations=_HERE / "migrations",
        routes=routes(Planning(repository, grace_seconds=settings.grace_seconds), privacy),
        workers=[DueEngine(telling, database).run, Recurring(telling.measure).run, *privacy.workers],
        clock=clock,
    )
