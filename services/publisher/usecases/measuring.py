"""Asking networks how posts and accounts do: one call at a time for each account, and never in the way of publishing."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypeVar

import structlog

from services.publisher.domain.access import Access
from services.publisher.domain.accounts import Account
from services.publisher.domain.failures import Failure
from services.publisher.domain.measuring import (
    LOOK_AGAIN,
    MISSES_UNTIL_GONE,
    next_daily,
    next_measurement,
    pause,
    sound,
)
from services.publisher.errors import AccountUnusableError, NetworkError, RefusedError
from services.publisher.metrics import Metrics
from services.publisher.ports import Connectors, Live, Measuring, MeasuringAccounts
from services.publisher.repository.accounts import AccountRepository
from services.publisher.repository.measurements import DuePost, Finding, MeasurementRepository, Turn
from services.publisher.usecases.asking import ask
from services.publisher.usecases.credentials import Credentials
from services.publisher.usecases.telling import account_measured, post_measured
from shared.capabilities import Registry
from shared.capabilities.model import MetricRules
from shared.clock import Clock
from shared.unit_of_work import UnitOfWork, UnitOfWorkFactory

logger = structlog.get_logger(__name__)
Answer = TypeVar("Answer")

_NO_RULES = MetricRules(source="none")


class Measurer:
    """Takes accounts with something to measure.

    Args:
        measurements: Rows.
        accounts: Rows.
        credentials: Opens and renews, as for publishing.
        connectors: The networks.
        registry: What each network tells, of how many posts in one call.
        units: Transactions.
        call_seconds: Longest whole call.
        clock: Time.
        metrics: Counts measurements.
    """

    def __init__(
        self,
        *,
        measurements: MeasurementRepository,
        accounts: AccountRepository,
        credentials: Credentials,
        connectors: Connectors,
        registry: Registry,
        units: UnitOfWorkFactory,
        call_seconds: float,
        clock: Clock,
        metrics: Metrics,
    ) -> None:
        self._measurements = measurements
        self._accounts = accounts
        self._credentials = credentials
        self._connectors = connectors
        self._registry = registry
        self._units = units
        self._call_seconds = call_seconds
        self._clock = clock
        self._metrics = metrics

    async def take(self, turn: Turn) -> None:
        """One call for one account: its own figures, or those of a batch of its posts."""
        account = await self._accounts.get(turn.account_id)
        if account is None or account.state != "connected":
            # It sleeps until it is connected; settling asks once more, so that no connection is missed.
            await self._settle(turn)
            return
        # Who is asked to publish less is not asked for figures meanwhile.
        paused = await self._measurements.publishing_paused(account.account_id)
        if paused is not None:
            await self._settle(turn, paused_until=self._clock.now() + timedelta(seconds=paused))
            return
        try:
            account, access = await self._credentials.open(account)
        except AccountUnusableError as error:
            await self._set_back(turn, account, error.failure)
            return
        with structlog.contextvars.bound_contextvars(
            account_id=str(account.account_id), network=account.network
        ):
            await self._measure(turn, account, access)

    async def _measure(self, turn: Turn, account: Account, access: Access) -> None:
        connector = self._connectors[account.network]
        now = self._clock.now()
        if isinstance(connector, MeasuringAccounts):
            figures_at = turn.figures_at or now
            turn = replace(turn, figures_at=figures_at)
            if figures_at <= now:
                await self._measure_account(turn, account, access, connector)
                return
        else:
            turn = replace(turn, figures_at=None)
        if isinstance(connector, Measuring):
            await self._measure_posts(turn, account, access, connector)
        else:
            await self._leave_out(turn)

    async def _measure_account(
        self, turn: Turn, account: Account, access: Access, connector: MeasuringAccounts
    ) -> None:
        assert turn.figures_at is not None, "asked by the caller"
        asked_at = self._clock.now()
        following = next_daily(turn.figures_at, asked_at)
        try:
            figures = await self._ask(account, access, connector.measure_account)
        except (AccountUnusableError, NetworkError) as error:
            if not await self._is_refused_for_good(account, access, error.failure):
                await self._set_back(turn, account, error.failure)
                return
            self._metrics.measurements.labels(account.network, "account", "refused").inc()
            await self._settle(turn, figures_at=following)
            return
        async with self._units() as work:
            if not await self._holds(work, turn):
                return
            event = account_measured(account, sound(figures), self._rules(account).account, asked_at)
            work.tell(event, cause=account.cause)
            await self._measurements.settle(
                work.connection, turn, figures_at=following, setbacks=0, paused_until=None
            )
        self._metrics.measurements.labels(account.network, "account", "measured").inc()

    async def _measure_posts(
        self, turn: Turn, account: Account, access: Access, connector: Measuring
    ) -> None:
        rules = self._rules(account)
        due = await self._measurements.due_posts(account.account_id, rules.batch)
        posts = [live for one in due if (live := _live(one)) is not None]
        asked_at = self._clock.now()
        figures: Mapping[str, Mapping[str, float]] = {}
        if posts:
            try:
                figures = await self._ask(account, access, lambda opened: connector.measure(opened, posts))
            except (AccountUnusableError, NetworkError) as error:
                if not await self._is_refused_for_good(account, access, error.failure):
                    await self._set_back(turn, account, error.failure)
                    return
                self._metrics.measurements.labels(account.network, "post", "refused").inc(len(posts))
                # It costs this measurement, so that what is refused is not asked for again and again.
                await self._record(turn, account, [self._later(one, rules) for one in due], asked_at)
                return
        await self._record(turn, account, [self._finding(one, figures, rules) for one in due], asked_at)

    def _later(self, due: DuePost, rules: MetricRules) -> Finding:
        publication = due.publication
        assert publication.published_at is not None, "what is measured was published"
        following = next_measurement(publication.published_at, self._clock.now(), rules.days)
        return Finding(publication, following, due.misses)

    def _finding(
        self, due: DuePost, figures: Mapping[str, Mapping[str, float]], rules: MetricRules
    ) -> Finding:
        publication, now = due.publication, self._clock.now()
        assert publication.published_at is not None, "what is measured was published"
        if publication.state == "removed":
            return Finding(publication, None)  # by us, which was told
        receipt = publication.receipt
        if receipt is not None and receipt.remote_id in figures:
            following = next_measurement(publication.published_at, now, rules.days)
            return Finding(publication, following, figures=sound(figures[receipt.remote_id]))
        misses = due.misses + 1
        if misses < MISSES_UNTIL_GONE:
            return Finding(publication, now + LOOK_AGAIN, misses)
        return Finding(publication, None, misses, gone=True)

    async def _record(
        self, turn: Turn, account: Account, findings: Sequence[Finding], asked_at: datetime
    ) -> None:
        told = [finding for finding in findings if finding.gone or finding.figures is not None]
        async with self._units() as work:
            if not await self._holds(work, turn):
                return
            await self._measurements.record(work.connection, findings, asked_at)
            for finding in told:
                offered, publication = self._rules(account).post, finding.publication
                event = post_measured(publication, finding.figures, offered, asked_at)
                work.tell(event, cause=publication.cause)
            await self._measurements.settle(
                work.connection, turn, figures_at=turn.figures_at, setbacks=0, paused_until=None
            )
        for finding in told:
            outcome = "gone" if finding.gone else "measured"
            self._metrics.measurements.labels(account.network, "post", outcome).inc()

    async def _ask(
        self, account: Account, access: Access, call: Callable[[Access], Awaitable[Answer]]
    ) -> Answer:
        """The answer; credentials that expired earlier than we thought are renewed."""
        try:
            return await ask(call(access), self._call_seconds)
        except RefusedError as refused:
            if refused.failure.error_class != "auth_expired":
                raise
        _, access = await self._credentials.open(await self._credentials.renew(account))
        return await ask(call(access), self._call_seconds)

    async def _is_refused_for_good(self, account: Account, access: Access, why: Failure) -> bool:
        """Whether asking for the same again does not help, while the account may well publish."""
        if why.error_class == "reconnect":
            # Figures may need a right that publishing does not: only who can't even say whose account it is has none.
            try:
                await ask(self._connectors[account.network].identify(access), self._call_seconds)
            except NetworkError as error:
                if error.failure.error_class == "reconnect":
                    await self._credentials.degrade(account, why)
                return False
            return True
        return not why.is_temporary and why.error_class != "auth_expired"

    async def _leave_out(self, turn: Turn) -> None:
        async with self._units() as work:
            if await self._holds(work, turn):
                await self._measurements.end_posts(work.connection, turn.account_id)
                await self._measurements.settle(
                    work.connection, turn, figures_at=turn.figures_at, setbacks=0, paused_until=None
                )

    async def _set_back(self, turn: Turn, account: Account, why: Failure) -> None:
        """It did not work now: nothing of the account is measured for a while, and it is published as ever."""
        logger.info("not measured", account_id=str(account.account_id), code=why.code, detail=why.detail)
        self._metrics.measuring_setbacks.labels(account.network, why.error_class).inc()
        until = pause(why, turn.setbacks, self._clock.now())
        await self._settle(turn, setbacks=turn.setbacks + 1, paused_until=until)

    async def _settle(
        self,
        turn: Turn,
        *,
        figures_at: datetime | None = None,
        setbacks: int = 0,
        paused_until: datetime | None = None,
    ) -> None:
        async with self._units() as work:
            if await self._holds(work, turn):
                await self._measurements.settle(
                    work.connection,
                    turn,
                    figures_at=figures_at or turn.figures_at,
                    setbacks=setbacks,
                    paused_until=paused_until,
                )

    async def _holds(self, work: UnitOfWork, turn: Turn) -> bool:
        return await self._measurements.owner(work.connection, turn.account_id) == turn.owner

    def _rules(self, account: Account) -> MetricRules:
        rules = self._registry[account.network].metrics if account.network in self._registry else None
        return rules or _NO_RULES


def _live(due: DuePost) -> Live | None:
    publication = due.publication
    is_live = publication.state == "published"
    if not is_live or publication.receipt is None or publication.published_at is None:
        return None
    return Live(publication.receipt, publication.published_at)
