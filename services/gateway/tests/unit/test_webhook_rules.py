"""What becomes of a delivery and its receiver, whatever comes."""

import base64
import json
import string
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import given, settings
from hypothesis import strategies as st
from standardwebhooks import Webhook

from services.gateway.domain.webhooks import (
    FAILURES_TO_STOP,
    LARGEST_BODY,
    WAITS,
    Answer,
    Attempt,
    Health,
    body_of,
    outcome_of,
    retry_after,
)
from services.gateway.webhook_signing import SigningSecret, signed_headers

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
PATIENCE = timedelta(days=5)
WELL = Health()

answers = st.builds(
    lambda status, wait: Answer(
        status, 10, None if status and 200 <= status < 300 else "refused", retry_after=wait
    ),
    st.sampled_from([None, 200, 204, 302, 400, 410, 429, 500, 502, 503, 504]),
    st.none() | st.timedeltas(min_value=timedelta(), max_value=timedelta(hours=24)),
)


def failed(number: int, health: Health = WELL, status: int = 500, probes: int = 0, **more: Any) -> Any:
    return outcome_of(
        Attempt(number, False, NOW, 0.5, probes), Answer(status, 1, "refused", **more), health, PATIENCE
    )


def test_the_waits_are_those_of_the_specification() -> None:
    """Ten attempts over three days: now, 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h, 24 h."""
    seconds = [(failed(number).next_at - NOW).total_seconds() for number in range(1, 10)]
    assert seconds == [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400]
    assert failed(10).state == "failed"
    assert sum(WAITS, timedelta()) < timedelta(days=4)


def test_what_was_tried_while_nothing_was_taken_does_not_count_afterwards() -> None:
    """The waits begin where they were; in the outage itself they grow, so that others are probed too."""
    first = failed(11, probes=10)
    assert (first.state, first.next_at - NOW) == ("waiting", timedelta(seconds=5))
    assert failed(19, probes=10).state == "waiting"
    assert failed(20, probes=10).state == "failed"
    stopped = failed(11, Health(FAILURES_TO_STOP, NOW), probes=10)
    assert (stopped.state, stopped.next_at - NOW) == ("waiting", timedelta(hours=24))


attempts = st.builds(
    Attempt,
    number=st.integers(1, 12),
    is_test=st.booleans(),
    at=st.just(NOW),
    jitter=st.floats(0, 1),
    probes=st.integers(0, 11),
).filter(lambda attempt: attempt.probes < attempt.number)


@given(attempts, answers, st.integers(0, 30), st.integers(0, 10 * 86_400))
def test_an_attempt_always_has_an_outcome(
    attempt: Attempt, answer: Answer, failures: int, failing_seconds: int
) -> None:
    """Only a success delivers; nothing is given up while its receiver takes nothing; waits end within a day and a bit."""
    since = NOW - timedelta(seconds=failing_seconds) if failures else None
    health = Health(failures, since)
    outcome = outcome_of(attempt, answer, health, PATIENCE)

    assert (outcome.state == "delivered") == (answer.error is None)
    if attempt.is_test:
        assert (outcome.health, outcome.disable) == (health, None)
        assert outcome.state != "waiting"
    elif answer.error is None:
        assert (outcome.health.failures, outcome.health.blocked_until) == (0, None)
        assert outcome.recovered == (failures >= FAILURES_TO_STOP)
    else:
        failing = outcome.health
        assert failing.failures == failures + 1
        counted = attempt.number - attempt.probes
        assert outcome.state == "waiting" or (counted > len(WAITS) and not failing.is_stopped)
        assert timedelta() <= outcome.next_at - NOW <= timedelta(hours=26.4)
        assert outcome.began_failing == (failing.failures == FAILURES_TO_STOP and answer.status != 410)
        too_long = since is not None and NOW - since >= PATIENCE
        assert outcome.disable == ("gone" if answer.status == 410 else "failing" if too_long else None)
        assert failing.blocked_until is None or failing.blocked_until <= NOW + timedelta(hours=24.1)


