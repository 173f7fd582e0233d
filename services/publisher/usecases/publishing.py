"""Publishing what waits: prepare, write the attempt down, call, write down what became of it."""

import random
from dataclasses import replace

import structlog

from services.publisher.domain.access import Access
from services.publisher.domain.accounts import Account, obstacle
from services.publisher.domain.attempts import Answer, Attempt, Ended, Outcome
from services.publisher.domain.content import Part, Pending, Prepared, Receipt
from services.publisher.domain.failures import Failure
from services.publisher.domain.publications import (
    Patience,
    Publication,
    fail,
    look_again,
    lose_track,
    prepare_on,
    process,
    publish,
    refuse_repeat,
    seconds_until,
    set_back,
)
from services.publisher.errors import (
    AccountUnusableError,
    LeaseLostError,
    NetworkError,
    NotSentError,
    RefusedError,
)
from services.publisher.ports import Connectors, MediaSource
from services.publisher.repository.publications import Job
from services.publisher.usecases.asking import ask
from services.publisher.usecases.circuits import Circuits
from services.publisher.usecases.credentials import Credentials
from services.publisher.usecases.gate import require_taken
from services.publisher.usecases.ledger import Ledger
from shared.capabilities import Registry
from shared.clock import Clock

logger = structlog.get_logger(__name__)

_SLOWEST_BYTES_PER_SECOND = 256 * 1024


