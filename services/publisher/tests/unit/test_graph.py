"""What Meta's codes mean, one row a code of the networks' own pages."""

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from services.publisher.errors import UnknownOutcomeError
from services.publisher.networks.connectors import Tools
from services.publisher.networks.facebook.refusals import REFUSALS as FACEBOOK
from services.publisher.networks.graph import Graph, Table, explainer, instant
from services.publisher.networks.instagram.refusals import REFUSALS as INSTAGRAM
from services.publisher.networks.instagram.refusals import explain_container as explain_instagram
from services.publisher.networks.recognising import same
from services.publisher.networks.threads.refusals import REFUSALS as THREADS
from services.publisher.networks.threads.refusals import explain_container as explain_threads
from shared.clock import SystemClock

TABLES: dict[str, Table] = {"facebook": FACEBOOK, "instagram": INSTAGRAM, "threads": THREADS}
Row = tuple[int, int | None, str, str]
EVERYWHERE: list[Row] = [
    (190, 458, "reconnect", "application_removed"),
    (190, 459, "reconnect", "checkpoint"),
    (190, 460, "reconnect", "password_changed"),
    (190, 463, "reconnect", "token_expired"),
    (190, 464, "reconnect", "account_unconfirmed"),
    (190, 467, "reconnect", "token_refused"),
    (190, 492, "reconnect", "role_lost"),
    (190, None, "reconnect", "token_refused"),
    (102, None, "reconnect", "token_refused"),
    (10, None, "reconnect", "scope_missing"),
    (3, None, "reconnect", "scope_missing"),
    (200, None, "reconnect", "scope_missing"),
    (299, None, "reconnect", "scope_missing"),
    (4, None, "rate_limited", "rate_limited"),
    (17, None, "rate_limited", "rate_limited"),
    (32, None, "rate_limited", "rate_limited"),
    (613, None, "rate_limited", "rate_limited"),
    (100, None, "invalid", "parameter_invalid"),
    (100, 33, "invalid", "not_found"),
    (368, None, "restricted", "account_blocked"),
    (123_456, None, "invalid", "unclassified"),
]
OWN: dict[str, list[Row]] = {
    "facebook": [
        (341, None, "rate_limited", "rate_limited"),
        (80001, None, "rate_limited", "rate_limited"),
        (368, 1390008, "rate_limited", "posting_too_fast"),
        (368, 4854002, "restricted", "identity_confirmation_needed"),
        (368, 1404078, "restricted", "account_restricted"),
        (368, 1404112, "restricted", "account_restricted"),
        (368, 1404082, "duplicate", "duplicate"),
        (506, None, "duplicate", "duplicate"),
        (100, 1366051, "duplicate", "photos_already_posted"),
        (368, 1346003, "invalid", "content_refused"),
        (100, 1404102, "invalid", "content_refused"),
        (100, 1609008, "invalid", "link_refused"),
        (100, 1609005, "invalid", "link_refused"),
        (100, 2061006, "invalid", "link_refused"),
        (100, 1349125, "invalid", "media_refused"),
        (324, 1366046, "invalid", "media_refused"),
        (100, 2069019, "invalid", "media_refused"),
        (100, 1363047, "transient", "unavailable"),
        (100, 1609010, "transient", "unavailable"),
    ],
    "instagram": [
        (-2, 2207003, "transient", "media_not_fetched"),
        (9004, 2207052, "transient", "media_not_fetched"),
        (-2, 2207020, "transient", "container_gone"),
        (24, 2207008, "transient", "container_gone"),
        (-1, 2207032, "transient", "container_failed"),
        (-1, 2207053, "transient", "container_failed"),
        (-1, 2207082, "transient", "container_failed"),
        (1, 2207057, "invalid", "thumbnail_outside"),
        (4, 2207051, "restricted", "taken_for_spam"),
        (9, 2207042, "quota", "daily_posts_used_up"),
        (9007, 2207027, "transient", "container_not_ready"),
        (24, 2207006, "invalid", "not_found"),
        (25, 2207050, "restricted", "account_restricted"),
        (100, 2207023, "invalid", "parameter_invalid"),
        (100, 2207028, "invalid", "carousel_invalid"),
        (100, 2207040, "invalid", "too_many_tags"),
        (352, 2207026, "invalid", "media_refused"),
        (36000, 2207004, "invalid", "picture_too_large"),
        (36001, 2207005, "invalid", "media_refused"),
        (36003, 2207009, "invalid", "ratio_refused"),
        (36004, 2207010, "invalid", "text_too_long"),
        (100, 2207081, "invalid", "trial_reels_unavailable"),
    ],
    "threads": [
        (100, 2207051, "restricted", "taken_for_spam"),
        (100, 4279013, "restricted", "account_restricted"),
        (24, 4279009, "transient", "container_gone"),
    ],
}
ROWS = [
    *((network, *row) for network in TABLES for row in EVERYWHERE),
    *((network, *row) for network, rows in OWN.items() for row in rows),
]


