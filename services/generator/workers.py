from services.generator.config import Settings
from services.generator.domain import Step
from services.generator.metrics import Metrics
from services.generator.repository import StepQueue
from services.generator.usecases.accepting import STEPS_CHANNEL
from services.generator.usecases.performing import PerformStep
from shared.postgres import Database
from shared.working import Lease, Worker


def step_worker(
    settings: Settings, database: Database, queue: StepQueue, perform: PerformStep, metrics: Metrics
) -> Worker[Step]:
    """Makes the calls that are waiting, as many at once as this replica may."""
    return Worker(
        "steps",
        queue,
        perform,
        wake=database.listen(STEPS_CHANNEL),
        concurrency=settings.concurrent_calls,
        lease=Lease.of(settings.instance, settings.lease_seconds),
        metrics=metrics,
    )
