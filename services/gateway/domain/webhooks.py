"""Webhooks: who is told what, how long it is tried, and when an address is left alone."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Literal
from uuid import UUID

WebhookState = Literal["enabled", "disabled"]
DisabledBecause = Literal["asked", "gone", "failing"]
SignatureKind = Literal["v1", "v1a"]
DeliveryState = Literal["waiting", "delivered", "failed", "discarded"]

# https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md#deliverability-and-reliability
WAITS = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)
"""Between one attempt and the next: ten attempts in all."""
LARGEST_BODY = 20_000
"""Bytes: what receivers must be ready to take."""
FAILURES_TO_STOP = 5
"""After so many failures one after another, one message at a time is sent, as a probe."""
_FIRST_PROBE = timedelta(seconds=30)
_LAST_PROBE = timedelta(minutes=15)
_SLOW_DOWN = timedelta(seconds=30)
_LONGEST_RETRY_AFTER = timedelta(hours=24)
_TELL_TO_SLOW_DOWN = frozenset({429, 502, 504})


@dataclass(frozen=True, slots=True)
class Health:
    """How a receiver does.

    Attributes:
        failures: One after another, up to now.
        failing_since: The first of them.
        blocked_until: Nothing is sent before that.
        last_error: Code of the last failure.
    """

    failures: int = 0
    failing_since: datetime | None = None
    blocked_until: datetime | None = None
    last_success_at: datetime | None = None
    last_failure_at: datetime | None = None
    last_error: str | None = None

    @property
    def is_stopped(self) -> bool:
        """Whether only probes are sent."""
        return self.failures >= FAILURES_TO_STOP


@dataclass(frozen=True, slots=True)
class SigningKey:
    """What messages are signed with, as the owner sees it.

    Attributes:
        public_key: Of `v1a`, as `whpk_…`.
        expires_at: Until when it signs, once another has replaced it.
    """

    secret_id: UUID
    kind: SignatureKind
    public_key: str | None
    created_at: datetime
    expires_at: datetime | None


@dataclass(frozen=True, slots=True)
class Webhook:
    """An address that is told what happens."""

    webhook_id: UUID
    organization_id: UUID
    url: str
    host: str
    description: str
    event_types: tuple[str, ...]
    campaign_ids: tuple[UUID, ...]
    account_ids: tuple[UUID, ...]
    state: WebhookState
    disabled_because: DisabledBecause | None
    disabled_at: datetime | None
    revision: int
    created_by: UUID
    created_at: datetime
    updated_at: datetime
    health: Health = Health()
    keys: tuple[SigningKey, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of one attempt.

    Attributes:
        status: None where no answer came.
        error: Stable code of what went wrong; None for a success.
        detail: The same in words.
        retry_after: What the receiver asked for.
        headers: An excerpt.
        body: Its beginning.
    """

    status: int | None
    latency_ms: int
    error: str | None = None
    detail: str = ""
    retry_after: timedelta | None = None
    headers: Mapping[str, str] | None = None
    body: str = ""


