"""What each network's refusals mean: the tables of docs and practice, one row a refusal."""

from typing import Any

import httpx
import pytest

from services.publisher.errors import NetworkError, RefusedError, UnknownOutcomeError
from services.publisher.tests.unit.playing import NETWORKS, PART, PREPARED, access, connector_to
from shared.events import NetworkName

PROBLEMS = "https://api.twitter.com/2/problems"
DUPLICATE = "You are not allowed to create a Tweet with duplicate content."
NOT_PERMITTED = "You are not permitted to perform this action."
ACCOUNT = "Your account is not permitted to access this feature."


def x_400(message: str) -> dict[str, Any]:
    return {
        "errors": [{"parameters": {}, "message": message}],
        "title": "Invalid Request",
        "detail": "One or more parameters to your request was invalid.",
        "type": f"{PROBLEMS}/invalid-request",
    }


def x_403(detail: str, kind: str = "about:blank") -> dict[str, Any]:
    return {"detail": detail, "type": kind, "title": "Forbidden", "status": 403}


ROWS: list[tuple[NetworkName, int, Any, str, str]] = [
    ("mastodon", 401, {"error": "The access token is invalid"}, "reconnect", "mastodon.token_refused"),
    ("mastodon", 401, {"error": "The access token was revoked"}, "reconnect", "mastodon.token_refused"),
    (
        "mastodon",
        403,
        {"error": "This action is outside the authorized scopes"},
        "reconnect",
        "mastodon.scope_missing",
    ),
    ("mastodon", 403, {"error": "Your login is currently disabled"}, "reconnect", "mastodon.login_disabled"),
    ("mastodon", 403, {"error": "This action is not allowed"}, "restricted", "mastodon.account_restricted"),
    ("mastodon", 404, {"error": "Record not found"}, "invalid", "mastodon.not_found"),
    ("mastodon", 413, "<html>too large</html>", "invalid", "mastodon.media_too_large"),
    (
        "mastodon",
        422,
        {"error": "Validation failed: Text character limit of 500 exceeded"},
        "invalid",
        "mastodon.text_too_long",
    ),
    (
        "mastodon",
        422,
        {"error": "Validation failed: Text can't be blank"},
        "invalid",
        "mastodon.validation_failed",
    ),
    (
        "mastodon",
        422,
        {"error": "Cannot attach files that have not finished processing. Try again in a moment!"},
        "transient",
        "mastodon.media_processing",
    ),
    ("mastodon", 429, {"error": "Too many requests"}, "rate_limited", "mastodon.rate_limited"),
    (
        "bluesky",
        400,
        {"error": "ExpiredToken", "message": "expired"},
        "auth_expired",
        "bluesky.token_expired",
    ),
    ("bluesky", 401, {"error": "InvalidToken", "message": "bad"}, "auth_expired", "bluesky.token_refused"),
    (
        "bluesky",
        401,
        {"error": "AuthenticationRequired", "message": "no"},
        "reconnect",
        "bluesky.sign_in_refused",
    ),
    ("bluesky", 401, {"error": "AuthFactorTokenRequired"}, "reconnect", "bluesky.app_password_needed"),
    ("bluesky", 401, {"error": "AccountTakedown"}, "restricted", "bluesky.account_taken_down"),
    ("bluesky", 400, {"error": "AccountDeactivated"}, "restricted", "bluesky.account_deactivated"),
    ("bluesky", 400, {"error": "InvalidRequest", "message": "too long"}, "invalid", "bluesky.record_refused"),
    ("bluesky", 400, {"error": "InvalidSwap"}, "transient", "bluesky.record_changed"),
    ("bluesky", 400, {"error": "BlobNotFound"}, "transient", "bluesky.media_gone"),
    ("bluesky", 400, {"error": "BlobTooLarge"}, "invalid", "bluesky.media_too_large"),
    ("bluesky", 413, {"error": "PayloadTooLarge"}, "invalid", "bluesky.media_too_large"),
    ("bluesky", 429, {"error": "RateLimitExceeded"}, "rate_limited", "bluesky.rate_limited"),
    ("x", 401, {"title": "Unauthorized", "detail": "Unauthorized"}, "auth_expired", "x.token_expired"),
    ("x", 403, x_403(DUPLICATE), "duplicate", "x.duplicate"),
    ("x", 403, x_403(NOT_PERMITTED), "invalid", "x.not_permitted"),
    ("x", 403, x_403(ACCOUNT), "restricted", "x.account_restricted"),
    ("x", 403, x_403("Refused.", f"{PROBLEMS}/client-forbidden"), "restricted", "x.account_restricted"),
    ("x", 403, x_403("Your account is suspended."), "restricted", "x.account_restricted"),
    (
        "x",
        403,
        x_403("Unsupported Authentication", f"{PROBLEMS}/unsupported-authentication"),
        "reconnect",
        "x.authentication_unsupported",
    ),
    ("x", 403, x_403("Usage cap", f"{PROBLEMS}/usage-capped"), "quota", "x.usage_capped"),
    ("x", 429, {"detail": "Cap", "type": f"{PROBLEMS}/usage-capped"}, "quota", "x.usage_capped"),
    ("x", 402, {"detail": "No credits"}, "quota", "x.credits_used_up"),
    (
        "x",
        429,
        {"detail": "Too Many", "type": f"{PROBLEMS}/rate-limit-exceeded"},
        "rate_limited",
        "x.rate_limited",
    ),
    ("x", 400, x_400("Posts are limited to a maximum of one cashtag."), "invalid", "x.request_invalid"),
    ("x", 400, x_400("there must be a maximum of 4 items in the array"), "invalid", "x.request_invalid"),
    ("x", 400, x_400("Your media IDs are invalid."), "transient", "x.media_gone"),
    ("x", 403, x_403("This account is temporarily locked."), "reconnect", "x.account_locked"),
    ("x", 403, x_403("Forbidden"), "reconnect", "x.scope_missing"),
    ("x", 403, x_403("Reply to this conversation is not allowed."), "invalid", "x.reply_not_allowed"),
    ("x", 404, {"errors": [{"detail": "Could not find tweet"}]}, "invalid", "x.not_found"),
    ("x", 413, "<html>too large</html>", "invalid", "x.media_too_large"),
    (
        "mastodon",
        404,
        {"error": "The post you are trying to reply to does not appear to exist."},
        "invalid",
        "mastodon.parent_gone",
    ),
    (
        "mastodon",
        422,
        {"error": "Error processing thumbnail for uploaded media"},
        "invalid",
        "mastodon.media_refused",
    ),
]
# What no table knows is told as that, and counted.
UNKNOWN: list[tuple[NetworkName, int, Any]] = [
    ("mastodon", 418, {"error": "Tea only"}),
    ("mastodon", 422, {"error": "Tea only"}),
    ("bluesky", 418, {"error": "Tea", "message": "Tea only"}),
    ("x", 400, {"detail": "Tea only"}),
    ("x", 403, x_403("Tea only")),
]
WHO_MUST_ACT = {
    "auth_expired": "nobody",
    "reconnect": "account_owner",
    "rate_limited": "nobody",
    "quota": "account_owner",
    "transient": "nobody",
    "duplicate": "author",
    "invalid": "author",
    "restricted": "account_owner",
}


