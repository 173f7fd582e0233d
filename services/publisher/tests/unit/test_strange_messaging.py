"""Telegram, Discord, webhooks and WhatsApp: whatever a server answers, only the port's errors come of it."""

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from importlib import import_module
from typing import Any
from uuid import UUID

import httpx
import pytest

from services.publisher.domain.access import Access, App, ConsentPage, ConsentRequest, Grant, Identity
from services.publisher.domain.content import Part, Prepared, Receipt
from services.publisher.errors import NetworkError
from services.publisher.networks.calling import text_of
from services.publisher.networks.connectors import Tools
from services.publisher.ports import Consenting, Deleting, Editing, Live, Measuring, MeasuringAccounts
from services.publisher.tests.unit.playing import NOW, HastyClock

HOSTS = {"api": "https://network.example", "web": "https://web.example"}
WEBHOOK = "https://discord.com/api/webhooks/12345/held-webhook-token"
SECRETS: dict[str, tuple[str, Mapping[str, str]]] = {
    "telegram": ("telegram", {"bot_token": "123:held-token", "chat_id": "-1001"}),
    "discord by bot": ("discord", {"bot_token": "held.bot.token", "channel_id": "7"}),
    "discord by webhook": ("discord", {"webhook_url": WEBHOOK}),
    "webhook": ("webhook", {"url": "https://a.example/held-path", "secret": f"whsec_{'A' * 32}"}),
    "whatsapp": ("whatsapp", {"access_token": "held-access-token", "phone_number_id": "12345"}),
}
ODD: list[Any] = [None, True, -1, 1e300, "", "odd", [], [None], {}, {"odd": 1}]
PART = Part(UUID(int=7), 0, "message", "Hello", "en", recipient="+4915112345678")
PREPARED = Prepared({"mode": "bot", "guild_id": "9", "attached": 0, "media": []})
LIVE = Live(Receipt("1", "https://web.example/1", NOW, {"kind": "text", "message_ids": [1]}), NOW)
_CHAT = {"id": -1001, "title": "Bakery", "username": "bakery", "type": "channel"}
_POSTED = {"message_id": 7, "date": 1_763_726_400, "chat": _CHAT}
_CHANNEL = {"id": "7", "guild_id": "9", "name": "news", "type": 0}
_HOOK = {"id": "12345", "channel_id": "7", "guild_id": "9", "name": "news", "url": WEBHOOK}
_MESSAGE: dict[str, Any] = {
    "id": "8",
    "channel_id": "7",
    "timestamp": "2026-11-21T12:00:00+00:00",
    "author": {"id": "3"},
    "content": "Hello",
    "attachments": [],
    "poll": None,
    "nonce": None,
}
_MEASURED = {**_MESSAGE, "reactions": [{"count": 3}], "thread": {"message_count": 2}}


def _ok(*results: Any) -> list[Any]:
    return [{"ok": True, "result": result} for result in results]


# One good answer after the other, by the way and the call.
GOOD: dict[tuple[str, str], list[Any]] = {
    ("telegram", "identify"): _ok({"id": 123}, _CHAT, {"status": "administrator", "can_post_messages": True}),
    ("telegram", "refresh"): _ok(True),
    ("telegram", "commit"): _ok(_POSTED),
    ("telegram", "edit"): _ok(_POSTED),
    ("telegram", "delete"): _ok(True),
    ("telegram", "measure_account"): _ok(42),
    ("discord by bot", "identify"): [_CHANNEL],
    ("discord by bot", "prepare"): [_CHANNEL],
    ("discord by bot", "commit"): [_MESSAGE],
    ("discord by bot", "prove"): [{"id": "3"}, [_MESSAGE]],
    ("discord by bot", "edit"): [_MESSAGE],
    ("discord by bot", "measure"): [_MEASURED],
    ("discord by bot", "measure_account"): [_CHANNEL, {"approximate_member_count": 42}],
    ("discord by webhook", "identify"): [_HOOK],
    ("discord by webhook", "commit"): [_MESSAGE],
    ("discord by webhook", "finish_consent"): [{"webhook": _HOOK}, _HOOK],
    ("webhook", "identify"): [{"id": "r", "name": "receiver", "url": "https://a.example/me"}],
    ("webhook", "commit"): [{"id": "r", "url": "https://a.example/1"}],
    ("webhook", "edit"): [{}],
    ("whatsapp", "identify"): [{"id": "12345", "display_phone_number": "+1 555", "verified_name": "Acme"}],
    ("whatsapp", "commit"): [{"messages": [{"id": "wamid.1"}]}],
}
REFUSALS: list[Any] = [
    {"ok": False, "error_code": 400, "description": "x", "parameters": {"migrate_to_chat_id": -1002}},
    {"ok": False, "error_code": 429, "description": "x", "parameters": {"retry_after": 3}},
    {
        "message": "x",
        "code": 50035,
        "errors": {"poll": {"answers": {"_errors": [{"code": "A", "message": "b"}]}}},
    },
    {"message": "x", "code": 20028, "retry_after": 1.5},
    {"error": {"code": 131047, "message": "x", "error_data": {"details": "y"}}},
]
CALLS = (
    "identify",
    "refresh",
    "prepare",
    "commit",
    "prove",
    "edit",
    "delete",
    "measure",
    "measure_account",
    "finish_consent",
)


