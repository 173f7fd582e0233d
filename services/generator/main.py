"""Composition root: the only file that knows every class."""

from pathlib import Path

from prometheus_client import CollectorRegistry

from services.generator.config import Settings
from services.generator.consumers import routes
from services.generator.metrics import Metrics
from services.generator.ports import Provider
from services.generator.providers.offline import OfflineProvider
from services.generator.repository import JobRepository, StepQueue
from services.generator.usecases.accepting import AcceptRequests
from services.generator.usecases.performing import PerformStep
from services.generator.workers import step_worker
from shared import capabilities
from shared.clock import Clock, SystemClock
from shared.objects import ObjectStore
from shared.postgres import Database
from shared.service import Service
from shared.sql import load_queries
from shared.unit_of_work import UnitOfWorkFactory

_HERE = Path(__file__).parent


def create_app(
    settings: Settings, *, clock: Clock | None = None, provider: Provider | None = None
) -> Service:
    """The generator, put together and not started.

    Args:
        settings: From the environment.
        clock: Another than the system's.
        provider: Another than the settings name.
    """
    clock = clock or SystemClock()
    metrics = Metrics(CollectorRegistry())
    database = Database(
        settings.database_url, application_name="generator", size=settings.concurrent_calls + 5
    )
    queries = load_queries(_HERE / "queries.sql")
    repository = JobRepository(queries)
    provider = provider or OfflineProvider()
    queue = StepQueue(database, queries, provider=provider.name)
    perform = PerformStep(
        provider=provider,
        objects=ObjectStore(settings.objects),
        units=UnitOfWorkFactory(database, settings.service, clock),
        repository=repository,
        registry=capabilities.load(),
        metrics=metrics,
        clock=clock,
        call_seconds=settings.call_seconds,
        call_attempts=settings.call_attempts,
    )
    return Service(
        settings,
        database=database,
        metrics=metrics,
        migrations=_HERE / "migrations",
        routes=routes(AcceptRequests(repository)),
        workers=[step_worker(settings, database, queue, perform, metrics).run],
        connections=[provider],
        clock=clock,
    )
