"""Webhooks: /v1/webhooks."""

from datetime import timedelta
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from services.gateway.api.dependencies import Identified, SignedIn, Transactions, provided
from services.gateway.api.idempotency import Creation, Made
from services.gateway.api.pagination import Page, PageQuery
from services.gateway.api.preconditions import IfMatch, IfNoneMatch, entity_tag, not_modified
from services.gateway.api.views.webhooks import (
    DeliveryDetail,
    DeliveryView,
    NewWebhook,
    Redelivered,
    Redelivery,
    SecretRotation,
    WebhookChanges,
    WebhookEnabling,
    WebhookView,
    WebhookWithSecret,
)
from services.gateway.api.waiting import Wait
from services.gateway.domain.schedules import Instant
from services.gateway.domain.texts import Text
from services.gateway.domain.webhooks import DeliveryState, WebhookState
from services.gateway.usecases.webhook_log import WebhookLog
from services.gateway.usecases.webhooks import Webhooks
from shared.unit_of_work import UnitOfWork

router = APIRouter(prefix="/v1/webhooks", tags=["Webhooks"])

UseCases = Annotated[Webhooks, Depends(provided(Webhooks))]
Log = Annotated[WebhookLog, Depends(provided(WebhookLog))]


@router.post("", status_code=201, response_model=WebhookWithSecret, summary="Register a webhook")
async def create_webhook(
    body: NewWebhook, caller: SignedIn, webhooks: UseCases, create: Creation
) -> Response:
    """It is told what happens from now on. Its secret is in this answer and in no other; keep it where the receiver is."""

    async def effect(work: UnitOfWork) -> Made:
        webhook, secret = await webhooks.create(
            work, caller, body.model_dump(exclude={"signature"}), body.signature
        )
        headers = {"Location": f"/v1/webhooks/{webhook.webhook_id}", "ETag": entity_tag(webhook.revision)}
        return Made(201, WebhookWithSecret.made(webhook, secret), headers, is_secret=True)

    return await create(effect)


@router.get("", summary="List webhooks")
async def list_webhooks(
    caller: SignedIn,
    webhooks: UseCases,
    transactions: Transactions,
    page: PageQuery,
    state: Annotated[WebhookState | None, Query(description="Only those of this state.")] = None,
) -> Page[WebhookView]:
    """Newest first, with how their receivers do."""
    filters = {"state": state}
    async with transactions.work(caller.organization_id) as work:
        found = await webhooks.page(work, after=page.after_id(filters), state=state, limit=page.fetch)
    return page.answer(
        found, view=WebhookView.of, key=lambda webhook: (str(webhook.webhook_id),), filters=filters
    )


@router.get("/{webhook_id}", response_model=WebhookView, summary="Get a webhook")
async def get_webhook(
    webhook_id: UUID,
    caller: SignedIn,
    webhooks: UseCases,
    transactions: Transactions,
    response: Response,
    known: IfNoneMatch = None,
) -> Response | WebhookView:
    """With how its receiver does, which is not part of the ETag."""
    async with transactions.work(caller.organization_id) as work:
        webhook = await webhooks.get(work, webhook_id)
    return not_modified(known, response, webhook.revision) or WebhookView.of(webhook)


@router.patch("/{webhook_id}", summary="Change a webhook")
async def update_webhook(
    webhook_id: UUID,
    body: WebhookChanges,
    caller: SignedIn,
    webhooks: UseCases,
    transactions: Transactions,
    condition: IfMatch,
    response: Response,
) -> WebhookView:
    """Fields left out stay as they are. What waits goes to the new address."""
    async with transactions.work(caller.organization_id) as work:
        webhook = await webhooks.update(work, webhook_id, condition, body.changes)
    response.headers["ETag"] = entity_tag(webhook.revision)
    return WebhookView.of(webhook)


@router.delete("/{webhook_id}", status_code=204, summary="Delete a webhook")
async def delete_webhook(
    webhook_id: UUID, caller: SignedIn, webhooks: UseCases, transactions: Transactions, condition: IfMatch
) -> None:
    """Nothing more is sent, and its log is forgotten."""
    async with transactions.work(caller.organization_id) as work:
        await webhooks.delete(work, webhook_id, condition)


@router.post("/{webhook_id}/disable", summary="Disable a webhook")
async def disable_webhook(
    webhook_id: UUID, caller: SignedIn, webhooks: UseCases, transactions: Transactions, response: Response
) -> WebhookView:
    """Nothing more is sent; what happens is kept for some weeks. Again changes nothing."""
    async with transactions.work(caller.organization_id) as work:
        webhook = await webhooks.disable(work, webhook_id)
    response.headers["ETag"] = entity_tag(webhook.revision)
    return WebhookView.of(webhook)


