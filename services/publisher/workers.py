"""Work that is claimed from the database: accounts to check, publications to bring to an end."""

import asyncio

import structlog

from services.publisher.domain.rehearsals import Rehearsal
from services.publisher.errors import LeaseLostError
from services.publisher.metrics import Metrics
from services.publisher.repository.accounts import AccountRepository, Check
from services.publisher.repository.measurements import MeasurementRepository, Turn
from services.publisher.repository.publications import Job, PublicationRepository
from services.publisher.repository.rehearsals import RehearsalRepository
from services.publisher.usecases.changing import Changing
from services.publisher.usecases.channels import ACCOUNTS, MEASUREMENTS, PUBLICATIONS, REHEARSALS
from services.publisher.usecases.checking import Checking
from services.publisher.usecases.ledger import Ledger
from services.publisher.usecases.measuring import Measurer
from services.publisher.usecases.publishing import Publishing
from services.publisher.usecases.rehearsing import Rehearsing
from services.publisher.usecases.resolving import Resolving
from shared.postgres import Database, is_database_away
from shared.working import Lease, Worker

logger = structlog.get_logger(__name__)

_CHECKS_AT_ONCE = 10
_REHEARSALS_AT_ONCE = 4
_MEASURE_SECONDS = 10.0


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
                case "published":
                    await self._changing.change(job, publication)
                case _:
                    await self._resolving.resolve(job, publication)


def publication_worker(
    steps: Steps,
    publications: PublicationRepository,
    database: Database,
    metrics: Metrics,
    *,
    concurrency: int,
    lease: Lease,
) -> Worker[Job]:
    """Works on as many accounts at once as allowed, on one publication of each."""
    return Worker(
        "publications",
        claim=publications.claim,
        handle=steps.take,
        renew=publications.renew,
        release=publications.release,
        wake=database.listen(PUBLICATIONS),
        concurrency=concurrency,
        lease=lease,
        metrics=metrics,
    )


def account_worker(
    checking: Checking, accounts: AccountRepository, database: Database, metrics: Metrics, lease: Lease
) -> Worker[Check]:
    """Verifies accounts and renews their credentials."""
    return Worker(
        "accounts",
        claim=accounts.claim,
        handle=checking.check,
        renew=accounts.renew,
        release=accounts.release,
        wake=database.listen(ACCOUNTS),
        concurrency=_CHECKS_AT_ONCE,
        lease=lease,
        metrics=metrics,
    )


def measuring_worker(
    measurer: Measurer,
    measurements: MeasurementRepository,
    database: Database,
    metrics: Metrics,
    *,
    concurrency: int,
    lease: Lease,
) -> Worker[Turn]:
    """Asks how posts and accounts do."""
    return Worker(
        "measurements",
        claim=measurements.claim,
        handle=measurer.take,
        renew=measurements.renew,
        release=measurements.release,
        wake=database.listen(MEASUREMENTS),
        concurrency=concurrency,
        lease=lease,
        metrics=metrics,
    )


def rehearsal_worker(
    rehearsing: Rehearsing,
    rehearsals: RehearsalRepository,
    database: Database,
    metrics: Metrics,
    lease: Lease,
) -> Worker[Rehearsal]:
    """Tries posts on the sandbox."""
    return Worker(
        "rehearsals",
        claim=rehearsals.claim,
        handle=rehearsing.take,
        renew=rehearsals.renew,
        release=rehearsals.release,
        wake=database.listen(REHEARSALS),
        concurrency=_REHEARSALS_AT_ONCE,
        lease=lease,
        metrics=metrics,
    )


class Gauges:
    """Keeps the counts of what is on its way fresh."""

    def __init__(
        self, publications: PublicationRepository, measurements: MeasurementRepository, metrics: Metrics
    ) -> None:
        self._publications = publications
        self._measurements = measurements
        self._metrics = metrics

    async def run(self) -> None:
        """Count again and again until cancelled."""
        while True:
            try:
                counted = await self._publications.count_open()
                overdue = await self._measurements.overdue_seconds()
            except Exception as error:
                if not is_database_away(error):
                    raise
            else:
                self._metrics.measuring_overdue.set(overdue)
                # A state that nothing is in any more must not keep its last figure.
                self._metrics.open_publications.clear()
                for (network, state), publications in counted.items():
                    self._metrics.open_publications.labels(network, state).set(publications)
            await asyncio.sleep(_MEASURE_SECONDS)