@pytest.mark.parametrize("status", [429, 502, 504])
def test_a_receiver_that_asks_for_less_gets_less(status: int) -> None:
    """Everything to it waits, for as long as it asks."""
    assert failed(1, status=status).health.blocked_until == NOW + timedelta(seconds=30)
    asked = failed(1, status=status, retry_after=timedelta(minutes=7))
    assert asked.health.blocked_until == asked.next_at == NOW + timedelta(minutes=7)


def test_a_silent_receiver_is_probed_ever_more_rarely() -> None:
    """From half a minute to a quarter of an hour."""
    health, waits = Health(), []
    for _ in range(FAILURES_TO_STOP + 8):
        health = failed(1, health).health
        waits.append(None if health.blocked_until is None else (health.blocked_until - NOW).total_seconds())
    assert waits[: FAILURES_TO_STOP - 1] == [None] * (FAILURES_TO_STOP - 1)
    assert waits[FAILURES_TO_STOP - 1 :] == [30, 60, 120, 240, 480, *[900] * 4]


@pytest.mark.parametrize(
    ("header", "wait"),
    [
        (None, None),
        ("120", timedelta(minutes=2)),
        (" 0 ", timedelta()),
        ("999999999999999999999999", timedelta(hours=24)),
        ("Tue, 24 Nov 2026 09:05:00 GMT", timedelta(minutes=5)),
        ("Mon, 23 Nov 2026 09:05:00 GMT", timedelta()),
        ("soon", None),
        ("-5", None),
        ("١٢", None),
    ],
)
def test_retry_after_in_either_form(header: str | None, wait: timedelta | None) -> None:
    """And nothing else; at most a day."""
    assert retry_after(header, NOW) == wait


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8_000),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=40), inner, max_size=4),
    max_leaves=8,
)


@settings(max_examples=40)
@given(st.dictionaries(st.text(string.ascii_lowercase, min_size=1, max_size=20), json_values, max_size=12))
def test_a_body_is_below_its_limit(data: dict[str, Any]) -> None:
    """What is too large is left out whole and named; the rest is as it was."""
    body = body_of("post.published", NOW, data)
    told = json.loads(body)

    assert len(body.encode()) < LARGEST_BODY
    assert (told["type"], told["timestamp"]) == ("post.published", "2026-11-24T09:00:00.000Z")
    omitted = told["data"].pop("omitted", data.get("omitted", []))
    if told["data"] != data:
        assert set(told["data"]) | set(omitted) >= set(data) - {"omitted"}
    assert all(data[name] == value for name, value in told["data"].items())


@pytest.mark.parametrize("zone", ["UTC", "+05:30"])
def test_signatures_do_not_depend_on_the_zone(zone: str) -> None:
    """The library takes the wall time of any zone for UTC; the header says the instant."""
    at = datetime.fromisoformat("2026-11-24T09:00:00+00:00" if zone == "UTC" else "2026-11-24T14:30:00+05:30")
    secret = SigningSecret("v1", b"k" * 32)
    headers = signed_headers([secret], "msg", at, "{}")
    assert headers["webhook-timestamp"] == str(int(NOW.timestamp()))
    assert secret.shared_text is not None
    assert headers["webhook-signature"] == Webhook(secret.shared_text).sign("msg", NOW, "{}")


def test_both_kinds_of_secret_sign_side_by_side() -> None:
    """While one replaces the other; the private key is in nothing that is shown."""
    old, new = SigningSecret.generate("v1"), SigningSecret.generate("v1a")
    headers = signed_headers([new, old], "msg", NOW, "{}")
    first, second = headers["webhook-signature"].split(" ")

    assert (first.partition(",")[0], second.partition(",")[0]) == ("v1a", "v1")
    assert new.shared_text is None
    assert new.public_text is not None
    public = Ed25519PublicKey.from_public_bytes(base64.b64decode(new.public_text.removeprefix("whpk_")))
    signed = f"msg.{headers['webhook-timestamp']}.{{}}".encode()
    public.verify(base64.b64decode(first.removeprefix("v1a,")), signed)
    assert base64.b64encode(new.key).decode() not in repr(new) + new.public_text
