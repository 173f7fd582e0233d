"""What LinkedIn's refusals mean.

https://learn.microsoft.com/en-us/linkedin/shared/api-guide/concepts/error-handling
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from services.publisher.domain.failures import Failure, failure
from services.publisher.networks.calling import retry_at, words_of
from services.publisher.networks.refusals import body_of
from shared.events import ErrorClass

POST = re.compile(r"urn:li:(?:share|ugcPost|activity):\d+")
_DUPLICATE = re.compile(rf"duplicate of {POST.pattern}", re.IGNORECASE)
_DAY_LIMIT = re.compile(r"\bDAY limit\b")
# Quotas turn at midnight UTC and nothing says how much is left: ask now and then, so that a short limit is not a day.
_ASK_AGAIN = timedelta(minutes=15)

_AGAIN: Mapping[str, Any] = {"prepare_again": True}
_OPERATOR: Mapping[str, Any] = {"who_must_act": "operator"}
_Meaning = tuple[ErrorClass, str, Mapping[str, Any]]
_BY_CODE: Mapping[str, _Meaning] = {
    "EXPIRED_ACCESS_TOKEN": ("auth_expired", "token_expired", {}),
    "EMPTY_ACCESS_TOKEN": ("reconnect", "token_refused", {}),
    "INVALID_ACCESS_TOKEN": ("reconnect", "token_refused", {}),
    "REVOKED_ACCESS_TOKEN": ("reconnect", "token_revoked", {}),
    "ACCESS_DENIED": ("reconnect", "access_denied", {}),
    "MEMBER_RESTRICTED": ("restricted", "account_restricted", {}),  # unverified
    "VERSION_MISSING": ("restricted", "version_gone", _OPERATOR),
    "NONEXISTENT_VERSION": ("restricted", "version_gone", _OPERATOR),
    "DUPLICATE_POST": ("duplicate", "duplicate", {}),
    "FIELD_LENGTH_TOO_LONG": ("invalid", "field_too_long", {}),
    "INVALID_CONTENT": ("invalid", "content_refused", {}),
    "INVALID_URN_ID": ("transient", "media_gone", _AGAIN),
    "INVALID_URN_TYPE": ("invalid", "field_refused", {}),
    "INVALID_VALUE_FOR_FIELD": ("invalid", "field_refused", {}),
    "MEDIA_ASSET_PROCESSING_FAILED": ("invalid", "media_refused", {}),
    "MEDIA_ASSET_WAITING_UPLOAD": ("transient", "media_processing", {}),
    "MISSING_FIELD": ("invalid", "field_missing", {}),
    "NOT_FOUND": ("invalid", "not_found", {}),
    "UNRECOGNIZED_FIELD": ("invalid", "field_refused", {}),
    "EXPIRED": ("transient", "upload_expired", _AGAIN),
}
_BY_STATUS: Mapping[int, _Meaning] = {
    400: ("invalid", "request_refused", {}),
    401: ("auth_expired", "token_expired", {}),
    403: ("reconnect", "access_denied", {}),
    404: ("invalid", "not_found", {}),
    409: ("transient", "write_conflict", {}),
    413: ("invalid", "media_too_large", {}),
    422: ("invalid", "request_refused", {}),
    426: ("restricted", "version_gone", _OPERATOR),
}
_BY_CONSENT: Mapping[str, _Meaning] = {
    "user_cancelled_login": ("reconnect", "consent_denied", {}),
    "user_cancelled_authorize": ("reconnect", "consent_denied", {}),
    "access_denied": ("reconnect", "consent_denied", {}),
    "unauthorized_scope_error": ("restricted", "scope_not_offered", _OPERATOR),
    "invalid_scope": ("restricted", "scope_not_offered", _OPERATOR),
    "invalid_client": ("restricted", "app_refused", _OPERATOR),
    "invalid_grant": ("reconnect", "consent_expired", {}),
}


def explain(answer: httpx.Response) -> Failure:
    """The failure behind an answer of 400 to 499."""
    words = words_of(answer)
    if answer.status_code == 429:
        return _too_many(answer, words)
    if _DUPLICATE.search(words):
        return failure("duplicate", "linkedin.duplicate", words)
    meaning = _BY_CODE.get(str(body_of(answer).get("code", ""))) or _BY_STATUS.get(answer.status_code)
    return _failure(meaning, f"HTTP {answer.status_code}: {words}" if meaning is None else words)


def explain_token_refusal(answer: httpx.Response) -> Failure:
    """The failure behind a refused renewal (RFC 6749, 5.2)."""
    if answer.status_code == 429:
        return explain(answer)
    return failure("reconnect", "linkedin.renewal_refused", words_of(answer))


def explain_exchange_refusal(answer: httpx.Response) -> Failure:
    """The failure behind a code that did not become a token."""
    if answer.status_code == 429:
        return explain(answer)
    return explain_consent(str(body_of(answer).get("error") or "invalid_grant"), words_of(answer))


def explain_consent(error: str, words: str) -> Failure:
    """The failure behind what a person came back with instead of a code."""
    return _failure(_BY_CONSENT.get(error) or ("reconnect", "consent_refused", {}), words or error)


def _failure(meaning: _Meaning | None, words: str) -> Failure:
    if meaning is None:
        return failure("invalid", "linkedin.unclassified", words)
    error_class, code, more = meaning
    return failure(error_class, f"linkedin.{code}", words, **more)


def _too_many(answer: httpx.Response, words: str) -> Failure:
    now = datetime.now(UTC)
    midnight = datetime.combine(now.date() + timedelta(days=1), datetime.min.time(), UTC)
    turns = midnight + timedelta(seconds=5)
    if _DAY_LIMIT.search(words):
        return failure("quota", "linkedin.day_used_up", words, who_must_act="nobody", retry_at=turns)
    again = retry_at(answer) if "Retry-After" in answer.headers else min(now + _ASK_AGAIN, turns)
    return failure("rate_limited", "linkedin.rate_limited", words, retry_at=again)
