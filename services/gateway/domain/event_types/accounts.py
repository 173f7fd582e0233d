"""Accounts, and consents on their way to become accounts."""

from typing import Literal
from uuid import UUID

from services.gateway.domain.event_types.model import EventFields, EventType, Instant

_ACCOUNT = "0197f3a4-7d15-7a10-8a6e-2f1c0b8d9e11"
_CONNECTION = "0197f3a4-7d15-7a10-8a6e-2f1c0b8d9e12"


class Problem(EventFields):
    code: str
    detail: str
    who_must_act: str


class AccountData(EventFields):
    account_id: UUID
    network: str
    state: str
    handle: str | None
    revision: int
    problem: Problem | None = None


class ExpiringData(AccountData):
    expires_at: Instant
    days_left: int
    who_must_act: str


class AccountMeasuredData(EventFields):
    account_id: UUID
    network: str
    measured_at: Instant
    metrics: dict[str, int | float]


class ConnectionData(EventFields):
    connection_id: UUID
    network: str
    state: Literal["requested", "open", "authorizing", "choose", "done", "failed"]
    explanation: str
    account_ids: list[UUID]
    revision: int
    problem: Problem | None = None


def _account_example(state: str) -> dict[str, object]:
    return {
        "account_id": _ACCOUNT,
        "network": "mastodon",
        "state": state,
        "handle": "@acme@mastodon.example",
        "revision": 3,
    }


_PROBLEM = {
    "code": "mastodon.token_revoked",
    "detail": "The access token was revoked",
    "who_must_act": "account_owner",
}


def _connection(state: str, summary: str) -> EventType:
    return EventType(
        f"connection.{state}",
        summary,
        ConnectionData,
        {
            "connection_id": _CONNECTION,
            "network": "linkedin",
            "state": state,
            "explanation": summary,
            "account_ids": [_ACCOUNT] if state == "done" else [],
            "revision": 2,
        },
        subject_field="connection_id",
    )


TYPES = (
    EventType(
        "account.connecting",
        "An account's credentials are being tried.",
        AccountData,
        _account_example("connecting"),
        subject_field="account_id",
    ),
    EventType(
        "account.connected",
        "An account can publish, or can again.",
        AccountData,
        _account_example("connected"),
        subject_field="account_id",
        audience="accounts:manage",
        title="{handle} on {network} is connected",
    ),
    EventType(
        "account.degraded",
        "An account can't publish: its posts wait until somebody connects it again.",
        AccountData,
        _account_example("degraded") | {"problem": _PROBLEM},
        subject_field="account_id",
        audience="accounts:manage",
        by_email=True,
        title="{handle} on {network} must be connected again",
        body="{problem.detail}",
    ),
    EventType(
        "account.disconnected",
        "An account was taken away; nothing is published there any more.",
        AccountData,
        _account_example("disconnected"),
        subject_field="account_id",
        audience="accounts:manage",
        title="{handle} on {network} is disconnected",
    ),
    EventType(
        "account.expiring",
        "An account's consent ends before long.",
        ExpiringData,
        _account_example("connected")
        | {"expires_at": "2026-11-28T09:00:00+00:00", "days_left": 7, "who_must_act": "account_owner"},
        subject_field="account_id",
        audience="accounts:manage",
        by_email=True,
        title="The consent for {handle} on {network} ends in {days_left} days",
        body="Connect the account again before; its planned posts stay.",
    ),
    EventType(
        "account.measured",
        "A network told how an account does.",
        AccountMeasuredData,
        {
            "account_id": _ACCOUNT,
            "network": "mastodon",
            "measured_at": "2026-11-21T09:00:00+00:00",
            "metrics": {"followers": 1204},
        },
        subject_field="account_id",
    ),
    _connection("requested", "A consent was begun."),
    _connection("open", "The network's page is ready for the person who consents."),
    _connection("authorizing", "The person came back from the network."),
    _connection("choose", "The consent gives access to several accounts: choose."),
    _connection("done", "The consent became accounts."),
    _connection("failed", "Nothing came of the consent."),
)
