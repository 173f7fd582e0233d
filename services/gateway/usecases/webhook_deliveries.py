"""Deliveries are sent, and what came of them is kept."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import structlog

from services.gateway.domain.live import LiveEvent
from services.gateway.domain.webhooks import Answer, Attempt, Health, Outcome, outcome_of
from services.gateway.metrics import Metrics
from services.gateway.repository import webhook_deliveries as rows
from services.gateway.repository import webhooks
from services.gateway.repository.webhook_deliveries import DeliveryJob
from services.gateway.usecases.live import append_live_events
from services.gateway.usecases.webhook_dispatching import CHANNEL
from services.gateway.webhook_client import WebhookClient, request_headers_excerpt
from services.gateway.webhook_signing import SigningSecret, signed_headers
from shared.clock import Clock
from shared.encryption import UnreadableSecretError, Vault
from shared.postgres import Database, once_reached
from shared.unit_of_work import UnitOfWork, UnitOfWorkFactory
from shared.working import Lease

logger = structlog.get_logger(__name__)


@dataclass(frozen=True)
class WebhookDeliveries:
    """Sends each delivery until its receiver has taken it: at least once, and in order per subject.

    Nothing is kept before the call: a crash after it sends the same message with the same id again, which the receiver
    knows by that id. A later event of the same subject waits until the outcome of the earlier one is kept.

    Args:
        database: As the owner.
        units: On the same database.
        patience: How long a receiver may fail before it is disabled.
        at_once: Deliveries to one receiver at the same time.
        of_organization: Deliveries of one organisation at the same time, here.
    """

    database: Database
    units: UnitOfWorkFactory
    client: WebhookClient
    vault: Vault
    clock: Clock
    lease: Lease
    metrics: Metrics
    patience: timedelta
    at_once: int
    of_organization: int

    async def claim(self, limit: int, lease: Lease) -> list[DeliveryJob]:
        now = self.clock.now()
        async with self.database.transaction() as connection:
            receivers = await rows.receivers_with_work(connection, now)
            # A statement of its own: what another replica has just taken of these receivers is seen by now.
            return await rows.claim(
                connection,
                receivers,
                now,
                limit=limit,
                owner=lease.owner,
                seconds=lease.seconds,
                at_once=self.at_once,
                of_organization=self.of_organization,
            )

    async def renew(self, jobs: Sequence[DeliveryJob], lease: Lease) -> None:
        async with self.database.acquire() as connection:
            await rows.renew(connection, [job.delivery_id for job in jobs], lease.owner, lease.seconds)

    async def release(self, jobs: Sequence[DeliveryJob], lease: Lease) -> None:
        async with self.database.acquire() as connection:
            await rows.release(connection, [job.delivery_id for job in jobs], lease.owner)

    async def handle(self, job: DeliveryJob) -> None:
        """Send one, and keep what came of it."""
        at = self.clock.now()
        try:
            headers = signed_headers(self._signers(job), str(job.event_id), at, job.body)
        except UnreadableSecretError as error:
            logger.error(  # noqa: TRY400  there is nothing to see in the stack
                "a webhook's secret can't be read", webhook_id=str(job.webhook_id), reason=str(error)
            )
            headers, answer = {}, Answer(None, 0, "secret_unreadable", "Rotate the secret of this webhook.")
        else:
            answer = await self.client.send(job.url, headers, job.body)
        jitter = random.random()  # noqa: S311  jitter, not a secret
        attempt = Attempt(job.attempts + 1, job.is_test, at, jitter, job.probes)
        await once_reached(lambda: self._keep(job, attempt, answer, headers), self.clock)

    def _signers(self, job: DeliveryJob) -> list[SigningSecret]:
        return [
            SigningSecret(
                kind, self.vault.decrypt(encrypted, organization_id=job.organization_id, owner_id=secret_id)
            )
            for secret_id, kind, encrypted in job.secrets
        ]

    async def _keep(
        self, job: DeliveryJob, attempt: Attempt, answer: Answer, headers: dict[str, str]
    ) -> None:
        # Counted from the answer: a receiver that took long is given its whole wait.
        attempt = replace(attempt, at=self.clock.now())
        async with self.units() as work:
            health = await webhooks.lock_health(work.connection, job.webhook_id)
            if health is None:
                return  # deleted meanwhile
            outcome = outcome_of(attempt, answer, health, self.patience)
            is_ours = await rows.record(
                work.connection,
                job.delivery_id,
                self.lease.owner,
                outcome,
                answer,
                at=attempt.at,
                request_headers=request_headers_excerpt(headers),
            )
            if not is_ours:
                return
            if outcome.health != health:
                await webhooks.set_health(work.connection, job.webhook_id, outcome.health)
            if job.is_test:
                await append_live_events(work, [_tested(job, outcome, answer, attempt.at)])
            else:
                await self._follow(work, job, outcome, attempt.at)
        self._count(job, outcome, answer)

    async def _follow(self, work: UnitOfWork, job: DeliveryJob, outcome: Outcome, now: datetime) -> None:
        data = receiver_data(job.webhook_id, job.host, outcome.health, now)
        told: list[LiveEvent] = []
        if outcome.recovered:
            await rows.hurry(work.connection, job.webhook_id, now)
            work.notify(CHANNEL)
            told.append(LiveEvent(job.organization_id, "webhook.recovered", data))
        if outcome.began_failing:
            told.append(LiveEvent(job.organization_id, "webhook.failing", data))
        because = outcome.disable
        if because is not None and await webhooks.set_state(
            work.connection, job.webhook_id, "disabled", because, now
        ):
            logger.warning("webhook disabled", webhook_id=str(job.webhook_id), because=because)
            told.append(LiveEvent(job.organization_id, "webhook.disabled", data | {"because": because}))
        await append_live_events(work, told)

    def _count(self, job: DeliveryJob, outcome: Outcome, answer: Answer) -> None:
        label = {"delivered": "delivered", "failed": "given_up"}.get(outcome.state, "retried")
        self.metrics.webhook_deliveries.labels(label).inc()
        if answer.error is not None:
            logger.info(
                "webhook not delivered",
                webhook_id=str(job.webhook_id),
                event_id=str(job.event_id),
                error=answer.error,
                status=answer.status,
                next_at=outcome.next_at.isoformat() if outcome.state == "waiting" else None,
            )


def _tested(job: DeliveryJob, outcome: Outcome, answer: Answer, now: datetime) -> LiveEvent:
    data = {
        "webhook_id": str(job.webhook_id),
        "host": job.host,
        "at": now.isoformat(),
        "delivery_id": str(job.delivery_id),
        "state": outcome.state,
        "status": answer.status,
        "error": answer.error,
    }
    return LiveEvent(job.organization_id, "webhook.tested", data)


def receiver_data(webhook_id: UUID, host: str, health: Health, now: datetime) -> dict[str, Any]:
    """What is told of a receiver: never its address, whose path may be a secret."""
    since = health.failing_since
    return {
        "webhook_id": str(webhook_id),
        "host": host,
        "failing_since": since.isoformat() if since else None,
        "error": health.last_error,
        "at": now.isoformat(),
    }
