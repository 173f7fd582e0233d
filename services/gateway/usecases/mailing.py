"""E-mails are queued in the transaction that is their reason, and sent beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

import structlog

from services.gateway.domain.mail import Email, EmailJob, Refusal, next_step
from services.gateway.mail import MailRefusedError, Sender, Transport, compose, render
from services.gateway.metrics import Metrics
from services.gateway.repository import emails as repository
from shared.clock import Clock
from shared.postgres import Database, once_reached
from shared.unit_of_work import UnitOfWork
from shared.working import Lease

__all__ = ["CHANNEL", "Email", "Mailing", "queue_emails"]

logger = structlog.get_logger(__name__)

CHANNEL = "emails"


async def queue_emails(work: UnitOfWork, emails: Sequence[Email]) -> None:
    """Have these sent once the transaction is committed; not at all if it fails.

    Works inside an organisation's transaction as in the owner's.

    Raises:
        jinja2.TemplateError: A template is missing, or one of its parameters.
    """
    if not emails:
        return
    rendered = [(email, render(email.template, email.parameters, email.unsubscribe_url)) for email in emails]
    await repository.add(work.connection, rendered, work.clock.now())
    work.notify(CHANNEL)


@dataclass(frozen=True)
class Mailing:
    """Sends what was queued.

    A crash between handing a mail over and noting it sends it again, with the same Message-ID and the same words:
    SMTP has no way to be told twice and act once, but mail programs show such a pair as one.
    """

    database: Database
    transport: Transport
    sender: Sender
    clock: Clock
    lease: Lease
    metrics: Metrics

    async def claim(self, limit: int, lease: Lease) -> list[EmailJob]:
        async with self.database.acquire() as connection:
            return await repository.claim(connection, limit, lease.owner, lease.seconds)

    async def renew(self, jobs: Sequence[EmailJob], lease: Lease) -> None:
        async with self.database.acquire() as connection:
            await repository.renew(connection, [job.email_id for job in jobs], lease.owner, lease.seconds)

    async def release(self, jobs: Sequence[EmailJob], lease: Lease) -> None:
        async with self.database.acquire() as connection:
            await repository.release(connection, [job.email_id for job in jobs], lease.owner)

    async def handle(self, job: EmailJob) -> None:
        """Send one, and note what came of it."""
        refusal = await self._try(job)
        outcome = None if refusal is None else next_step(job, refusal, self.clock.now())
        label = "sent" if outcome is None else "refused" if outcome == "refused" else "postponed"
        self.metrics.emails.labels(label).inc()
        if refusal is not None:
            logger.warning(
                "e-mail not sent", email_id=str(job.email_id), template=job.template, problem=refusal.problem
            )
        await once_reached(lambda: self._note(job, refusal, outcome), self.clock)

    async def _try(self, job: EmailJob) -> Refusal | None:
        try:
            message = compose(job, self.sender)
        except (
            ValueError,
            IndexError,
        ) as error:  # how the standard library says that an address can't be written
            return Refusal(f"address can't be written: {type(error).__name__}", is_final=True)
        try:
            await self.transport.send(message)
        except MailRefusedError as error:
            return error.refusal
        return None

    async def _note(self, job: EmailJob, refusal: Refusal | None, outcome: str | float | None) -> None:
        owner = self.lease.owner
        async with self.database.acquire() as connection:
            if isinstance(outcome, float) and refusal is not None:
                await repository.postpone(
                    connection, job.email_id, owner, seconds=outcome, problem=refusal.problem
                )
            else:
                problem = None if refusal is None else refusal.problem
                await repository.finish(connection, job.email_id, owner, problem=problem, at=self.clock.now())
