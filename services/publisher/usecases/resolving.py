"""Finding out what became of an attempt that nobody heard the answer of."""

import random
from datetime import datetime

import structlog

from services.publisher.domain.access import Access
from services.publisher.domain.accounts import Account, obstacle
from services.publisher.domain.attempts import Answer, Ended, Outcome
from services.publisher.domain.content import Missing, Pending, Prepared, Receipt
from services.publisher.domain.failures import Failure, failure
from services.publisher.domain.publications import (
    Patience,
    Publication,
    WayOut,
    fail,
    give_to_a_person,
    look_again,
    lose_track,
    missing,
    process,
    publish,
    seconds_until,
)
from services.publisher.errors import (
    AccountUnusableError,
    NetworkError,
    NotSentError,
    RefusedError,
    UnknownOutcomeError,
)
from services.publisher.ports import Connectors
from services.publisher.repository.publications import Job, PublicationRepository
from services.publisher.usecases.asking import ask
from services.publisher.usecases.circuits import Circuits
from services.publisher.usecases.credentials import Credentials
from services.publisher.usecases.ledger import Ledger
from services.publisher.usecases.publishing import Publishing
from shared.clock import Clock

logger = structlog.get_logger(__name__)

_ACCOUNT_SECONDS = 30.0
# What a network says for good of a post that it was at work on.
_FOR_GOOD = frozenset({"invalid", "duplicate", "restricted", "quota"})
_INTERRUPTED = failure(
    "transient",
    "publisher.interrupted",
    "the call was under way when the process ended; its answer is not known",
)


class Resolving:
    """The way out of an unknown outcome: the same call with the same key, or a look.

    Args:
        publications: Rows.
        credentials: Opens and renews.
        connectors: The networks.
        publishing: Makes the repeats.
        ledger: Writes everything down.
        circuits: Learn that a network answers.
        patience: How long is waited for what.
        call_seconds: Longest whole call.
        clock: Time.
    """

    def __init__(
        self,
        *,
        publications: PublicationRepository,
        credentials: Credentials,
        connectors: Connectors,
        publishing: Publishing,
        ledger: Ledger,
        circuits: Circuits,
        patience: Patience,
        call_seconds: float,
        clock: Clock,
    ) -> None:
        self._publications = publications
        self._credentials = credentials
        self._connectors = connectors
        self._publishing = publishing
        self._ledger = ledger
        self._circuits = circuits
        self._patience = patience
        self._call_seconds = call_seconds
        self._clock = clock

    async def take_over(self, job: Job, publication: Publication) -> None:
        """Whoever made the attempt is gone: its outcome is unknown."""
        started = await self._publications.attempt_started(publication.attempt_id) or self._clock.now()
        way = self._way_out(publication, started)
        await self._ledger.move(
            job, publication, lose_track(publication, _INTERRUPTED, started, way, self._patience)
        )

    async def resolve(self, job: Job, publication: Publication) -> None:
        """One step: a repeat, or a look."""
        since, prepared = _since(publication), publication.prepared
        assert prepared is not None, "what was attempted had been prepared"
        account = job.account
        why = obstacle(publication, account)
        if account is None or why is not None:
            assert why is not None, "an account that is not there is an obstacle"
            await self._without_account(job, publication, why)
            return
        try:
            account, access = await self._credentials.open(account)
        except AccountUnusableError as error:
            await self._ledger.move(
                job, publication, look_again(publication, error.failure, _ACCOUNT_SECONDS)
            )
            return
        if publication.state == "unknown" and self._way_out(publication, since) == "repeat":
            begun = await self._ledger.begin(job, publication, "repeat", prepared)
            if begun is not None:
                await self._publishing.commit(job, *begun, account, access)
                return
        await self._look(job, publication, account, access, prepared)

    def _way_out(self, publication: Publication, since: datetime) -> WayOut:
        prepared = publication.prepared
        assert prepared is not None, "what was attempted had been prepared"
        way = self._connectors[publication.network].way_out(publication.part, prepared, since)
        if way == "repeat" and prepared.until is not None and prepared.until <= self._clock.now():
            return "look_up"  # what the call would name is not there any more
        return way

    async def _without_account(self, job: Job, publication: Publication, why: Failure) -> None:
        if why.error_class in {"restricted", "invalid"}:
            changed = give_to_a_person(publication, why)
        else:
            changed = look_again(publication, why, _ACCOUNT_SECONDS)
        await self._ledger.move(job, publication, changed)

    async def _look(
        self, job: Job, publication: Publication, account: Account, access: Access, prepared: Prepared
    ) -> None:
        attempt = self._ledger.attempt(publication, "look_up", prepared)
        began = self._clock.monotonic()
        seen: Receipt | Pending | Missing | NetworkError
        try:
            seen = await self._prove(publication, access, prepared)
        except NetworkError as raised:
            seen = raised
        latency_ms = (self._clock.monotonic() - began) * 1000
        why = seen.failure if isinstance(seen, NetworkError) else None
        if not isinstance(seen, UnknownOutcomeError | NotSentError):
            self._circuits.answered(publication.network, access.circuit)
        if isinstance(seen, RefusedError):
            await self._credentials.mend(account, seen.failure)
        changed, answer = self._after(publication, seen)
        ended = Ended(attempt, Outcome(self._clock.now(), answer, latency_ms, why))
        await self._ledger.look(job, publication, changed, ended)
        logger.info("looked for a post", answer=answer, state=changed.state)

    async def _prove(
        self, publication: Publication, access: Access, prepared: Prepared
    ) -> Receipt | Pending | Missing:
        since = _since(publication)
        taken = await self._publications.taken_remote_ids(publication.account_id, since)
        call = self._connectors[publication.network].prove(
            access, publication.part, prepared, since=since, taken=taken
        )
        return await ask(call, self._call_seconds)

    def _after(
        self, publication: Publication, seen: Receipt | Pending | Missing | NetworkError
    ) -> tuple[Publication, Answer]:
        now, since = self._clock.now(), _since(publication)
        if isinstance(seen, Receipt):
            return publish(publication, seen, seen.created_at or since), "found"
        if isinstance(seen, Pending):
            return process(publication, seen, since), "pending"
        if isinstance(seen, Missing):
            jitter = random.random()  # noqa: S311  jitter, not a secret
            return missing(publication, seen, now, self._patience, jitter), "absent"
        return self._not_seen(publication, seen, now), "unknown"

    def _not_seen(self, publication: Publication, error: NetworkError, now: datetime) -> Publication:
        why = error.failure
        gave_up = isinstance(error, RefusedError) and why.error_class in _FOR_GOOD
        if publication.state == "processing" and gave_up and not why.prepare_again:
            return fail(publication, why)
        wait = self._patience.before_look(publication.looks)
        if publication.state == "uncertain":
            wait = self._patience.late_look
        if why.retry_at is not None:
            wait = seconds_until(why.retry_at, now)
        return look_again(publication, why, wait)


def _since(publication: Publication) -> datetime:
    since = publication.unknown_since or publication.processing_since
    assert since is not None, "what is looked for has been attempted"
    return since