@router.post("/{webhook_id}/enable", summary="Enable a webhook")
async def enable_webhook(
    webhook_id: UUID,
    caller: SignedIn,
    webhooks: UseCases,
    transactions: Transactions,
    response: Response,
    body: WebhookEnabling | None = None,
) -> WebhookView:
    """What was kept is sent first, in order, unless it is discarded. Again changes nothing."""
    async with transactions.work(caller.organization_id) as work:
        webhook = await webhooks.enable(
            work, webhook_id, discard_backlog=body is not None and body.discard_backlog
        )
    response.headers["ETag"] = entity_tag(webhook.revision)
    return WebhookView.of(webhook)


@router.post(
    "/{webhook_id}/rotate-secret",
    response_model=WebhookWithSecret,
    dependencies=[Identified],
    summary="Rotate a webhook's secret",
)
async def rotate_webhook_secret(
    webhook_id: UUID, webhooks: UseCases, create: Creation, body: SecretRotation | None = None
) -> Response:
    """The new one is in this answer and in no other. Until the overlap ends, each message carries a signature by both."""
    wanted = body or SecretRotation()

    async def effect(work: UnitOfWork) -> Made:
        overlap = timedelta(hours=wanted.overlap_hours)
        webhook, secret = await webhooks.rotate(work, webhook_id, wanted.signature, overlap)
        headers = {"ETag": entity_tag(webhook.revision)}
        return Made(200, WebhookWithSecret.made(webhook, secret), headers, is_secret=True)

    return await create(effect)


@router.post("/{webhook_id}/test", status_code=202, response_model=DeliveryView, summary="Test a webhook")
async def test_webhook(
    webhook_id: UUID, caller: SignedIn, log: Log, transactions: Transactions, create: Creation, wait: Wait
) -> Response:
    """Sends `webhook.test` once, signed like everything else, even while the webhook is disabled.

    With `Prefer: wait=10` the answer says what came of it; else look at `Location`.
    """

    async def effect(work: UnitOfWork) -> Made:
        delivery = await log.test(work, webhook_id)
        where = f"/v1/webhooks/{webhook_id}/deliveries/{delivery.delivery_id}"
        return Made(202, DeliveryView.of(delivery), {"Location": where})

    async def look(delivery_id: UUID) -> DeliveryView | None:
        async with transactions.work(caller.organization_id) as work:
            delivery = await log.get(work, webhook_id, delivery_id)
        return None if delivery.state == "waiting" else DeliveryView.of(delivery)

    return await wait.created(await create(effect), look)


@router.get("/{webhook_id}/deliveries", summary="List what a webhook was sent")
async def list_deliveries(
    webhook_id: UUID,
    caller: SignedIn,
    log: Log,
    transactions: Transactions,
    page: PageQuery,
    state: Annotated[DeliveryState | None, Query(description="Only those of this state.")] = None,
    type: Annotated[  # noqa: A002  the member's name
        str | None, Text(64), Query(description="Only events of this type.", examples=["post.failed"])
    ] = None,
    since: Annotated[Instant | None, Query(description="Only what happened then or later.")] = None,
    until: Annotated[Instant | None, Query(description="Only what happened earlier.")] = None,
) -> Page[DeliveryView]:
    """Newest first."""
    filters = {"state": state, "type": type, "since": since, "until": until}
    async with transactions.work(caller.organization_id) as work:
        found = await log.page(
            work,
            webhook_id,
            after=page.after_id(filters),
            state=state,
            kind=type,
            since=since,
            until=until,
            limit=page.fetch,
        )
    return page.answer(
        found, view=DeliveryView.of, key=lambda delivery: (str(delivery.delivery_id),), filters=filters
    )


@router.get("/{webhook_id}/deliveries/{delivery_id}", summary="Get a delivery")
async def get_delivery(
    webhook_id: UUID, delivery_id: UUID, caller: SignedIn, log: Log, transactions: Transactions
) -> DeliveryDetail:
    """With what is sent, and what came of every attempt."""
    async with transactions.work(caller.organization_id) as work:
        delivery = await log.get(work, webhook_id, delivery_id)
        body, history = await log.history(work, delivery)
    return DeliveryDetail.shown(delivery, body, history)


@router.post(
    "/{webhook_id}/deliveries/{delivery_id}/redeliver", status_code=202, summary="Send a delivery once more"
)
async def redeliver(
    webhook_id: UUID, delivery_id: UUID, caller: SignedIn, log: Log, transactions: Transactions
) -> DeliveryView:
    """At once, under the same `webhook-id`; its attempts are counted anew."""
    async with transactions.work(caller.organization_id) as work:
        return DeliveryView.of(await log.redeliver(work, webhook_id, delivery_id))


@router.post("/{webhook_id}/redeliver", status_code=202, summary="Send what happened since then once more")
async def redeliver_since(
    webhook_id: UUID, body: Redelivery, caller: SignedIn, log: Log, transactions: Transactions
) -> Redelivered:
    """In order and under the same `webhook-id`s, so that a receiver that has one already knows it. What is kept reaches some
    weeks back; one call takes ten thousand.
    """
    async with transactions.work(caller.organization_id) as work:
        count, next_since = await log.redeliver_since(work, webhook_id, body.since, body.only)
    return Redelivered(count=count, more=next_since is not None, next_since=next_since)
