"""Taking a live post away, or giving it another text, as a person asked."""

import random
from dataclasses import replace

import structlog

from services.publisher.domain.access import Access
from services.publisher.domain.accounts import obstacle
from services.publisher.domain.attempts import Answer, Attempt, Ended, Kind, Outcome
from services.publisher.domain.content import part_of
from services.publisher.domain.control import Wish, untouchable
from services.publisher.domain.failures import Failure, failure
from services.publisher.domain.publications import Patience, Publication, seconds_until
from services.publisher.errors import AccountUnusableError, NetworkError, RefusedError
from services.publisher.ports import Connectors, Deleting, Editing, Live
from services.publisher.repository.control import ControlRepository
from services.publisher.repository.publications import Job
from services.publisher.usecases.asking import ask
from services.publisher.usecases.credentials import Credentials
from services.publisher.usecases.ledger import Ledger
from shared.clock import Clock

logger = structlog.get_logger(__name__)


class Changing:
    """Wishes for publications that are live; both actions are harmless to repeat.

    Args:
        control: Wishes.
        credentials: Opens and renews.
        connectors: The networks.
        ledger: Writes everything down.
        patience: How long is waited for what.
        call_seconds: Longest whole call.
        clock: Time.
    """

    def __init__(
        self,
        *,
        control: ControlRepository,
        credentials: Credentials,
        connectors: Connectors,
        ledger: Ledger,
        patience: Patience,
        call_seconds: float,
        clock: Clock,
    ) -> None:
        self._control = control
        self._credentials = credentials
        self._connectors = connectors
        self._ledger = ledger
        self._patience = patience
        self._call_seconds = call_seconds
        self._clock = clock

    async def change(self, job: Job, publication: Publication) -> None:
        """Do what was asked for first."""
        wish = await self._control.open_wish(publication.publication_id)
        if wish is None:
            await self._ledger.rest(job, publication)
            return
        kind: Kind = "remove" if wish.action == "remove" else "edit"
        attempt = Attempt(wish.wish_id, kind, 0, b"", None, self._clock.now())
        began = self._clock.monotonic()
        url, why = await self._do(job, publication, wish)
        latency_ms = (self._clock.monotonic() - began) * 1000
        if why is not None and self._may_pass(why, wish):
            await self._ledger.put_off(job, wish, self._wait(why, wish))
            return
        answer: Answer = "done" if why is None else "refused"
        ended = Ended(attempt, Outcome(self._clock.now(), answer, latency_ms, why))
        await self._ledger.changed(job, publication, wish, ended, url=url)
        logger.info("a wish has ended", action=wish.action, answer=answer, code=why.code if why else None)

    async def _do(self, job: Job, publication: Publication, wish: Wish) -> tuple[str | None, Failure | None]:
        account = job.account
        why = obstacle(publication, account)
        if account is None or why is not None:
            return None, why
        try:
            account, access = await self._credentials.open(account)
            return await self._call(access, publication, wish), None
        except AccountUnusableError as error:
            return None, error.failure
        except NetworkError as error:
            if isinstance(error, RefusedError):
                await self._credentials.mend(account, error.failure)
            return None, error.failure

    async def _call(self, access: Access, publication: Publication, wish: Wish) -> str | None:
        connector, url = self._connectors[publication.network], None
        why = next(filter(None, map(untouchable, publication.receipts)), None)
        if why is not None:
            raise RefusedError(why)
        for receipt in reversed(publication.receipts):
            live = Live(receipt, publication.published_at or publication.due_at)
            if wish.action == "remove" and isinstance(connector, Deleting):
                await ask(connector.delete(access, live), self._call_seconds)
            elif wish.action == "edit" and isinstance(connector, Editing):
                if receipt == publication.receipts[0]:
                    part = replace(part_of(publication.content, 0), text=wish.text or "")
                    url = (await ask(connector.edit(access, live, part), self._call_seconds)).url
            else:
                raise RefusedError(
                    failure(
                        "invalid",
                        f"{publication.network}.cannot_{wish.action}",
                        f"{publication.network} lets nobody {wish.action} a post through its API",
                        who_must_act="account_owner",
                    )
                )
        return url

    def _may_pass(self, why: Failure, wish: Wish) -> bool:
        return (
            why.is_temporary or why.error_class == "auth_expired"
        ) and wish.setbacks < self._patience.setbacks

    def _wait(self, why: Failure, wish: Wish) -> float:
        if why.retry_at is not None:
            return seconds_until(why.retry_at, self._clock.now())
        return self._patience.back_off(wish.setbacks + 1, random.random())  # noqa: S311  jitter, not a secret
