"""Erasing and exporting as a service takes part in them: two routes and their workers."""

from collections.abc import Awaitable, Callable, Sequence

from shared.clock import Clock
from shared.metrics import CoreMetrics
from shared.objects import ObjectStore
from shared.postgres import Database
from shared.privacy import erasing, exporting
from shared.privacy.erasing import Erasing, Erasure, ForgetPerson
from shared.privacy.exporting import Export, Exporting
from shared.privacy.holdings import Holdings
from shared.settings import ServiceSettings
from shared.unit_of_work import UnitOfWorkFactory
from shared.working import Lease, Worker

_AGAIN_SECONDS = 3_600.0
_LEASE_SECONDS = 12.0


class Privacy:
    """What `create_app` of every service makes.

    Args:
        settings: The service's own.
        database: As the owner of its tables.
        known: What the database's catalogue can't tell of its tables.
        objects: Where an organisation's files lie and exports are written.
        forget_person: Where the service keeps something of persons.
    """

    def __init__(
        self,
        settings: ServiceSettings,
        database: Database,
        metrics: CoreMetrics,
        clock: Clock,
        *,
        known: Holdings,
        objects: ObjectStore,
        forget_person: ForgetPerson | None = None,
    ) -> None:
        # Short: an attempt that failed, as by a deadlock with work that had begun, is made again as soon as it ends.
        lease = Lease.of(settings.instance, _LEASE_SECONDS)
        units = UnitOfWorkFactory(database, settings.service, clock)
        self._clock = clock
        self.erasing = Erasing(settings.service, database, units, clock, lease, known, objects, forget_person)
        self.exporting = Exporting(settings.service, database, units, clock, lease, known, objects)
        self._eraser: Worker[Erasure] = Worker(
            "erasures",
            self.erasing,
            self.erasing.handle,
            wake=database.listen(erasing.CHANNEL),
            concurrency=1,
            lease=lease,
            metrics=metrics,
        )
        self._exporter: Worker[Export] = Worker(
            "exports",
            self.exporting,
            self.exporting.handle,
            wake=database.listen(exporting.CHANNEL),
            concurrency=1,
            lease=lease,
            metrics=metrics,
        )

    @property
    def workers(self) -> Sequence[Callable[[], Awaitable[None]]]:
        return self._eraser.run, self._exporter.run, self._look_again

    async def _look_again(self) -> None:
        while True:
            await self._clock.sleep(_AGAIN_SECONDS)
            await self.erasing.again()