async def refusal(
    network: NetworkName, status: int, body: Any, headers: dict[str, str] | None = None
) -> NetworkError:
    given = {"text": body} if isinstance(body, str) else {"json": body}
    connector = connector_to(network, lambda _: httpx.Response(status, headers=headers, **given))
    with pytest.raises(NetworkError) as caught:
        await connector.commit(access(), PART, [], PREPARED[network])
    return caught.value


@pytest.mark.parametrize(("network", "status", "body", "error_class", "code"), ROWS)
async def test_refusal(network: NetworkName, status: int, body: Any, error_class: str, code: str) -> None:
    """A refusal is certain, of its class, in the network's own words, and says who must act."""
    error = await refusal(network, status, body)
    assert isinstance(error, RefusedError)
    failure = error.failure
    assert (failure.error_class, failure.code) == (error_class, code)
    assert failure.who_must_act == WHO_MUST_ACT[error_class]
    words = body if isinstance(body, str) else str(body)
    said = failure.detail.removeprefix(f"{body['error']}: ") if network == "bluesky" else failure.detail
    assert said in words or said in httpx.codes.get_reason_phrase(status)
    assert (failure.retry_at is not None) == (error_class == "rate_limited")
    assert failure.prepare_again == code.endswith("media_gone")


@pytest.mark.parametrize(("network", "status", "body"), UNKNOWN)
async def test_unknown_refusal(network: NetworkName, status: int, body: Any) -> None:
    """A refusal all the same, in the network's words, under a code that is counted."""
    error = await refusal(network, status, body)
    assert isinstance(error, RefusedError)
    assert error.failure.code == f"{network}.unclassified"
    assert "Tea only" in error.failure.detail


@pytest.mark.parametrize("network", NETWORKS)
@pytest.mark.parametrize("status", [408, 500, 502, 503, 504, 520, 524])
@pytest.mark.parametrize(
    "body", [{"error": "Bad", "message": "Bad", "detail": "Bad"}, "<html>Bad gateway</html>"]
)
async def test_server_error(network: NetworkName, status: int, body: Any) -> None:
    """Whatever a server in trouble says, the post may stand."""
    error = await refusal(network, status, body)
    assert isinstance(error, UnknownOutcomeError)
    assert str(status) in error.failure.detail


@pytest.mark.parametrize("network", NETWORKS)
@pytest.mark.parametrize("status", [301, 302, 307, 308])
async def test_redirect(network: NetworkName, status: int) -> None:
    """Nobody is followed elsewhere with a token; the account's owner is told."""
    error = await refusal(network, status, "", {"location": "https://elsewhere.example/"})
    assert isinstance(error, RefusedError)
    assert error.failure.code == f"{network}.redirected"
    assert error.failure.who_must_act == "account_owner"


@pytest.mark.parametrize("network", NETWORKS)
async def test_long_words_are_shortened(network: NetworkName) -> None:
    """A page of words becomes 500 characters."""
    long = "no " * 5000
    error = await refusal(network, 422, {"error": long, "message": long, "detail": long})
    assert len(error.failure.detail) == 500
