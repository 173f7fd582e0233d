"""What Discord's refusals mean.

https://docs.discord.com/developers/topics/opcodes-and-status-codes#json
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import httpx

from services.publisher.domain.failures import Failure, failure
from services.publisher.networks.calling import retry_at, words_of
from services.publisher.networks.refusals import body_of, in_seconds
from shared.events import ErrorClass

MESSAGE_GONE = "discord.message_gone"
CROSSPOSTED = "discord.already_crossposted"

_Meaning = tuple[ErrorClass, str]
_BY_CODE: dict[int, _Meaning] = {
    10003: ("reconnect", "discord.channel_gone"),
    10004: ("reconnect", "discord.server_gone"),
    10008: ("invalid", MESSAGE_GONE),
    10015: ("reconnect", "discord.webhook_gone"),
    20016: ("rate_limited", "discord.slow_mode"),
    20022: ("rate_limited", "discord.rate_limited"),
    20028: ("rate_limited", "discord.rate_limited"),
    20029: ("rate_limited", "discord.rate_limited"),
    40001: ("reconnect", "discord.token_refused"),
    40002: ("restricted", "discord.account_unverified"),
    40005: ("invalid", "discord.media_too_large"),
    40033: ("invalid", CROSSPOSTED),
    40062: ("rate_limited", "discord.rate_limited"),
    50001: ("reconnect", "discord.permissions_missing"),
    50005: ("invalid", "discord.not_editable"),
    50006: ("invalid", "discord.text_empty"),
    50008: ("reconnect", "discord.channel_without_messages"),
    50013: ("reconnect", "discord.permissions_missing"),
    50021: ("invalid", "discord.not_editable"),
    50027: ("reconnect", "discord.webhook_gone"),
    50046: ("invalid", "discord.media_refused"),
    50068: ("invalid", "discord.crosspost_refused"),
    50083: ("invalid", "discord.thread_archived"),
    50109: ("invalid", "discord.form_invalid"),
    160005: ("invalid", "discord.thread_locked"),
    200000: ("invalid", "discord.blocked_by_moderation"),
    200001: ("invalid", "discord.blocked_by_moderation"),
    220001: ("invalid", "discord.thread_name_missing"),
    220003: ("invalid", "discord.thread_name_refused"),
    220004: ("invalid", "discord.thread_name_refused"),
}
# Inside an invalid form (50035), by the field's own code, then by the field.
_BY_FIELD_CODE: dict[str, _Meaning] = {
    "REPLIES_UNKNOWN_MESSAGE": ("invalid", "discord.answered_message_gone"),
}
_BY_FIELD: dict[str, _Meaning] = {
    "content": ("invalid", "discord.text_refused"),
    "poll": ("invalid", "discord.poll_refused"),
    "attachments": ("invalid", "discord.media_refused"),
    "thread_id": ("invalid", "discord.thread_unknown"),
    "thread_name": ("invalid", "discord.thread_name_refused"),
}
_INVALID_FORM = 50035
# Answers without a code of Discord's, such as those of what stands before it.
_BY_STATUS: dict[int, _Meaning] = {
    401: ("reconnect", "discord.token_refused"),
    403: ("reconnect", "discord.permissions_missing"),
    404: ("reconnect", "discord.channel_gone"),
    413: ("invalid", "discord.media_too_large"),
}
_UNKNOWN: _Meaning = ("invalid", "discord.unclassified")


def explain(answer: httpx.Response) -> Failure:
    """The failure behind an answer of 400 to 499."""
    body = body_of(answer)
    if answer.status_code == 429:
        return failure(
            "rate_limited", "discord.rate_limited", words_of(answer), retry_at=_retry_at(answer, body)
        )
    code = body.get("code")
    if code == _INVALID_FORM:
        return _explain_form(body)
    meaning = _BY_CODE.get(code) if isinstance(code, int) else None
    error_class, stable = meaning or _BY_STATUS.get(answer.status_code, _UNKNOWN)
    when = _retry_at(answer, body) if error_class == "rate_limited" else None
    return failure(error_class, stable, words_of(answer), retry_at=when)


def explain_token_refusal(answer: httpx.Response) -> Failure:
    """The failure behind a refused exchange of a consent (RFC 6749, 5.2)."""
    if answer.status_code == 429:
        return explain(answer)
    operator = "invalid_client" in answer.text
    return failure(
        "restricted" if operator else "reconnect",
        "discord.app_refused" if operator else "discord.consent_refused",
        words_of(answer),
        who_must_act="operator" if operator else "account_owner",
    )


def _explain_form(body: Mapping[str, Any]) -> Failure:
    """Such a body names each field that is wrong; the first one is told."""
    path, error = _first_error(body.get("errors"), ())
    field, code = path[0] if path else "", str(error.get("code", ""))
    error_class, stable = (
        _BY_FIELD_CODE.get(code) or _BY_FIELD.get(field) or ("invalid", "discord.form_invalid")
    )
    words = str(error.get("message") or body.get("message") or "")
    return failure(error_class, stable, f"{'.'.join(path)}: {words}" if path else words)


def _first_error(errors: Any, path: tuple[str, ...]) -> tuple[tuple[str, ...], dict[str, Any]]:
    if not isinstance(errors, dict) or not errors:
        return path, {}
    own = errors.get("_errors")
    if isinstance(own, list) and own and isinstance(own[0], dict):
        return path, own[0]
    name = next(iter(errors))
    return _first_error(errors[name], (*path, str(name)))


def _retry_at(answer: httpx.Response, body: Mapping[str, Any]) -> datetime:
    return in_seconds(body.get("retry_after")) or retry_at(answer, "X-RateLimit-Reset-After")