@dataclass(frozen=True, slots=True)
class Attempt:
    """What is known of a delivery when its attempt ends.

    Attributes:
        number: Of this attempt, since the delivery was last asked for.
        jitter: From 0 to 1: by it, waits are a little shorter or longer.
        probes: How many before this one were made while the receiver took nothing.
    """

    number: int
    is_test: bool
    at: datetime
    jitter: float
    probes: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What follows from an attempt.

    Attributes:
        next_at: When a waiting delivery is tried again.
        disable: Why the webhook is to be disabled.
        began_failing: It is stopped from now on.
        recovered: It was stopped, and answers again.
    """

    state: DeliveryState
    next_at: datetime
    health: Health
    disable: DisabledBecause | None = None
    began_failing: bool = False
    recovered: bool = False


def outcome_of(attempt: Attempt, answer: Answer, health: Health, patience: timedelta) -> Outcome:
    """What becomes of a delivery and its receiver.

    A delivery is given up after its last wait only while the receiver takes others: an address that takes nothing at all
    is no reason to lose an event, it is disabled in the end, and then its deliveries go on waiting. Nor does what was
    tried in such a time count afterwards: the first failure after it would lose what waited longest.

    Args:
        attempt: Which one has ended, and when.
        answer: What came of it.
        health: How the receiver did up to now.
        patience: How long a receiver may fail before it is disabled.
    """
    if answer.error is None:
        well = Health(
            last_success_at=attempt.at, last_failure_at=health.last_failure_at, last_error=health.last_error
        )
        kept = health if attempt.is_test else well
        return Outcome("delivered", attempt.at, kept, recovered=health.is_stopped and not attempt.is_test)
    if attempt.is_test:
        return Outcome("failed", attempt.at, health)
    failing = _failed(attempt, answer, health)
    if answer.status == 410:
        return Outcome("waiting", attempt.at, failing, disable="gone")
    counted = attempt.number if failing.is_stopped else attempt.number - attempt.probes
    given_up = counted > len(WAITS) and not failing.is_stopped
    assert failing.failing_since is not None
    return Outcome(
        state="failed" if given_up else "waiting",
        next_at=attempt.at + _wait(counted, attempt.jitter, answer),
        health=failing,
        disable="failing" if attempt.at - failing.failing_since >= patience else None,
        began_failing=failing.failures == FAILURES_TO_STOP,
    )


def _failed(attempt: Attempt, answer: Answer, health: Health) -> Health:
    failing = replace(
        health,
        failures=health.failures + 1,
        failing_since=health.failing_since or attempt.at,
        last_failure_at=attempt.at,
        last_error=answer.error,
    )
    waits = [answer.retry_after or _SLOW_DOWN] if _asks_to_slow_down(answer) else []
    if failing.is_stopped:
        doubled = _FIRST_PROBE * 2.0 ** min(failing.failures - FAILURES_TO_STOP, 10)
        waits.append(_jittered(min(doubled, _LAST_PROBE), attempt.jitter))
    if not waits:
        return failing
    until = attempt.at + max(waits)
    return replace(failing, blocked_until=max(until, failing.blocked_until or until))


def _asks_to_slow_down(answer: Answer) -> bool:
    return answer.status in _TELL_TO_SLOW_DOWN or answer.retry_after is not None


def _wait(number: int, jitter: float, answer: Answer) -> timedelta:
    planned = _jittered(WAITS[min(number, len(WAITS)) - 1], jitter)
    return max(planned, min(answer.retry_after or timedelta(), _LONGEST_RETRY_AFTER))


def _jittered(wait: timedelta, jitter: float) -> timedelta:
    """A tenth shorter to a tenth longer, so that what failed together does not come back together."""
    return wait * (0.9 + 0.2 * jitter)


def retry_after(header: str | None, now: datetime) -> timedelta | None:
    """What Retry-After asks for, in seconds or as a date; at most a day, and None where it is no such thing."""
    if header is None:
        return None
    text = header.strip()
    if text.isascii() and text.isdigit():
        return min(timedelta(seconds=min(int(text[:9]), 10**8)), _LONGEST_RETRY_AFTER)
    try:
        at = datetime.strptime(text, "%a, %d %b %Y %H:%M:%S GMT").replace(tzinfo=UTC)
    except ValueError:
        return None
    return min(max(at - now, timedelta()), _LONGEST_RETRY_AFTER)


def body_of(kind: str, at: datetime, data: Mapping[str, Any]) -> str:
    """An event as it is sent: `{"type", "timestamp", "data"}`, below 20 kB.

    Where the data are too large, the largest members are left out, and `omitted` names them: they can be read by API.
    """
    kept = dict(data)
    omitted: list[str] = []
    while True:
        shown = {**kept, "omitted": omitted} if omitted else kept
        body = _json({"type": kind, "timestamp": _instant(at), "data": shown})
        if len(body.encode()) < LARGEST_BODY or not kept:
            return body
        largest = max(kept, key=lambda name: len(_json(kept[name])))
        del kept[largest]
        omitted.append(largest[:200])


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


@dataclass(frozen=True, slots=True)
class Delivery:
    """An event on its way to one receiver, or there."""

    delivery_id: UUID
    webhook_id: UUID
    event_id: UUID
    type: str
    ordering_key: str
    occurred_at: datetime
    is_test: bool
    state: DeliveryState
    attempts: int
    next_at: datetime
    ended_at: datetime | None
    last_status: int | None
    last_error: str | None
    last_latency_ms: int | None
