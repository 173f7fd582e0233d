"""What is to be measured: written down when a post goes live and when an account is connected."""

from services.publisher.domain.accounts import Account
from services.publisher.domain.measuring import next_measurement
from services.publisher.domain.publications import Publication
from services.publisher.ports import Connectors, Measuring, MeasuringAccounts
from services.publisher.repository.measurements import MeasurementRepository
from services.publisher.usecases.channels import MEASUREMENTS
from shared.capabilities import Registry
from shared.clock import Clock
from shared.unit_of_work import UnitOfWork


class MeasuringPlan:
    """Plans measurements where the network tells figures; elsewhere there is nothing to plan.

    Args:
        measurements: Rows.
        connectors: The networks.
        registry: For how long a network tells figures of a post.
        clock: Time.
    """

    def __init__(
        self,
        *,
        measurements: MeasurementRepository,
        connectors: Connectors,
        registry: Registry,
        clock: Clock,
    ) -> None:
        self._measurements = measurements
        self._connectors = connectors
        self._registry = registry
        self._clock = clock

    async def post_published(self, work: UnitOfWork, publication: Publication) -> None:
        """It went live, in this transaction."""
        if not isinstance(self._connectors.get(publication.network), Measuring):
            return
        assert publication.published_at is not None, "a published publication has its instant"
        days = metric_days(self._registry, publication.network)
        first_at = next_measurement(publication.published_at, publication.published_at, days)
        if first_at is not None:
            await self._measurements.plan_post(work.connection, publication, first_at)

    async def account_connected(self, work: UnitOfWork, account: Account) -> None:
        """It can be used, in this transaction: what was due meanwhile is measured now, once."""
        connector = self._connectors.get(account.network)
        tells_figures = isinstance(connector, MeasuringAccounts)
        figures_at = self._clock.now() if tells_figures else None
        if tells_figures or isinstance(connector, Measuring):
            await self._measurements.plan_account(work.connection, account.account_id, figures_at)
            work.notify(MEASUREMENTS)


def metric_days(registry: Registry, network: str) -> int | None:
    """For how many days after publication a network tells figures; None if for ever."""
    rules = registry[network].metrics if network in registry else None
    return None if rules is None else rules.days
