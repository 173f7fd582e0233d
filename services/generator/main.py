"""Composition root: the only file that knows every class."""

from pathlib import Path

from prometheus_client import CollectorRegistry

from services.generator.config import Settings
from services.generator.consumers import routes
from services.generator.metrics import Metrics
from services.generator.ports import Provider
from services.generator.providers import make_fallback, make_provider
from services.generator.repository import JobRepository, StepQueue
from services.generator.usecases.accepting import AcceptRequests, Control
from services.generator.usecases.calling import CallProvider
from services.generator.usecases.performing import PerformStep, Policy
from services.generator.workers import step_worker
from shared import capabilities
from shared.clock import Clock, SystemClock
from shared.objects import ObjectStore
from shared.postgres import Database
from shared.privacy import Holdings, Privacy
from shared.service import Service
from shared.sql import load_queries
from shared.unit_of_work import UnitOfWorkFactory

_HERE = Path(__file__).parent
HOLDINGS = Holdings(
    conditions={
        "controls": "t.controlled_id in (select unnest(array[j.request_id, j.batch_id])"
        " from jobs j where j.organization_id = $1)"
    }
)


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
    registry = capabilities.load()
    repository = JobRepository(queries)
    provider = provider or make_provider(settings, registry)
    fallback = make_fallback(settings)
    queue = StepQueue(database, queries, provider=provider.name, clock=clock)
    objects = ObjectStore(settings.objects)
    privacy = Privacy(settings, database, metrics, clock, known=HOLDINGS, objects=objects)
    perform = PerformStep(
        provider=provider,
        call=CallProvider(
            objects=objects,
            registry=registry,
            metrics=metrics,
            call_seconds=settings.call_seconds,
        ),
        policy=Policy(settings.call_attempts, fallback, queue.hold_back),
        units=UnitOfWorkFactory(database, settings.service, clock),
        repository=repository,
        metrics=metrics,
        clock=clock,
    )
    return Service(
        settings,
        database=database,
        metrics=metrics,
        migrations=_HERE / "migrations",
        routes=routes(AcceptRequests(repository), Control(repository), privacy),
        workers=[step_worker(settings, database, queue, perform, metrics).run, *privacy.workers],
        connections=[provider, *([fallback] if fallback else [])],
        clock=clock,
    )