def _call(name: str, connector: Any, access: Access) -> Awaitable[Any] | None:
    request = ConsentRequest("state", "http://127.0.0.1/callback", HOSTS)
    offered: dict[str, tuple[type | None, Callable[[], Awaitable[Any]]]] = {
        "identify": (None, lambda: connector.identify(access)),
        "refresh": (None, lambda: connector.refresh(access)),
        "prepare": (None, lambda: connector.prepare(access, PART, [], None)),
        "commit": (None, lambda: connector.commit(access, PART, [], PREPARED)),
        "prove": (None, lambda: connector.prove(access, PART, PREPARED, since=NOW, taken=frozenset())),
        "edit": (Editing, lambda: connector.edit(access, LIVE, PART)),
        "delete": (Deleting, lambda: connector.delete(access, LIVE)),
        "measure": (Measuring, lambda: connector.measure(access, [LIVE])),
        "measure_account": (MeasuringAccounts, lambda: connector.measure_account(access)),
        "finish_consent": (
            Consenting,
            lambda: connector.finish_consent(request, ConsentPage("https://a.example", {}), {"code": "c"}),
        ),
    }
    ability, call = offered[name]
    return call() if ability is None or isinstance(connector, ability) else None


def _check(result: Any) -> None:
    match result:
        case Receipt(remote_id, url, created_at, _):
            assert created_at is None or created_at.tzinfo
            texts = [remote_id, url]
        case Identity(remote_id, handle, display_name, profile_url):
            texts = [remote_id, handle, display_name, profile_url]
        case Grant(secrets, _, _):
            texts = list(secrets.values())
        case dict():
            numbers = [
                n for part in result.values() for n in (part.values() if isinstance(part, dict) else [part])
            ]
            assert {type(number) for number in numbers} <= {float}
            return
        case _:
            return
    assert all(text_of(text) not in {"None", "True"} for text in texts)


def _with_one_part(whole: Any, odd: Any) -> Iterator[Any]:
    """Copies in each of which one part, at any depth, is the odd one."""
    parts = whole.items() if isinstance(whole, dict) else enumerate(whole) if isinstance(whole, list) else ()
    for place, part in parts:
        for replaced in (odd, *_with_one_part(part, odd)):
            copy = whole.copy()
            copy[place] = replaced
            yield copy


async def _outcome(way: str, name: str, status: int, script: Sequence[Any]) -> None:
    """What the call makes of these answers: a result of the promised types, or an error of the port without secrets."""
    network, secrets = SECRETS[way]
    answers = iter(script)

    def answer(_: httpx.Request) -> httpx.Response:
        return httpx.Response(status, json=next(answers, script[-1]))

    async with httpx.AsyncClient(transport=httpx.MockTransport(answer)) as http:
        tools = Tools(http, HastyClock(), {"discord": App("client", "held-client-secret")})
        access = Access(UUID(int=1), HOSTS, "7", "acme", secrets)
        made = import_module(f"services.publisher.networks.{network}").make_connector(tools)
        called = _call(name, made, access)
        if called is None:
            return
        try:
            _check(await called)
        except NetworkError as error:
            assert "held" not in str(error) + repr(error.failure)  # noqa: PT017  raising nothing is as good


@pytest.mark.parametrize(("way", "name"), GOOD)
@pytest.mark.parametrize("odd", ODD, ids=repr)
async def test_one_wrong_part(way: str, name: str, odd: Any) -> None:
    """A good answer with any one part of it replaced is read without a stumble."""
    good = GOOD[way, name]
    await _outcome(way, name, 200, good)
    for wrong in _with_one_part(good, odd):
        await _outcome(way, name, 200, wrong)


@pytest.mark.parametrize("way", SECRETS)
@pytest.mark.parametrize("name", CALLS)
async def test_strange_refusals(way: str, name: str) -> None:
    """Any status, with any refusal of anybody, or with any part of it replaced."""
    for status in (301, 400, 401, 403, 404, 409, 410, 413, 422, 429, 500, 503):
        for refusal in (*REFUSALS, *ODD):
            await _outcome(way, name, status, [refusal])
    for refusal in REFUSALS:
        for odd in ODD:
            for wrong in _with_one_part(refusal, odd):
                await _outcome(way, name, 400, [wrong])