class Publishing:
    """The way of a publication that waits, up to its outcome.

    Args:
        credentials: Opens and renews.
        connectors: The networks.
        registry: What each network takes.
        media: Attachments' bytes.
        ledger: Writes everything down.
        circuits: Leave a network alone that does not answer.
        patience: How long is waited for what.
        call_seconds: Longest whole call.
        lease_seconds: After which somebody else may have taken the account over from a process that stood still.
        clock: Time.
    """

    def __init__(
        self,
        *,
        credentials: Credentials,
        connectors: Connectors,
        registry: Registry,
        media: MediaSource,
        ledger: Ledger,
        circuits: Circuits,
        patience: Patience,
        call_seconds: float,
        lease_seconds: float,
        clock: Clock,
    ) -> None:
        self._credentials = credentials
        self._connectors = connectors
        self._registry = registry
        self._media = media
        self._ledger = ledger
        self._circuits = circuits
        self._patience = patience
        self._call_seconds = call_seconds
        self._lease_seconds = lease_seconds
        self._clock = clock

    async def publish(self, job: Job, publication: Publication) -> None:
        """Try once; what can't go out now waits, or fails."""
        account = job.account
        why = obstacle(publication, account)
        if account is None or why is not None:
            assert why is not None, "an account that is not there is an obstacle"
            await self._held(job, publication, why)
            return
        try:
            account, access = await self._credentials.open(account)
        except AccountUnusableError as error:
            await self._unusable(job, publication, error.failure)
            return
        if publication.part.media and not await self._ledger.may_go_out(job, publication):
            return
        try:
            prepared = await self._prepare(access, publication)
        except NetworkError as error:
            await self._not_prepared(job, publication, account, error.failure)
            return
        if prepared.ready_in > 0:
            await self._ledger.move(job, publication, prepare_on(publication, prepared, self._clock.now()))
            return
        begun = await self._ledger.begin(job, publication, "publish", prepared)
        if begun is not None:
            await self.commit(job, *begun, account, access)

    async def commit(
        self, job: Job, publication: Publication, attempt: Attempt, account: Account, access: Access
    ) -> None:
        """The irreversible call of an attempt that is written down, and its outcome.

        Raises:
            LeaseLostError: So long after it was written down that somebody else may be finding out about it by now.
        """
        assert publication.prepared is not None, "an attempt is made with what was prepared"
        if (self._clock.now() - attempt.started_at).total_seconds() >= self._lease_seconds:
            raise LeaseLostError
        began = self._clock.monotonic()
        answer: Receipt | Pending | NetworkError
        try:
            answer = await self._commit(access, publication, publication.prepared)
        except NetworkError as error:
            answer = error
        latency_ms = (self._clock.monotonic() - began) * 1000
        changed, word = self._after(publication, attempt, answer)
        why = answer.failure if isinstance(answer, NetworkError) else None
        if why is not None and isinstance(answer, RefusedError):
            await self._credentials.mend(account, why)
        await self._ledger.end(
            job, changed, Ended(attempt, Outcome(self._clock.now(), word, latency_ms, why))
        )
        logger.info("attempt ended", answer=word, code=why.code if why else None, state=changed.state)

    async def _commit(
        self, access: Access, publication: Publication, prepared: Prepared
    ) -> Receipt | Pending:
        part = publication.part
        attachments = self._media.open(part.attached)
        connector = self._connectors[publication.network]
        async with self._circuits.through(publication.network, access.circuit):
            return await ask(connector.commit(access, part, attachments, prepared), self._bound(part))

    def _after(
        self, publication: Publication, attempt: Attempt, answer: Receipt | Pending | NetworkError
    ) -> tuple[Publication, Answer]:
        if isinstance(answer, Receipt):
            return self._published(publication, attempt, answer), "published"
        if isinstance(answer, Pending):
            return process(publication, answer, attempt.started_at), "pending"
        return self._not_published(publication, attempt, answer)

    async def _prepare(self, access: Access, publication: Publication) -> Prepared:
        former, part, now = publication.prepared, publication.part, self._clock.now()
        if former is not None and former.until is not None and former.until <= now:
            former = former.forgotten(now)  # what was half done is gone as well
        elif former is not None and former.ready_in == 0:
            return former
        if former is None and part.index == 0:
            require_taken(self._registry, publication.network, publication.content)
        attachments = self._media.open(part.attached)
        connector = self._connectors[publication.network]
        async with self._circuits.through(publication.network, access.circuit, is_call=False):
            return await ask(connector.prepare(access, part, attachments, former), self._bound(part))

    def _bound(self, part: Part) -> float:
        """Seconds for a whole call: uploads are several, and slow where they are large."""
        size = sum(item.size for item in part.attached)
        return self._call_seconds * (1 + 3 * len(part.attached)) + size / _SLOWEST_BYTES_PER_SECOND

    async def _not_prepared(self, job: Job, publication: Publication, account: Account, why: Failure) -> None:
        unusable = await self._credentials.mend(account, why)
        if unusable is not None:
            await self._unusable(job, publication, unusable)
            return
        if why.error_class == "reconnect":
            await self._ledger.wait_for_account(job, publication, why)
        else:
            await self._ledger.move(job, publication, self._set_back(publication, why))

    async def _held(self, job: Job, publication: Publication, why: Failure) -> None:
        if why.error_class in {"restricted", "invalid"}:
            await self._ledger.move(job, publication, fail(publication, why))
        else:
            await self._ledger.wait_for_account(job, publication, why)

    async def _unusable(self, job: Job, publication: Publication, why: Failure) -> None:
        if why.is_temporary:
            await self._ledger.move(job, publication, self._set_back(publication, why))
        else:
            await self._ledger.wait_for_account(job, publication, why)

    def _published(self, publication: Publication, attempt: Attempt, receipt: Receipt) -> Publication:
        if attempt.kind == "publish":
            return publish(replace(publication, unknown_since=None), receipt, self._clock.now())
        # The network answers a repeat with what the first call made.
        return publish(publication, receipt, receipt.created_at or attempt.started_at)

    def _not_published(
        self, publication: Publication, attempt: Attempt, error: NetworkError
    ) -> tuple[Publication, Answer]:
        why, now = error.failure, self._clock.now()
        since = publication.unknown_since or attempt.started_at
        assert publication.prepared is not None, "an attempt is made with what was prepared"
        connector = self._connectors[publication.network]
        way = connector.way_out(publication.part, publication.prepared, since)
        if isinstance(error, NotSentError) and attempt.kind == "publish":
            return self._set_back(publication, why), "not_sent"
        if isinstance(error, NotSentError) and why.retry_at is not None:
            return look_again(publication, why, seconds_until(why.retry_at, now)), "not_sent"
        if isinstance(error, RefusedError):
            return self._refused(publication, attempt, why), "refused"
        return lose_track(publication, why, attempt.started_at, way, self._patience), "unknown"

    def _refused(self, publication: Publication, attempt: Attempt, why: Failure) -> Publication:
        if attempt.kind == "repeat":
            return refuse_repeat(publication, why, self._clock.now(), self._patience)
        if why.error_class == "duplicate" and publication.unknown_since is not None:
            # It is there after all: an earlier look was too early.
            return lose_track(publication, why, attempt.started_at, "look_up", self._patience)
        if why.error_class == "reconnect":
            return self._set_back_for_account(publication, why)
        return self._set_back(publication, why)

    def _set_back(self, publication: Publication, why: Failure) -> Publication:
        jitter = random.random()  # noqa: S311  jitter, not a secret
        return set_back(publication, why, self._clock.now(), self._patience, jitter)

    def _set_back_for_account(self, publication: Publication, why: Failure) -> Publication:
        """It waits at once: the next look at the account finds it degraded, or connected again."""
        return replace(publication, state="waiting", failure=why, wait_seconds=0.0)
