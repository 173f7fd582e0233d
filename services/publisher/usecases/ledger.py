"""Every change of a publication: one transaction with its attempt, its lane and what is told of it."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import structlog

from services.publisher.domain.accounts import obstacle
from services.publisher.domain.attempts import Attempt, Ended, Kind, Outcome, request_hash
from services.publisher.domain.content import Prepared
from services.publisher.domain.control import HALTED, Wish, refusal, wait_for_halt
from services.publisher.domain.failures import UNCLASSIFIED, Failure
from services.publisher.domain.plans import objection
from services.publisher.domain.publications import (
    Patience,
    Publication,
    State,
    fail,
    grow_uncertain,
    hold,
    seconds_until,
    set_back,
)
from services.publisher.errors import LeaseLostError
from services.publisher.metrics import Metrics
from services.publisher.repository.accounts import AccountRepository
from services.publisher.repository.control import ControlRepository
from services.publisher.repository.publications import Job, PublicationRepository
from services.publisher.usecases.measuring_plan import MeasuringPlan
from services.publisher.usecases.telling import (
    post_failed,
    post_published,
    publication_attempted,
    publication_changed,
    publication_held,
)
from shared import tracing
from shared.capabilities import Pacing
from shared.clock import Clock
from shared.events import NetworkName
from shared.ids import new_id
from shared.postgres import once_reached
from shared.unit_of_work import UnitOfWork, UnitOfWorkFactory
from shared.working import Lease

logger = structlog.get_logger(__name__)

# Whoever looks at a post sees what holds it up, where that is more than a moment.
_TELL_WAIT_SECONDS = 5.0
# A post that is certainly live is recorded even if somebody else has begun to look for it.
_MAY_BE_LIVE: Sequence[State] = ("attempting", "processing", "unknown", "uncertain")


class Ledger:
    """Writes down what is about to be done, and what became of it.

    Args:
        publications: Rows.
        accounts: Rows.
        control: What stops publications.
        pacing: Each network's limits.
        measuring: What went live is measured from then on.
        units: Transactions.
        patience: When not knowing becomes a person's matter.
        clock: Time.
        metrics: Counts ends.
    """

    def __init__(
        self,
        *,
        publications: PublicationRepository,
        accounts: AccountRepository,
        control: ControlRepository,
        pacing: Callable[[NetworkName], Pacing],
        measuring: MeasuringPlan,
        units: UnitOfWorkFactory,
        patience: Patience,
        clock: Clock,
        metrics: Metrics,
    ) -> None:
        self._publications = publications
        self._accounts = accounts
        self._control = control
        self._pacing = pacing
        self._measuring = measuring
        self._units = units
        self._patience = patience
        self._clock = clock
        self._metrics = metrics

    async def begin(
        self, job: Job, publication: Publication, kind: Kind, prepared: Prepared
    ) -> tuple[Publication, Attempt] | None:
        """Write an attempt down before the network is called; None if it is not to be made, or not yet.

        The post's newest plan decides, and whether the post went out here before it was moved. A repeat that is not to
        be made changes nothing: what became of the call before can still be looked for.

        Raises:
            LeaseLostError: Somebody else has the account's lane, or the publication is not what it was.
        """
        attempt = self.attempt(publication, kind, prepared)
        async with self._units() as work:
            await self._hold_lane(work, job)
            if kind == "publish" and await self._stopped(work, job, publication):
                return None
            if kind == "repeat" and await self._unwanted(work, publication):
                return None
            if not await self._publications.begin_attempt(work.connection, publication, attempt, prepared):
                raise LeaseLostError
        begun = replace(
            publication,
            state="attempting",
            prepared=prepared,
            attempt_id=attempt.attempt_id,
            attempts=publication.attempts + 1,
            waits_for_account=False,
        )
        return begun, attempt

    async def may_go_out(self, job: Job, publication: Publication) -> bool:
        """Asked before costly preparation; the last word is `begin`'s. What is stopped is written down as that."""
        async with self._units() as work:
            await self._hold_lane(work, job)
            return not await self._stopped(work, job, publication)

    async def _stopped(self, work: UnitOfWork, job: Job, publication: Publication) -> bool:
        pacing, now = self._pacing(publication.network), self._clock.now()
        gate = await self._control.gate(work.connection, publication, pacing)
        why = refusal(publication, gate, pacing, now)
        if why is None:
            return False
        if why.code == HALTED:
            changed = wait_for_halt(publication, why, now)
        else:
            changed = set_back(publication, why, now, self._patience, jitter=1.0)
        await self._save(work, job, changed, [publication.state], before=publication)
        return True

    async def _unwanted(self, work: UnitOfWork, publication: Publication) -> bool:
        """Whether what may be live already must not go out any more: a repeat could be what makes it live."""
        pacing = self._pacing(publication.network)
        gate = await self._control.gate(work.connection, publication, pacing)
        return gate.halt is not None or objection(publication, gate.plan) is not None

    def attempt(self, publication: Publication, kind: Kind, prepared: Prepared) -> Attempt:
        """A new entry, not written yet."""
        return Attempt(
            new_id(),
            kind,
            publication.part.index,
            request_hash(publication.part, prepared),
            tracing.trace_id(publication.cause.traceparent),
            self._clock.now(),
        )

    async def end(self, job: Job, changed: Publication, ended: Ended) -> None:
        """An attempt's outcome. What the network answered is recorded whoever holds the lane now."""
        saved = await once_reached(lambda: self._end(job, changed, ended), self._clock)
        if saved is None:
            logger.warning("outcome came after somebody else had taken over", answer=ended.outcome.answer)
        self._count(saved or changed, ended)

    async def _end(self, job: Job, changed: Publication, ended: Ended) -> Publication | None:
        outcome = ended.outcome
        known: Sequence[State] = _MAY_BE_LIVE if outcome.answer == "published" else ["attempting"]
        async with self._units() as work:
            await self._publications.lane_owner(work.connection, job.account_id)
            is_news = await self._publications.end_attempt(work.connection, ended.attempt.attempt_id, outcome)
            if changed.state == "waiting" and outcome.answer != "published":
                changed = await self._unless_gone(work, changed)
            saved = await self._save(work, job, changed, known, why=outcome.failure)
            if is_news:
                self._tell_attempt(work, changed, ended)
        return changed if saved else None

    async def look(self, job: Job, before: Publication, changed: Publication, ended: Ended) -> None:
        """A look's outcome."""
        async with self._units() as work:
            await self._hold_lane(work, job)
            await self._publications.add_attempt(work.connection, before, ended)
            if not await self._save(
                work, job, changed, [before.state], why=ended.outcome.failure, before=before
            ):
                raise LeaseLostError
            self._tell_attempt(work, changed, ended)
        self._count(changed, ended)

    async def move(self, job: Job, before: Publication, changed: Publication) -> None:
        """Any other change."""
        async with self._units() as work:
            await self._hold_lane(work, job)
            if before.state == "attempting" and before.attempt_id is not None:
                await self._close_interrupted(work, before, changed)
            if not await self._save(work, job, changed, [before.state], why=changed.failure, before=before):
                raise LeaseLostError

    async def changed(
        self, job: Job, publication: Publication, wish: Wish, ended: Ended, *, url: str | None
    ) -> None:
        """What became of a person's wish for a live post."""
        why = ended.outcome.failure
        state: State = "removed" if wish.action == "remove" and why is None else publication.state
        async with self._units() as work:
            await self._hold_lane(work, job)
            await self._publications.add_attempt(work.connection, publication, ended)
            text = wish.text if wish.action == "edit" and why is None else None
            await self._control.end_wish(work.connection, wish, state, text)
            await self._publications.settle_lanes(work.connection, [job.account_id], owner=job.owner)
            told = publication_changed(publication, wish, self._clock.now(), url=url, why=why)
            work.tell(told, cause=wish.cause)
            self._tell_attempt(work, publication, ended)
        self._count(publication, ended)

    async def put_off(self, job: Job, wish: Wish, seconds: float) -> None:
        """A wish that could not be done this time."""
        async with self._units() as work:
            await self._hold_lane(work, job)
            await self._control.put_off_wish(work.connection, wish, seconds)
            await self._publications.settle_lanes(work.connection, [job.account_id], owner=job.owner)

    async def rest(self, job: Job, publication: Publication) -> None:
        """Nothing is asked of it any more."""
        async with self._units() as work:
            await self._hold_lane(work, job)
            await self._control.rest(work.connection, publication.publication_id)
            await self._publications.settle_lanes(work.connection, [job.account_id], owner=job.owner)

    async def wait_for_account(self, job: Job, publication: Publication, why: Failure) -> None:
        """Its account can't be used; asked again under the lane's lock, so that a wake-up is never missed."""
        async with self._units() as work:
            await self._hold_lane(work, job)
            account = await self._accounts.read(work.connection, publication.account_id)
            changed = hold(publication, why, self._clock.now())
            if obstacle(publication, account) is None and changed.state == "waiting":
                changed = replace(changed, waits_for_account=False, wait_seconds=0.0)
            await self._save(work, job, changed, [publication.state], before=publication)

    async def nothing_to_do(self, job: Job) -> None:
        """Give the lane back until something in it wants attention."""
        async with self._units() as work:
            await self._hold_lane(work, job)
            await self._publications.settle_lanes(work.connection, [job.account_id], owner=job.owner)

    async def give_back(self, job: Job) -> None:
        """Let the lane be taken anew, if we still hold it: what we knew of its publication is out of date."""
        await self._publications.release([job], Lease(job.owner, seconds=0))

    async def _unless_gone(self, work: UnitOfWork, publication: Publication) -> Publication:
        """Its account may have been taken away while the network was asked; then it waits for nothing."""
        account = await self._accounts.read(work.connection, publication.account_id)
        why = obstacle(publication, account)
        return fail(publication, why) if why is not None and why.error_class == "restricted" else publication

    async def _hold_lane(self, work: UnitOfWork, job: Job) -> None:
        if await self._publications.lane_owner(work.connection, job.account_id) != job.owner:
            raise LeaseLostError

    async def _close_interrupted(self, work: UnitOfWork, before: Publication, changed: Publication) -> None:
        assert before.attempt_id is not None, "asked by the caller"
        outcome = Outcome(self._clock.now(), "unknown", None, changed.failure)
        attempt = await self._publications.end_attempt(work.connection, before.attempt_id, outcome)
        if attempt is not None:
            self._tell_attempt(work, changed, Ended(attempt, outcome))

    def _tell_attempt(self, work: UnitOfWork, publication: Publication, ended: Ended) -> None:
        told = publication_attempted(publication, ended, publication.wait_seconds)
        work.tell(told, cause=publication.cause)

    async def _save(
        self,
        work: UnitOfWork,
        job: Job,
        publication: Publication,
        known: Sequence[State],
        *,
        why: Failure | None = None,
        before: Publication | None = None,
    ) -> bool:
        now = self._clock.now()
        publication = grow_uncertain(publication, now, self._patience)
        held = _reason_to_tell(publication)
        if held is not None:
            publication = replace(publication, held_code=held.code)
        saved = await self._publications.save(work.connection, publication, known)
        pause = None
        if why is not None and why.error_class == "rate_limited" and why.retry_at is not None:
            pause = seconds_until(why.retry_at, now)
        await self._publications.settle_lanes(
            work.connection, [job.account_id], owner=job.owner, pause_seconds=pause
        )
        if saved:
            if publication.state == "published":
                await self._measuring.post_published(work, publication)
            self._tell(work, publication, before)
        if saved and held is not None:
            work.tell(publication_held(publication, held, now), cause=publication.cause)
        return saved

    def _tell(self, work: UnitOfWork, publication: Publication, before: Publication | None) -> None:
        former = before.state if before is not None else "waiting"
        if publication.state == "published":
            outcome = "published"
            work.tell(post_published(publication), cause=publication.cause)
        elif publication.state == "failed" or (publication.state == "uncertain" != former):
            outcome = "uncertain" if publication.state == "uncertain" else "rejected"
            work.tell(post_failed(publication, self._clock.now()), cause=publication.cause)
        else:
            return
        self._metrics.publications.labels(publication.network, outcome).inc()

    def _count(self, publication: Publication, ended: Ended) -> None:
        network = publication.network
        outcome = ended.outcome
        self._metrics.attempts.labels(network, outcome.answer).inc()
        if outcome.failure is not None and outcome.failure.code.endswith(UNCLASSIFIED):
            self._metrics.unclassified.labels(network).inc()
        if outcome.latency_ms is not None:
            self._metrics.attempt_seconds.labels(network).observe(outcome.latency_ms / 1000)
        if outcome.answer in {"published", "found"} and publication.published_at is not None:
            lateness = publication.published_at - publication.due_at
            self._metrics.lateness.labels(network).observe(max(0.0, lateness.total_seconds()))


def _reason_to_tell(publication: Publication) -> Failure | None:
    """What holds it up for more than a moment, unless that was told."""
    why, wait = publication.failure, publication.wait_seconds
    if publication.state != "waiting" or why is None or wait is None or wait < _TELL_WAIT_SECONDS:
        return None
    return why if why.code != publication.held_code else None
