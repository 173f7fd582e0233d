"""Webhooks and their deliveries as clients send and see them."""

import json
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, Field, StrictBool, StrictInt, model_validator

from services.gateway.api.models import RequestBody, View
from services.gateway.domain.live import is_event_type
from services.gateway.domain.schedules import Instant
from services.gateway.domain.texts import Text
from services.gateway.domain.webhooks import (
    Delivery,
    DeliveryState,
    DisabledBecause,
    SignatureKind,
    SigningKey,
    Webhook,
    WebhookState,
)
from services.gateway.usecases.webhook_log import Wanted

_LONGEST_OVERLAP_HOURS = 168


def _event_type(text: str) -> str:
    if text != "*" and not is_event_type(text):
        raise ValueError(
            f"{text!r} is no type of event; use * for all, a group such as post.*, or one of the webhooks of the"
            " OpenAPI document"
        )
    return text


def _once_each(values: list[Any]) -> list[Any]:
    return list(dict.fromkeys(values))


_Url = Annotated[
    str,
    Text(2_000, required=True),
    Field(
        description="Where messages are sent by POST: https, at a public address, on port 443 or one above 1023.",
        examples=["https://hooks.example.com/postwright"],
    ),
]
_Description = Annotated[str, Text(500), Field(examples=["The newsroom's wall"])]
_EventTypes = Annotated[
    list[Annotated[str, Text(64), AfterValidator(_event_type)]],
    Field(
        min_length=1,
        max_length=100,
        description="`*` for all, groups such as `post.*`, or types such as `post.published`.",
        examples=[["post.*", "account.degraded"]],
    ),
    AfterValidator(_once_each),
]
_Campaigns = Annotated[
    list[UUID],
    Field(
        max_length=100,
        description="Only what concerns these campaigns; empty: all, also what concerns none.",
        examples=[[]],
    ),
    AfterValidator(_once_each),
]
_Accounts = Annotated[
    list[UUID],
    Field(
        max_length=100,
        description="Only what concerns these accounts; empty: all, also what concerns none.",
        examples=[[]],
    ),
    AfterValidator(_once_each),
]
_Kind = Annotated[
    SignatureKind,
    Field(
        description="`v1`: HMAC-SHA256 with a secret that both know. `v1a`: Ed25519; the receiver needs the public key alone."
    ),
]


class NewWebhook(RequestBody):
    """An address to be told what happens."""

    url: _Url
    event_types: _EventTypes
    description: _Description = ""
    campaign_ids: _Campaigns = Field(default_factory=list)
    account_ids: _Accounts = Field(default_factory=list)
    signature: _Kind = "v1"


class WebhookChanges(RequestBody):
    """Fields to change; those left out stay as they are."""

    url: _Url | None = None
    event_types: _EventTypes | None = None
    description: _Description | None = None
    campaign_ids: _Campaigns | None = None
    account_ids: _Accounts | None = None

    @model_validator(mode="after")
    def _nothing_is_null(self) -> "WebhookChanges":
        wrong = sorted(name for name in self.model_fields_set if getattr(self, name) is None)
        if wrong:
            raise ValueError(f"{', '.join(wrong)} can't be null; leave it out to keep it as it is")
        return self

    @property
    def changes(self) -> dict[str, Any]:
        return self.model_dump(exclude_unset=True)


class SecretRotation(RequestBody):
    """How a secret is replaced."""

    overlap_hours: StrictInt = Field(
        default=24,
        ge=0,
        le=_LONGEST_OVERLAP_HOURS,
        description="So long messages are signed with the old secret as well.",
        examples=[24],
    )
    signature: SignatureKind | None = Field(
        default=None, description="Change the kind of signature too.", examples=["v1"]
    )


class WebhookEnabling(RequestBody):
    """How a disabled webhook begins again."""

    discard_backlog: StrictBool = Field(
        default=False, description="Do not send what was kept while it was disabled.", examples=[False]
    )


class Redelivery(RequestBody):
    """What is to be sent once more."""

    since: Instant = Field(description="What happened then or later.", examples=["2026-11-24T09:00:00Z"])
    only: Wanted = Field(default="failed", description="`all`: also what was delivered before.")


class WebhookKey(View):
    """What messages are signed with."""

    secret_id: UUID
    signature: SignatureKind
    public_key: str | None = Field(
        description="Of `v1a`: what the receiver verifies with.",
        examples=["whpk_MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE="],
    )
    created_at: datetime
    expires_at: datetime | None = Field(
        description="Until when it signs, once another has replaced it.", examples=[None]
    )

    @classmethod
    def of(cls, key: SigningKey) -> "WebhookKey":
        return cls(
            secret_id=key.secret_id,
            signature=key.kind,
            public_key=key.public_key,
            created_at=key.created_at,
            expires_at=key.expires_at,
        )


