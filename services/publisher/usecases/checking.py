"""Finding out whose an account is, and renewing its credentials before they expire."""

from services.publisher.domain.access import Access, Identity
from services.publisher.domain.accounts import Account, mistaken
from services.publisher.domain.failures import Failure, failure
from services.publisher.errors import AccountUnusableError, NetworkError, RefusedError
from services.publisher.metrics import Metrics
from services.publisher.ports import Connectors
from services.publisher.repository.accounts import AccountRepository, Check
from services.publisher.repository.publications import PublicationRepository
from services.publisher.usecases.asking import ask
from services.publisher.usecases.channels import PUBLICATIONS
from services.publisher.usecases.credentials import Credentials
from services.publisher.usecases.measuring_plan import MeasuringPlan
from services.publisher.usecases.telling_accounts import account_connected, account_expiring
from shared.clock import Clock
from shared.unit_of_work import UnitOfWorkFactory

_CALL_SECONDS = 60.0
_LONGEST_WAIT = 60.0
_MOST_DOUBLINGS = 10
# After that many checks without an answer, about half a minute, its owner is told; we go on asking.
_PATIENT_CHECKS = 6
_DEGRADED_SECONDS = 300.0
_CONSENT_ENDED = failure(
    "reconnect",
    "account.consent_ended",
    "the network lets a consent last for a while only, and this one is over: connect the account again",
)


class Checking:
    """Verifies new credentials and renews those that expire.

    Args:
        accounts: Rows.
        publications: What waits for them.
        credentials: Opens and renews.
        connectors: The networks.
        measuring: What is connected is measured from then on.
        units: For what is told.
        clock: Time.
        metrics: Counts accounts.
    """

    def __init__(
        self,
        *,
        accounts: AccountRepository,
        publications: PublicationRepository,
        credentials: Credentials,
        connectors: Connectors,
        measuring: MeasuringPlan,
        units: UnitOfWorkFactory,
        clock: Clock,
        metrics: Metrics,
    ) -> None:
        self._accounts = accounts
        self._publications = publications
        self._credentials = credentials
        self._connectors = connectors
        self._measuring = measuring
        self._units = units
        self._clock = clock
        self._metrics = metrics

    async def check(self, check: Check) -> None:
        """Do what is to be done for one account."""
        account = check.account
        if account.state == "connected" and account.refresh_at is None and account.is_over(self._clock.now()):
            await self._credentials.degrade(account, _CONSENT_ENDED)
        elif account.state == "connected":
            await self._renew(account)
        else:
            await self._verify(account)
        await self._accounts.finish(check)

    async def warn(self) -> None:
        """Tell of accounts whose consent ends before long: 7, 3 and 1 days ahead, each once."""
        now = self._clock.now()
        async with self._units() as work:
            for account, days_left in await self._accounts.expiring(work.connection, now):
                event = account_expiring(account, days_left, now)
                work.tell(event, cause=account.cause)

    async def _renew(self, account: Account) -> None:
        try:
            await self._credentials.renew(account)
        except AccountUnusableError as error:
            if error.failure.is_temporary:
                await self._accounts.check_later(account, _back_off(account.checks))

    async def _verify(self, account: Account) -> None:
        try:
            account, access = await self._credentials.open(account)
            try:
                identity = await self._identified(account, access)
            except RefusedError as refused:
                if refused.failure.error_class != "auth_expired":
                    raise
                account = await self._credentials.renew(account)
                account, access = await self._credentials.open(account)
                identity = await self._identified(account, access)
        except (AccountUnusableError, NetworkError) as error:
            await self._not_verified(account, error.failure)
        else:
            why = mistaken(account, identity)
            if why is None:
                await self._connect(account, identity)
            else:
                await self._not_verified(account, why)

    async def _identified(self, account: Account, access: Access) -> Identity:
        return await ask(self._connectors[account.network].identify(access), _CALL_SECONDS)

    async def _connect(self, account: Account, identity: Identity) -> None:
        async with self._units() as work:
            revision = await self._accounts.connect(work.connection, account, identity)
            if revision is None:
                return
            event = account_connected(account, identity, revision, self._clock.now())
            work.tell(event, cause=account.cause)
            await self._publications.wake_account(work.connection, account.account_id)
            await self._measuring.account_connected(work, account)
            work.notify(PUBLICATIONS)
        self._metrics.accounts.labels(account.network, "connected").inc()

    async def _not_verified(self, account: Account, why: Failure) -> None:
        if why.is_temporary and account.state == "verifying" and account.checks + 1 < _PATIENT_CHECKS:
            await self._accounts.check_later(account, _back_off(account.checks))
            return
        check_again = _DEGRADED_SECONDS if why.is_temporary else None
        if account.state == "degraded":
            await self._accounts.check_later(account, check_again)
        else:
            await self._credentials.degrade(account, why, check_again=check_again)


def _back_off(checks: int) -> float:
    return min(_LONGEST_WAIT, 2.0 ** min(checks, _MOST_DOUBLINGS))
