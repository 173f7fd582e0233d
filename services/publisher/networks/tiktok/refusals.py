"""What TikTok's refusals mean: its code counts, not the status, which may be 200.

https://developers.tiktok.com/doc/tiktok-api-v2-error-handling
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Any

import httpx

from services.publisher.domain.failures import Failure, failure
from services.publisher.networks.calling import retry_at, words_of
from services.publisher.networks.refusals import body_of
from shared.events import ErrorClass, WhoMustAct

FINE = "ok"
UPLOAD_GONE = "tiktok.upload_gone"
UPLOAD_AHEAD = "tiktok.upload_out_of_step"
SERVER_ERROR = "tiktok.server_error"

_BY_CODE: Mapping[str, tuple[ErrorClass, str]] = MappingProxyType(
    {
        "access_token_invalid": ("auth_expired", "tiktok.token_expired"),
        "access_token_expired": ("auth_expired", "tiktok.token_expired"),
        "scope_not_authorized": ("reconnect", "tiktok.scope_missing"),
        "scope_permission_missed": ("reconnect", "tiktok.scope_missing"),
        "auth_removed": ("reconnect", "tiktok.consent_ended"),
        "token_not_authorized_for_specified_publish_id": ("reconnect", "tiktok.other_account"),
        "rate_limit_exceeded": ("rate_limited", "tiktok.rate_limited"),
        "spam_risk_too_many_posts": ("quota", "tiktok.daily_posts_used_up"),
        "spam_risk_too_many_pending_share": ("quota", "tiktok.too_many_pending"),
        "reached_active_user_cap": ("quota", "tiktok.app_users_used_up"),
        "spam_risk": ("invalid", "tiktok.taken_for_spam"),
        "spam_risk_text": ("invalid", "tiktok.text_taken_for_spam"),
        "spam_risk_user_banned_from_posting": ("restricted", "tiktok.account_banned"),
        "unaudited_client_can_only_post_to_private_accounts": ("restricted", "tiktok.app_not_audited"),
        "url_ownership_unverified": ("restricted", "tiktok.address_not_verified"),
        "app_version_check_failed": ("restricted", "tiktok.app_outdated"),
        "privacy_level_option_mismatch": ("invalid", "tiktok.privacy_not_offered"),
        "invalid_params": ("invalid", "tiktok.request_invalid"),
        "invalid_param": ("invalid", "tiktok.request_invalid"),
        "invalid_publish_id": ("transient", "tiktok.publish_id_unknown"),
        "invalid_file_upload": ("invalid", "tiktok.media_refused"),
        "file_format_check_failed": ("invalid", "tiktok.format_refused"),
        "duration_check_failed": ("invalid", "tiktok.duration_refused"),
        "frame_rate_check_failed": ("invalid", "tiktok.frame_rate_refused"),
        "picture_size_check_failed": ("invalid", "tiktok.picture_size_refused"),
        "video_pull_failed": ("transient", "tiktok.media_not_fetched"),
        "photo_pull_failed": ("transient", "tiktok.media_not_fetched"),
        "publish_cancelled": ("invalid", "tiktok.cancelled_by_owner"),
        "internal": ("transient", SERVER_ERROR),
        "internal_error": ("transient", SERVER_ERROR),
    }
)
_FOR_THE_OPERATOR = frozenset(
    {
        "tiktok.app_not_audited",
        "tiktok.address_not_verified",
        "tiktok.app_outdated",
        "tiktok.app_users_used_up",
    }
)
_OF_TOKENS: Mapping[str, tuple[ErrorClass, str, WhoMustAct]] = MappingProxyType(
    {
        "invalid_grant": ("reconnect", "tiktok.consent_ended", "account_owner"),
        "access_denied": ("reconnect", "tiktok.consent_denied", "account_owner"),
        "invalid_scope": ("restricted", "tiktok.app_scope_missing", "operator"),
        "invalid_client": ("restricted", "tiktok.app_refused", "operator"),
        "unauthorized_client": ("restricted", "tiktok.app_refused", "operator"),
        "invalid_request": ("reconnect", "tiktok.consent_refused", "account_owner"),
    }
)
# The caps are of a sliding day; when it has room again is not told.
_QUOTA_WAIT = timedelta(hours=6)


def explain(answer: httpx.Response) -> Failure:
    """The failure behind an answer whose code is not `ok`."""
    error = error_of(answer)
    code, words = str(error.get("code", "")), str(error.get("message") or words_of(answer))
    error_class, ours = _BY_CODE.get(code) or _by_status(answer.status_code)
    who: WhoMustAct | None = "operator" if ours in _FOR_THE_OPERATOR else None
    at = datetime.now(UTC) + _QUOTA_WAIT if error_class == "quota" else None
    if error_class == "rate_limited":
        at = retry_at(answer)
    return failure(error_class, ours, f"{code}: {words}" if code else words, who_must_act=who, retry_at=at)


def explain_upload(answer: httpx.Response) -> Failure:
    """The failure behind a refused piece of a video; the address knows no codes."""
    words = words_of(answer)
    if answer.status_code in {403, 404, 410}:
        return failure("transient", UPLOAD_GONE, words, prepare_again=True)
    if answer.status_code == 416:
        return failure("transient", UPLOAD_AHEAD, words)
    if answer.status_code == 429:
        return failure("rate_limited", "tiktok.rate_limited", words, retry_at=retry_at(answer))
    return failure("invalid", "tiktok.media_refused", words)


def explain_token_refusal(answer: httpx.Response) -> Failure:
    """The failure behind a refused exchange or renewal: a flat shape of its own."""
    if answer.status_code == 429:
        return failure("rate_limited", "tiktok.rate_limited", words_of(answer), retry_at=retry_at(answer))
    body = body_of(answer)
    return token_failure(str(body.get("error", "")), str(body.get("error_description", "")))


def token_failure(code: str, words: str) -> Failure:
    """What one of OAuth's error codes means."""
    error_class, ours, who = _OF_TOKENS.get(code) or ("reconnect", "tiktok.unclassified", "account_owner")
    return failure(error_class, ours, f"{code}: {words}", who_must_act=who)


def post_failure(reason: str) -> Failure:
    """Why a post that TikTok had taken ended as FAILED; nothing of it was published."""
    error_class, code = _BY_CODE.get(reason, ("invalid", "tiktok.unclassified"))
    detail = f"TikTok could not publish it: {reason or 'no reason'}"
    who: WhoMustAct | None = "operator" if code in _FOR_THE_OPERATOR else None
    at = datetime.now(UTC) + _QUOTA_WAIT if error_class == "quota" else None
    # What failed stays failed: another try needs a post of its own.
    again = error_class in {"transient", "quota"}
    return failure(error_class, code, detail, who_must_act=who, retry_at=at, prepare_again=again)


def error_of(answer: httpx.Response) -> Mapping[str, Any]:
    """The `error` of an answer; empty where there is none."""
    error = body_of(answer).get("error")
    return error if isinstance(error, dict) else {}


def _by_status(status: int) -> tuple[ErrorClass, str]:
    if status == 401:
        return "auth_expired", "tiktok.token_expired"
    if status == 429:
        return "rate_limited", "tiktok.rate_limited"
    return "invalid", "tiktok.unclassified"
