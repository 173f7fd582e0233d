"""Webhooks themselves: a receiver that fails, is given up, or answers again."""

from typing import Any
from uuid import UUID

from services.gateway.domain.event_types.model import EventFields, EventType, Instant
from services.gateway.domain.webhooks import DeliveryState, DisabledBecause

_AT = "2026-11-21T09:00:00+00:00"
_WEBHOOK: dict[str, Any] = {
    "webhook_id": "0197f3a4-7d15-7a10-8a6e-2f1c0b8d9e51",
    "host": "hooks.example.com",
    "at": _AT,
}


class WebhookData(EventFields):
    webhook_id: UUID
    host: str
    at: Instant


class ReceiverData(WebhookData):
    failing_since: Instant | None
    error: str | None


class DisabledData(ReceiverData):
    because: DisabledBecause


class TestedData(WebhookData):
    delivery_id: UUID
    state: DeliveryState
    status: int | None
    error: str | None


class TestData(EventFields):
    webhook_id: UUID
    message: str


TYPES = (
    EventType(
        "webhook.failing",
        "A webhook's receiver fails one message after another: it is only probed until it answers.",
        ReceiverData,
        _WEBHOOK | {"failing_since": _AT, "error": "timeout"},
        subject_field="webhook_id",
        audience="webhooks:manage",
        title="The webhook at {host} fails: {error}",
        body="What happens is kept, and sent in order once it answers again.",
    ),
    EventType(
        "webhook.recovered",
        "A webhook's receiver answers again; it is sent everything it has missed.",
        ReceiverData,
        _WEBHOOK | {"failing_since": None, "error": "timeout"},
        subject_field="webhook_id",
        audience="webhooks:manage",
        title="The webhook at {host} answers again",
    ),
    EventType(
        "webhook.disabled",
        "A webhook is sent nothing any more: its receiver failed for days or is gone, or somebody asked for it.",
        DisabledData,
        _WEBHOOK | {"failing_since": _AT, "error": "timeout", "because": "failing"},
        subject_field="webhook_id",
        audience="webhooks:manage",
        by_email=True,
        only_if=("because", frozenset({"failing", "gone"})),
        title="The webhook at {host} is disabled ({because})",
        body="What happens is kept for some weeks. Enable the webhook again to have it sent.",
    ),
    EventType(
        "webhook.enabled",
        "A webhook is sent what happens again, and first what was kept.",
        WebhookData,
        _WEBHOOK,
        subject_field="webhook_id",
    ),
    EventType(
        "webhook.tested",
        "What came of a test of a webhook.",
        TestedData,
        _WEBHOOK
        | {
            "delivery_id": "0197f3a4-7d15-7a10-8a6e-2f1c0b8d9e52",
            "state": "delivered",
            "status": 204,
            "error": None,
        },
        subject_field="webhook_id",
    ),
    EventType(
        "webhook.test",
        "Somebody tests a webhook. It is sent to that webhook alone, whatever it takes.",
        TestData,
        {"webhook_id": _WEBHOOK["webhook_id"], "message": "Postwright can reach this address."},
        subject_field="webhook_id",
    ),
)
