"""What LinkedIn's and Pinterest's refusals mean: the tables of docs and practice, one row a refusal."""

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
import time_machine

from services.publisher.networks.linkedin import refusals as linkedin
from services.publisher.networks.pinterest import refusals as pinterest
from shared.events import WhoMustAct


def told(code: str, message: str = "no", **more: Any) -> dict[str, Any]:
    return {"code": code, "message": message, **more}


DUPLICATE = "Content is a duplicate of urn:li:share:7123456789012345678"
LINKEDIN: list[tuple[int, Any, str, str, WhoMustAct]] = [
    (401, told("EXPIRED_ACCESS_TOKEN"), "auth_expired", "token_expired", "nobody"),
    (401, told("REVOKED_ACCESS_TOKEN"), "reconnect", "token_revoked", "account_owner"),
    (401, told("INVALID_ACCESS_TOKEN"), "reconnect", "token_refused", "account_owner"),
    (401, {"message": "no"}, "auth_expired", "token_expired", "nobody"),
    (403, told("ACCESS_DENIED"), "reconnect", "access_denied", "account_owner"),
    (400, told("VERSION_MISSING"), "restricted", "version_gone", "operator"),
    (426, told("NONEXISTENT_VERSION"), "restricted", "version_gone", "operator"),
    (426, "<html>", "restricted", "version_gone", "operator"),
    (422, told("DUPLICATE_POST", DUPLICATE), "duplicate", "duplicate", "author"),
    (400, told("", DUPLICATE), "duplicate", "duplicate", "author"),
    (409, told("", DUPLICATE.replace("share", "ugcPost")), "duplicate", "duplicate", "author"),
    (422, told("", "Content is a duplicate of urn:li:person:a1"), "invalid", "request_refused", "author"),
    (409, told("CONFLICT"), "transient", "write_conflict", "nobody"),
    (400, told("FIELD_LENGTH_TOO_LONG"), "invalid", "field_too_long", "author"),
    (400, told("INVALID_URN_TYPE"), "invalid", "field_refused", "author"),
    (400, told("MISSING_FIELD"), "invalid", "field_missing", "author"),
    (400, told("MEDIA_ASSET_WAITING_UPLOAD"), "transient", "media_processing", "nobody"),
    (400, told("MEDIA_ASSET_PROCESSING_FAILED"), "invalid", "media_refused", "author"),
    (400, told("SOMETHING_NEW"), "invalid", "request_refused", "author"),
    (404, told("NOT_FOUND"), "invalid", "not_found", "author"),
    (418, told("TEAPOT"), "invalid", "unclassified", "author"),
]
PINTEREST: list[tuple[int, Any, str, str, WhoMustAct]] = [
    (401, told("2", "Authentication failed."), "auth_expired", "token_expired", "nobody"),
    (403, told("3", "Missing scopes: ['pins:write']"), "reconnect", "scope_missing", "account_owner"),
    (
        403,
        told("29", "You are not permitted to access that resource."),
        "reconnect",
        "access_denied",
        "account_owner",
    ),
    (404, told("40", "Board not found."), "invalid", "board_not_found", "author"),
    (404, told("50", "Pin not found."), "invalid", "not_found", "author"),
    (400, told("1", "'items' is too long: maxItems=5"), "invalid", "request_refused", "author"),
    (400, told("1", "Unable to reach the URL."), "invalid", "url_unreachable", "author"),
    (400, told("1", "A cover image is required"), "invalid", "cover_missing", "author"),
    (413, "<html>", "invalid", "media_too_large", "author"),
    (418, told("9"), "invalid", "unclassified", "author"),
]


def answer(status: int, body: Any, **headers: str) -> httpx.Response:
    request = httpx.Request("POST", "https://network.example")
    if isinstance(body, str):
        return httpx.Response(status, text=body, request=request, headers=headers)
    return httpx.Response(status, json=body, request=request, headers=headers)


@pytest.mark.parametrize(("status", "body", "error_class", "code", "who"), LINKEDIN)
def test_linkedin(status: int, body: Any, error_class: str, code: str, who: WhoMustAct) -> None:
    """The class, the stable code, and who must act."""
    failure = linkedin.explain(answer(status, body))

    assert (failure.error_class, failure.code, failure.who_must_act) == (error_class, f"linkedin.{code}", who)


@pytest.mark.parametrize(("status", "body", "error_class", "code", "who"), PINTEREST)
def test_pinterest(status: int, body: Any, error_class: str, code: str, who: WhoMustAct) -> None:
    """The class, the stable code, and who must act."""
    failure = pinterest.explain(answer(status, body))

    assert (failure.error_class, failure.code, failure.who_must_act) == (
        error_class,
        f"pinterest.{code}",
        who,
    )


@pytest.mark.parametrize(
    ("at", "headers", "again"),
    [
        ("2026-11-21T09:00:00+00:00", {}, "2026-11-21T09:15:00+00:00"),
        ("2026-11-21T23:50:00+00:00", {}, "2026-11-22T00:00:05+00:00"),
        ("2026-11-21T23:50:00+00:00", {"Retry-After": "7200"}, "2026-11-22T01:50:00+00:00"),
    ],
)
def test_linkedin_s_quotas_turn_at_midnight(at: str, headers: dict[str, str], again: str) -> None:
    """Asked every quarter of an hour, and just after midnight UTC; what LinkedIn itself says comes first."""
    with time_machine.travel(datetime.fromisoformat(at), tick=False):
        failure = linkedin.explain(answer(429, told("TOO_MANY_REQUESTS"), **headers))

    assert failure.error_class == "rate_limited"
    assert failure.retry_at == datetime.fromisoformat(again)


def test_pinterest_s_limits_tell_their_end() -> None:
    """In seconds from now."""
    with time_machine.travel(datetime(2026, 11, 21, tzinfo=UTC), tick=False):
        failure = pinterest.explain(answer(429, told("8"), **{"X-RateLimit-Reset": "42"}))

        assert failure.retry_at == datetime.now(UTC) + timedelta(seconds=42)
