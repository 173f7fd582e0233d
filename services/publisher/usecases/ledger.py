"""Every change of a publication: one transaction with its attempt, its lane and what is told of it."""

from collections.abc import Sequence
from dataclasses import replace

import structlog

from services.publisher.domain.accounts import obstacle
from services.publisher.domain.attempts import Attempt, Ended, Kind, request_hash
from services.publisher.domain.content import Prepared
from services.publisher.domain.failures import Failure
from services.publisher.domain.plans import objection, repetition
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
from services.publisher.repository.publications import Job, PublicationRepository
from services.publisher.usecases.telling import post_failed, post_published
from shared import tracing
from shared.clock import Clock
from shared.ids import new_id
from shared.postgres import once_reached
from shared.unit_of_work import UnitOfWork, UnitOfWorkFactory
from shared.working import Lease

logger = structlog.get_logger(__name__)

# A post that is certainly live is recorded even if somebody else has begun to look for it.
_MAY_BE_LIVE: Sequence[State] = ("attempting", "processing", "unknown", "uncertain")


class Ledger:
    """Writes down what is about to be done, and what became of it.

    Args:
        publications: Rows.
        accounts: Rows.
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
        units: UnitOfWorkFactory,
        patience: Patience,
        clock: Clock,
        metrics: Metrics,
    ) -> None:
        self._publications = publications
        self._accounts = accounts
        self._units = units
        self._patience = patience
        self._clock = clock
        self._metrics = metrics

    async def begin(
        self, job: Job, publication: Publication, kind: Kind, prepared: Prepared
    ) -> tuple[Publication, Attempt] | None:
        """Write an attempt down before the network is called; None if it is not to be made, or not yet.

        The post's newest plan decides, and whether the post went out here before it was moved.

        Raises:
            LeaseLostError: Somebody else has the account's lane, or the publication is not what it was.
        """
        attempt = self.attempt(publication, kind, prepared)
        async with self._units() as work:
            await self._hold_lane(work, job)
            if kind == "publish":
                plan = await self._publications.plan_of(work.connection, publication.post_id)
                siblings = await self._publications.siblings(work.connection, publication)
                why = objection(publication, plan) or repetition(publication, plan, siblings)
                if why is not None:
                    changed = set_back(publication, why, self._clock.now(), self._patience, jitter=1.0)
                    await self._save(work, job, changed, [publication.state])
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
            logger.warning("outcome came after somebody else had taken over", answer=ended.answer)
        self._count(saved or changed, ended)

    async def _end(self, job: Job, changed: Publication, ended: Ended) -> Publication | None:
        known: Sequence[State] = _MAY_BE_LIVE if ended.answer == "published" else ["attempting"]
        async with self._units() as work:
            await self._publications.lane_owner(work.connection, job.account_id)
            await self._publications.end_attempt(work.connection, ended)
            if changed.state == "waiting" and ended.answer != "published":
                changed = await self._unless_gone(work, changed)
            saved = await self._save(work, job, changed, known, why=ended.failure)
        return changed if saved else None

    async def look(self, job: Job, before: Publication, changed: Publication, ended: Ended) -> None:
        """A look's outcome."""
        async with self._units() as work:
            await self._hold_lane(work, job)
            await self._publications.add_look(work.connection, before, ended)
            if not await self._save(
                work, job, changed, [before.state], why=ended.failure, former=before.state
            ):
                raise LeaseLostError
        self._count(changed, ended)

    async def move(self, job: Job, before: Publication, changed: Publication) -> None:
        """Any other change."""
        async with self._units() as work:
            await self._hold_lane(work, job)
            if before.state == "attempting" and before.attempt_id is not None:
                await self._close_interrupted(work, before, changed)
            if not await self._save(
                work, job, changed, [before.state], why=changed.failure, former=before.state
            ):
                raise LeaseLostError

    async def wait_for_account(self, job: Job, publication: Publication, why: Failure) -> None:
        """Its account can't be used; asked again under the lane's lock, so that a wake-up is never missed."""
        async with self._units() as work:
            await self._hold_lane(work, job)
            account = await self._accounts.read(work.connection, publication.account_id)
            changed = hold(publication, why, self._clock.now())
            if obstacle(publication, account) is None and changed.state == "waiting":
                changed = replace(changed, waits_for_account=False, wait_seconds=0.0)
            await self._save(work, job, changed, [publication.state])

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
        now = self._clock.now()
        attempt = Attempt(before.attempt_id, "publish", before.part.index, b"", None, now)
        await self._publications.end_attempt(
            work.connection, Ended(attempt, now, "unknown", None, changed.failure)
        )

    async def _save(
        self,
        work: UnitOfWork,
        job: Job,
        publication: Publication,
        known: Sequence[State],
        *,
        why: Failure | None = None,
        former: State = "waiting",
    ) -> bool:
        now = self._clock.now()
        publication = grow_uncertain(publication, now, self._patience)
        saved = await self._publications.save(work.connection, publication, known)
        pause = None
        if why is not None and why.error_class == "rate_limited" and why.retry_at is not None:
            pause = seconds_until(why.retry_at, now)
        await self._publications.settle_lanes(
            work.connection, [job.account_id], owner=job.owner, pause_seconds=pause
        )
        if saved:
            self._tell(work, publication, former)
        return saved

    def _tell(self, work: UnitOfWork, publication: Publication, former: State) -> None:
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
        self._metrics.attempts.labels(network, ended.answer).inc()
        if ended.latency_ms is not None:
            self._metrics.attempt_seconds.labels(network).observe(ended.latency_ms / 1000)
        if ended.answer in {"published", "found"} and publication.published_at is not None:
            lateness = publication.published_at - publication.due_at
            self._metrics.lateness.labels(network).observe(max(0.0, lateness.total_seconds()))