def answer(
    code: int, subcode: int | None = None, headers: dict[str, str] | None = None, **more: Any
) -> httpx.Response:
    error = {"message": "Their words", "type": "OAuthException", "code": code, "fbtrace_id": "AbC", **more}
    if subcode is not None:
        error["error_subcode"] = subcode
    request = httpx.Request("POST", "https://graph.example/v26.0/1/feed")
    return httpx.Response(400, json={"error": error}, headers=headers, request=request)


@pytest.mark.parametrize(("network", "code", "subcode", "error_class", "name"), ROWS)
def test_codes(network: str, code: int, subcode: int | None, error_class: str, name: str) -> None:
    """Code and subcode decide, never the text; the words and the trace are the network's own."""
    failure = explainer(network, TABLES[network])(answer(code, subcode))
    assert (failure.error_class, failure.code) == (error_class, f"{network}.{name}")
    assert failure.detail.startswith("Their words (")


@pytest.mark.parametrize(
    "refusal",
    [answer(1), answer(2), answer(4711, is_transient=True)],
    ids=["unknown error", "service away", "transient"],
)
@pytest.mark.parametrize("network", TABLES)
async def test_their_own_failures_under_a_400(network: str, refusal: httpx.Response) -> None:
    """As with a 500, what was asked for may have happened."""
    transport = httpx.MockTransport(lambda _: httpx.Response(400, json=refusal.json()))
    async with httpx.AsyncClient(transport=transport) as http:
        call = Graph(Tools(http, SystemClock()), network, TABLES[network])
        with pytest.raises(UnknownOutcomeError):
            await call("POST", "https://graph.example/v26.0/1/feed")


def test_what_people_are_told() -> None:
    """Where Meta has words for people, these are shown."""
    failure = explainer("facebook", FACEBOOK)(answer(100, error_user_msg="Use a smaller photo."))
    assert failure.detail == "Use a smaller photo. (fbtrace_id AbC)"


@pytest.mark.parametrize(
    ("header", "minutes"),
    [
        ('{"1": [{"type": "pages", "estimated_time_to_regain_access": 7}]}', 7),
        ('{"1": [{"estimated_time_to_regain_access": 3}, {"estimated_time_to_regain_access": 40}]}', 40),
        ('{"1": [{"estimated_time_to_regain_access": 9000000}]}', 1440),
        ('{"1": [{"estimated_time_to_regain_access": 0}]}', 10),
        ("neither one nor the other", 10),
    ],
)
def test_when_calls_are_let_through_again(header: str, minutes: int) -> None:
    """By the usage header, the longest of its minutes, at most a day; without it after a while."""
    refused = answer(32, headers={"X-Business-Use-Case-Usage": header})
    retry_at = explainer("facebook", FACEBOOK)(refused).retry_at
    assert retry_at is not None
    assert abs(retry_at - datetime.now(UTC) - timedelta(minutes=minutes)) < timedelta(seconds=5)


@pytest.mark.parametrize(
    ("why", "code"),
    [
        ("Error: Media upload has failed with error code 2207026", "instagram.media_refused"),
        ("Error: Media upload has failed with error code 2207003", "instagram.media_not_fetched"),
        ("Error: Media upload has failed with error code 2209999", "instagram.container_failed"),
        ("", "instagram.container_failed"),
    ],
)
def test_containers_of_instagram(why: str, code: str) -> None:
    """The code in the words decides."""
    assert explain_instagram(why).code == code


@pytest.mark.parametrize(
    ("why", "code"),
    [
        ("FAILED_DOWNLOADING_VIDEO", "threads.media_not_fetched"),
        ("INVALID_ASPEC_RATIO", "threads.ratio_refused"),
        ("INVALID_DURATION", "threads.duration_refused"),
        ("FAILED_PROCESSING_AUDIO", "threads.media_refused"),
        ("UNKNOWN", "threads.container_failed"),
        ("", "threads.container_failed"),
    ],
)
def test_containers_of_threads(why: str, code: str) -> None:
    """Their word decides."""
    assert explain_threads(why).code == code


def test_instants() -> None:
    """With an offset that has no colon; anything else is none."""
    assert instant("2026-11-21T14:30:13+0000") == datetime(2026, 11, 21, 14, 30, 13, tzinfo=UTC)
    assert instant("yesterday") is None
    assert instant(None) is None


def test_texts() -> None:
    """White space and Unicode's form make no difference, letters do."""
    assert same("Cafe\u0301  and\nbread ", "Café and bread")
    assert same(None, "")
    assert not same("Bread", "bread")