class WebhookHealth(View):
    """How the receiver does."""

    failures: int = Field(description="One after another, up to now.", examples=[0])
    failing_since: datetime | None = Field(examples=[None])
    blocked_until: datetime | None = Field(description="Nothing is sent before that.", examples=[None])
    last_success_at: datetime | None
    last_failure_at: datetime | None = Field(examples=[None])
    last_error: str | None = Field(description="Code of the last failure.", examples=[None])


class WebhookView(View):
    """An address that is told what happens."""

    webhook_id: UUID
    url: str = Field(examples=["https://hooks.example.com/postwright"])
    description: str = Field(examples=["The newsroom's wall"])
    event_types: list[str] = Field(examples=[["post.*", "account.degraded"]])
    campaign_ids: list[UUID] = Field(examples=[[]])
    account_ids: list[UUID] = Field(examples=[[]])
    state: WebhookState
    disabled_because: DisabledBecause | None = Field(
        description="`asked` by a person, `gone` (it answered 410) or `failing` for days.", examples=[None]
    )
    disabled_at: datetime | None = Field(examples=[None])
    health: WebhookHealth
    keys: list[WebhookKey] = Field(description="All that sign now, the newest first.")
    revision: int = Field(description="What the ETag says.")
    created_by: UUID
    created_at: datetime
    updated_at: datetime

    @classmethod
    def of(cls, webhook: Webhook) -> "WebhookView":
        return cls(**_members(webhook))


class WebhookWithSecret(WebhookView):
    """A webhook with its new secret, which is shown this once."""

    secret: str | None = Field(
        description="What the receiver verifies with; null for `v1a`, which needs no secret.",
        examples=["whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oDGb9ECWmEzf4="],
    )

    @classmethod
    def made(cls, webhook: Webhook, secret: str | None) -> "WebhookWithSecret":
        return cls(**_members(webhook), secret=secret)


def _members(webhook: Webhook) -> dict[str, Any]:
    same = (name for name in WebhookView.model_fields if name not in {"health", "keys"})
    return {
        **{name: getattr(webhook, name) for name in same},
        "health": WebhookHealth.model_validate(webhook.health),
        "keys": [WebhookKey.of(key) for key in webhook.keys],
    }


class DeliveryView(View):
    """An event on its way to a webhook, or there."""

    delivery_id: UUID
    webhook_id: UUID
    event_id: UUID = Field(description="`webhook-id` of the message: the same at every attempt.")
    type: str = Field(examples=["post.published"])
    occurred_at: datetime
    state: DeliveryState = Field(
        description="`waiting` for its first or next attempt, or for an earlier event of the same subject."
        " `failed`: given up after ten attempts. `discarded`: dropped when the webhook was enabled again."
    )
    attempts: int = Field(description="Since it was last asked for.")
    next_at: datetime | None = Field(description="When it is tried next, at the earliest.", examples=[None])
    ended_at: datetime | None
    last_status: int | None = Field(description="Of the last answer.", examples=[204])
    last_error: str | None = Field(description="Code of the last failure.", examples=[None])
    last_latency_ms: int | None = Field(examples=[87])

    @classmethod
    def of(cls, delivery: Delivery) -> "DeliveryView":
        return cls(**_shown(delivery))


class WebhookAttempt(View):
    """One attempt."""

    at: datetime
    status: int | None = Field(examples=[204])
    latency_ms: int
    error: str | None = Field(examples=[None])
    detail: str = Field(examples=[""])
    request_headers: dict[str, str] = Field(
        description="What was sent beside the signature.",
        examples=[{"webhook-id": "0199d2a1-7c3e-7b5f-8a2d-3f1c9e5b7a10", "webhook-timestamp": "1795509000"}],
    )
    response_headers: dict[str, str] = Field(
        description="An excerpt.", examples=[{"content-type": "application/json"}]
    )
    response_body: str = Field(description="Its beginning.", examples=["ok"])


class DeliveryDetail(DeliveryView):
    """A delivery with what is sent and every attempt."""

    body: dict[str, Any] = Field(
        description="What is sent.",
        examples=[{"type": "post.published", "timestamp": "2026-11-24T03:30:00.000Z", "data": {}}],
    )
    history: list[WebhookAttempt] = Field(description="The last thirty attempts, the oldest first.")

    @classmethod
    def shown(cls, delivery: Delivery, body: str, history: list[dict[str, Any]]) -> "DeliveryDetail":
        attempts = [WebhookAttempt.model_validate(attempt) for attempt in history]
        return cls(**_shown(delivery), body=json.loads(body or "{}"), history=attempts)


def _shown(delivery: Delivery) -> dict[str, Any]:
    shown = {name: getattr(delivery, name) for name in DeliveryView.model_fields}
    return shown | {"next_at": delivery.next_at if delivery.state == "waiting" else None}


class Redelivered(View):
    """How much is sent once more."""

    count: int = Field(examples=[12])
    more: bool = Field(
        description="There is more than one call takes: ask again with `next_since`.", examples=[False]
    )
    next_since: datetime | None = Field(
        description="When the last of these happened, where there may be more.", examples=[None]
    )
