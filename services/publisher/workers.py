"""Publications that were claimed: who takes them, and how many are on their way."""

import structlog

from services.publisher.errors import LeaseLostError
from services.publisher.metrics import Metrics
from services.publisher.repository.measurements import MeasurementRepository
from services.publisher.repository.publications import Job, PublicationRepository
from services.publisher.usecases.changing import Changing
from services.publisher.usecases.ledger import Ledger
from services.publisher.usecases.publishing import Publishing
from services.publisher.usecases.resolving import Resolving

logger = structlog.get_logger(__name__)


class Steps:
    """Which use case takes a publication, by its state."""

    def __init__(
        self, *, publishing: Publishing, resolving: Resolving, changing: Changing, ledger: Ledger
    ) -> None:
        self._publishing = publishing
        self._resolving = resolving
        self._changing = changing
        self._ledger = ledger

    async def take(self, job: Job) -> None:
        """One step of one publication; then its account's lane is free for the next."""
        try:
            await self._take(job)
        except LeaseLostError:
            logger.info("the publication is not what it was", account_id=str(job.account_id))
            await self._ledger.give_back(job)

    async def _take(self, job: Job) -> None:
        publication = job.publication
        if publication is None:
            await self._ledger.nothing_to_do(job)
            return
        with structlog.contextvars.bound_contextvars(
            publication_id=str(publication.publication_id),
            network=publication.network,
            correlation_id=publication.cause.correlation_id,
        ):
            match publication.state:
                case "waiting":
                    await self._publishing.publish(job, publication)
                case "attempting":
                    await self._resolving.take_over(job, publication)
                case "published" | "removed":
                    await self._changing.change(job, publication)
                case _:
                    await self._resolving.resolve(job, publication)


class OpenGauges:
    """Counts what is on its way."""

    def __init__(
        self, publications: PublicationRepository, measurements: MeasurementRepository, metrics: Metrics
    ) -> None:
        self._publications = publications
        self._measurements = measurements
        self._metrics = metrics

    async def measure(self) -> None:
        """Count once. A state that nothing is in any more must not keep its last figure."""
        counted = await self._publications.count_open()
        self._metrics.measuring_overdue.set(await self._measurements.overdue_seconds())
        self._metrics.open_publications.clear()
        for (network, state), publications in counted.items():
            self._metrics.open_publications.labels(network, state).set(publications)
