"""What the refusals of Telegram, Discord, webhook receivers and WhatsApp mean, row by row."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from services.publisher.domain.failures import Failure
from services.publisher.networks.discord import refusals as discord
from services.publisher.networks.graph import explainer
from services.publisher.networks.telegram import refusals as telegram
from services.publisher.networks.webhook import refusals as webhook
from services.publisher.networks.whatsapp.refusals import REFUSALS

EXPLAIN: dict[str, Callable[[httpx.Response], Failure]] = {
    "telegram": telegram.explain,
    "discord": discord.explain,
    "webhook": webhook.explain,
    "whatsapp": explainer("whatsapp", REFUSALS),
}


def tg(words: str, **parameters: Any) -> dict[str, Any]:
    return {"ok": False, "error_code": 400, "description": words, "parameters": parameters}


def dc(code: int, **more: Any) -> dict[str, Any]:
    return {"code": code, "message": "words", **more}


def form(field: str, code: str) -> dict[str, Any]:
    return dc(50035, errors={field: {"_errors": [{"code": code, "message": "why"}]}})


def wa(code: int, subcode: int | None = None) -> dict[str, Any]:
    error = {"code": code, "message": "(#1) words", "error_data": {"details": "why"}}
    return {"error": error if subcode is None else {**error, "error_subcode": subcode}}


ROWS: list[tuple[str, int, dict[str, Any], str, str]] = [
    ("telegram", 401, tg("Unauthorized"), "reconnect", "token_refused"),
    ("telegram", 404, tg("Not Found"), "reconnect", "token_refused"),
    ("telegram", 403, tg("Forbidden: bot was kicked from the channel chat"), "reconnect", "bot_not_in_chat"),
    ("telegram", 400, tg("Bad Request: chat not found"), "reconnect", "chat_not_found"),
    ("telegram", 400, tg("Bad Request: not enough rights to send text"), "reconnect", "rights_missing"),
    ("telegram", 400, tg("Bad Request: message is too long"), "invalid", "text_too_long"),
    ("telegram", 400, tg("Bad Request: can't parse entities: x"), "invalid", "entities_refused"),
    ("telegram", 400, tg("Bad Request: PHOTO_INVALID_DIMENSIONS"), "invalid", "media_dimensions_refused"),
    (
        "telegram",
        400,
        tg("Bad Request: wrong file identifier/HTTP URL specified"),
        "invalid",
        "media_refused",
    ),
    (
        "telegram",
        400,
        tg("Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=-1001),
        "auth_expired",
        "chat_migrated",
    ),
    ("telegram", 413, tg("Request Entity Too Large"), "invalid", "media_too_large"),
    (
        "telegram",
        429,
        tg("Too Many Requests: retry after 35", retry_after=35),
        "rate_limited",
        "rate_limited",
    ),
    ("telegram", 400, tg("Bad Request: something new"), "invalid", "unclassified"),
    ("discord", 401, dc(0), "reconnect", "token_refused"),
    ("discord", 404, dc(10003), "reconnect", "channel_gone"),
    ("discord", 404, dc(10015), "reconnect", "webhook_gone"),
    ("discord", 401, dc(50027), "reconnect", "webhook_gone"),
    ("discord", 403, dc(50001), "reconnect", "permissions_missing"),
    ("discord", 403, dc(50013), "reconnect", "permissions_missing"),
    ("discord", 400, dc(50006), "invalid", "text_empty"),
    ("discord", 413, dc(40005), "invalid", "media_too_large"),
    ("discord", 400, dc(220001), "invalid", "thread_name_missing"),
    ("discord", 400, dc(200000), "invalid", "blocked_by_moderation"),
    ("discord", 400, dc(20016, retry_after=35), "rate_limited", "slow_mode"),
    ("discord", 429, dc(0, retry_after=35.5), "rate_limited", "rate_limited"),
    ("discord", 400, form("content", "BASE_TYPE_MAX_LENGTH"), "invalid", "text_refused"),
    (
        "discord",
        400,
        form("message_reference", "REPLIES_UNKNOWN_MESSAGE"),
        "invalid",
        "answered_message_gone",
    ),
    ("discord", 400, form("new_field", "NEW"), "invalid", "form_invalid"),
    ("discord", 400, dc(99999), "invalid", "unclassified"),
    ("webhook", 400, {"error": "no"}, "invalid", "refused"),
    ("webhook", 401, {}, "reconnect", "signature_refused"),
    ("webhook", 404, {}, "reconnect", "address_unknown"),
    ("webhook", 409, {}, "duplicate", "known_already"),
    ("webhook", 410, {}, "reconnect", "ended"),
    ("webhook", 418, {}, "invalid", "refused"),
    ("webhook", 429, {}, "rate_limited", "rate_limited"),
    ("whatsapp", 401, wa(190), "reconnect", "token_refused"),
    ("whatsapp", 401, wa(0), "reconnect", "token_refused"),
    ("whatsapp", 400, wa(100, 33), "reconnect", "number_unknown"),
    ("whatsapp", 403, wa(131005), "reconnect", "scope_missing"),
    ("whatsapp", 400, wa(130429), "rate_limited", "rate_limited"),
    ("whatsapp", 400, wa(131056), "rate_limited", "recipient_rate_limited"),
    ("whatsapp", 400, wa(131048), "quota", "reported_as_spam"),
    ("whatsapp", 400, wa(131049), "invalid", "recipient_marketing_limit"),
    ("whatsapp", 400, wa(131047), "invalid", "window_closed"),
    ("whatsapp", 400, wa(131026), "invalid", "recipient_unreachable"),
    ("whatsapp", 400, wa(131050), "invalid", "recipient_opted_out"),
    ("whatsapp", 404, wa(132001), "invalid", "template_unknown"),
    ("whatsapp", 400, wa(132015), "invalid", "template_unusable"),
    ("whatsapp", 400, wa(131042), "restricted", "payment_missing"),
    ("whatsapp", 403, wa(368), "restricted", "account_blocked"),
    ("whatsapp", 400, wa(131016), "transient", "server_error"),
    ("whatsapp", 400, wa(999999), "invalid", "unclassified"),
]


@pytest.mark.parametrize(("network", "status", "body", "error_class", "code"), ROWS)
def test_what_a_refusal_means(
    network: str, status: int, body: dict[str, Any], error_class: str, code: str
) -> None:
    """The class decides what happens, the code stays the same over the years."""
    failure = EXPLAIN[network](httpx.Response(status, json=body))
    assert (failure.error_class, failure.code) == (error_class, f"{network}.{code}")
    assert failure.detail
    if error_class == "rate_limited":
        assert failure.retry_at is not None
        assert 5 < (failure.retry_at - datetime.now(UTC)).total_seconds() < 90


@pytest.mark.parametrize("network", EXPLAIN)
@pytest.mark.parametrize("status", [400, 401, 403, 404, 413, 429])
def test_an_answer_of_somebody_in_between(network: str, status: int) -> None:
    """A page of HTML has a meaning by its status alone, or none, and never makes us stumble."""
    failure = EXPLAIN[network](httpx.Response(status, html="<h1>Blocked</h1>"))
    assert failure.code.startswith(f"{network}.")
