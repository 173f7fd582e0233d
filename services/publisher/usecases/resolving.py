"""Finding out what became of an attempt that nobody heard the answer of."""

from datetime import datetime

import structlog

from services.publisher.domain.access import Access
from services.publisher.domain.accounts import Account, obstacle
from services.publisher.domain.attempts import Answer, Ended
from services.publisher.domain.content import Prepared, Receipt
from services.publisher.domain.failures import Failure, failure
from services.publisher.domain.publications import (
    Patience,
    Publication,
    WayOut,
    give_to_a_person,
    look_again,
    lose_track,
    not_found,
    publish,
    seconds_until,
)
from services.publisher.errors import AccountUnusableError, NetworkError, RefusedError
from services.publisher.ports import Connectors
from services.publisher.repository.accounts import AccountRepository
from services.publisher.repository.publications import Job, PublicationRepository
from services.publisher.usecases.asking import ask
from services.publisher.usecases.credentials import Credentials
from services.publisher.usecases.ledger import Ledger
from services.publisher.usecases.publishing import Publishing
from shared.clock import Clock

logger = structlog.get_logger(__name__)

_ACCOUNT_SECONDS = 30.0
_INTERRUPTED = failure(
    "transient",
    "publisher.interrupted",
    "the call was under way when the process ended; its answer is not known",
)


class Resolving:
    """The way out of an unknown outcome: the same call with the same key, or a look.

    Args:
        accounts: Rows.
        publications: Rows.
        credentials: Opens and renews.
        connectors: The networks.
        publishing: Makes the repeats.
        ledger: Writes everything down.
        patience: How long is waited for what.
        call_seconds: Longest whole call.
        clock: Time.
    """

    def __init__(
        self,
        *,
        accounts: AccountRepository,
        publications: PublicationRepository,
        credentials: Credentials,
        connectors: Connectors,
        publishing: Publishing,
        ledger: Ledger,
        patience: Patience,
        call_seconds: float,
        clock: Clock,
    ) -> None:
        self._accounts = accounts
        self._publications = publications
        self._credentials = credentials
        self._connectors = connectors
        self._publishing = publishing
        self._ledger = ledger
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
        since, prepared = publication.unknown_since, publication.prepared
        assert since is not None, "what is unknown has been attempted"
        assert prepared is not None, "what was attempted had been prepared"
        account = await self._accounts.get(publication.account_id)
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
            assert begun is not None, "a repeat asks no plan"
            await self._publishing.commit(job, *begun, account, access)
        else:
            await self._look(job, publication, account, access, prepared)

    def _way_out(self, publication: Publication, since: datetime) -> WayOut:
        now, prepared = self._clock.now(), publication.prepared
        if prepared is not None and prepared.until is not None and prepared.until <= now:
            return "look_up"  # what the call would name is not there any more
        return self._connectors[publication.network].way_out(now - since)

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
        found: Receipt | None = None
        error: NetworkError | None = None
        try:
            found = await self._find(publication, access, prepared)
        except NetworkError as raised:
            error = raised
        latency_ms = (self._clock.monotonic() - began) * 1000
        why = error.failure if error else None
        if isinstance(error, RefusedError) and why is not None:
            await self._mend(account, why)
        changed, answer = self._seen(publication, found, why)
        ended = Ended(attempt, self._clock.now(), answer, latency_ms, why)
        await self._ledger.look(job, publication, changed, ended)
        logger.info("looked for a post", answer=answer, state=changed.state)

    async def _find(self, publication: Publication, access: Access, prepared: Prepared) -> Receipt | None:
        since = publication.unknown_since
        assert since is not None, "what is looked for has been attempted"
        taken = await self._publications.taken_remote_ids(publication, since)
        call = self._connectors[publication.network].find(
            access, publication.content, prepared, since=since, taken=taken
        )
        return await ask(call, self._call_seconds)

    async def _mend(self, account: Account, why: Failure) -> None:
        try:
            await self._publishing.mend(account, why)
        except AccountUnusableError as error:
            logger.info("credentials not renewed", code=error.failure.code)

    def _seen(
        self, publication: Publication, found: Receipt | None, why: Failure | None
    ) -> tuple[Publication, Answer]:
        if found is not None:
            since = publication.unknown_since or self._clock.now()
            return publish(publication, found, found.created_at or since), "found"
        if why is None:
            return not_found(publication, self._patience), "absent"
        wait = self._patience.before_look(publication.looks)
        if publication.state == "uncertain":
            wait = self._patience.late_look
        if why.retry_at is not None:
            wait = seconds_until(why.retry_at, self._clock.now())
        return look_again(publication, why, wait), "unknown"
