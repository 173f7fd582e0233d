"""Whatever a server answers, a connector says it in the three errors of the port and never claims what it can't know."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.publisher.domain.access import Choice, ConsentPage, ConsentRequest, Grant, Identity
from services.publisher.domain.content import Missing, Receipt
from services.publisher.errors import NetworkError, UnknownOutcomeError
from services.publisher.networks.calling import text_of
from services.publisher.ports import Connector, Live
from services.publisher.tests.unit.playing import (
    FILM,
    HOSTS,
    NETWORKS,
    NOW,
    PART,
    PICTURE,
    PREPARED,
    access,
    connector_to,
)
from shared.events import NetworkName

METHODS: dict[str, Callable[[Connector], Awaitable[Any]]] = {
    "refresh": lambda connector: connector.refresh(access()),
    "identify": lambda connector: connector.identify(access()),
    "prepare": lambda connector: connector.prepare(access(), PART, [PICTURE], None),
    "commit": lambda connector: connector.commit(access(), PART, [], PREPARED[connector.network]),
    "prove": lambda connector: connector.prove(
        access(), PART, PREPARED[connector.network], since=NOW, taken=frozenset()
    ),
}
REQUEST = ConsentRequest("state", "https://postwright.example/back", HOSTS)
CONSENT = dict.fromkeys(("client_id", "client_secret", "verifier"), "held")
LIVE = Live(Receipt("1", "https://web.example/1"), NOW)
# What only some networks offer.
FURTHER: dict[str, Callable[[Any], Awaitable[Any]]] = {
    "prepare a video": lambda connector: connector.prepare(access(), PART, [FILM], None),
    "start_consent": lambda connector: connector.start_consent(REQUEST),
    "finish_consent": lambda connector: connector.finish_consent(
        REQUEST, ConsentPage("https://web.example", CONSENT), {"code": "held-code"}
    ),
    "edit": lambda connector: connector.edit(access(), LIVE, PART),
    "delete": lambda connector: connector.delete(access(), LIVE),
    "measure": lambda connector: connector.measure(access(), [LIVE]),
    "measure_account": lambda connector: connector.measure_account(access()),
}
_STATUS = {
    "id": "1",
    "url": "https://network.example/@acme/1",
    "content": "<p>other</p>",
    "created_at": "2026-11-21T12:00:30.000Z",
    "media_attachments": [],
}
_SESSION = {
    "accessJwt": "a.eyJleHAiOjE3OTU2MDAwMDB9.c",
    "refreshJwt": "r",
    "did": "did:plc:acme",
    "handle": "acme.example",
    "didDoc": {"service": [{"type": "AtprotoPersonalDataServer", "serviceEndpoint": "https://pds.example"}]},
}
_LINK = {"url": "https://t.co/1", "expanded_url": "https://example.org"}
_UPLOAD = {"id": "1", "expires_after_secs": 3600}
_PROCESSING = {"processing_info": {"state": "in_progress", "check_after_secs": 1}}
_LISTED = {"id": "1", "text": "other https://t.co/1", "entities": {"urls": [_LINK]}, "attachments": {}}
GOOD: dict[tuple[NetworkName, str], list[Any]] = {
    ("mastodon", "identify"): [
        {"id": "1", "acct": "a", "display_name": "A", "url": "https://network.example/@a"}
    ],
    ("mastodon", "prepare"): [{"id": "1", "url": "https://network.example/1"}],
    ("mastodon", "commit"): [_STATUS],
    ("mastodon", "prove"): [[_STATUS], {"id": "1", "text": "another"}, []],
    ("bluesky", "refresh"): [_SESSION],
    ("bluesky", "identify"): [{"did": "did:plc:acme", "handle": "acme.example", "displayName": "Acme"}],
    ("bluesky", "prepare"): [{"blob": {"$type": "blob", "ref": {"$link": "b"}}}],
    ("bluesky", "commit"): [{"uri": "at://did:plc:acme/app.bsky.feed.post/3mabcdefghi2k", "cid": "b"}],
    ("bluesky", "prove"): [
        {"uri": "at://did:plc:acme/app.bsky.feed.post/3mabcdefghi2k", "cid": "b", "value": {}}
    ],
    ("x", "refresh"): [{"access_token": "a", "refresh_token": "r", "expires_in": 7200}],
    ("x", "identify"): [{"data": {"id": "1", "username": "acme", "name": "Acme"}}],
    ("x", "prepare"): [
        {"data": _UPLOAD},
        {},
        {"data": {**_UPLOAD, **_PROCESSING}},
        {"data": {**_UPLOAD, "processing_info": {"state": "succeeded"}}},
    ],
    ("x", "commit"): [{"data": {"id": "1", "text": "Hello", "created_at": "2026-11-21T12:00:30.000Z"}}],
    ("x", "prove"): [
        {"data": [_LISTED], "meta": {"result_count": 1, "next_token": "n"}},
        {"meta": {"result_count": 0}},
    ],
}


def _names(whole: Any) -> Iterator[str]:
    if isinstance(whole, dict):
        yield from whole
    for part in whole.values() if isinstance(whole, dict) else whole if isinstance(whole, list) else ():
        yield from _names(part)


_POLL = {"options": [{"title": "a"}], "expires_at": "2026-11-21T12:00:30.000Z", "multiple": False}
_SHOWN = {"id": "1", "text": "other", "edit_history_tweet_ids": ["1"], "attachments": {"media_keys": ["3_7"]}}
_JOB = {"jobId": "j", "state": "JOB_STATE_COMPLETED", "blob": {"$type": "blob"}}
_NUMBERS = {"like_count": 3, "impression_count": 5}
GOOD_FURTHER: dict[tuple[NetworkName, str], list[Any]] = {
    ("x", "finish_consent"): [
        {"access_token": "a", "refresh_token": "r", "expires_in": 7200},
        {"data": {"id": "1", "username": "acme", "name": "Acme"}},
    ],
    ("x", "edit"): [{"data": _SHOWN}, {"data": {"id": "2", "text": "Hello"}}],
    ("x", "delete"): [{"data": {"deleted": True}}],
    ("x", "measure"): [
        {
            "data": [{"id": "1", "public_metrics": _NUMBERS, "attachments": {"media_keys": ["7_1"]}}],
            "includes": {"media": [{"media_key": "7_1", "public_metrics": {"view_count": 4}}]},
        }
    ],
    ("x", "measure_account"): [{"data": {"public_metrics": {"followers_count": 3}}}],
    ("mastodon", "start_consent"): [{"client_id": "c", "client_secret": "s"}],
    ("mastodon", "finish_consent"): [
        {"access_token": "a", "scope": "read write"},
        {"id": "1", "acct": "a", "display_name": "A", "url": "https://network.example/@a"},
    ],
    ("mastodon", "edit"): [{**_STATUS, "poll": _POLL, "media_attachments": [{"id": "7"}]}, _STATUS],
    ("mastodon", "delete"): [{}],
    ("mastodon", "measure"): [[{"id": "1", "favourites_count": 3}]],
    ("mastodon", "measure_account"): [{"followers_count": 3}],
    ("bluesky", "prepare a video"): [
        {"token": "t"},
        {"canUpload": True},
        {"token": "t"},
        {"jobStatus": _JOB},
    ],
    ("bluesky", "delete"): [{}],
    ("bluesky", "measure"): [{"posts": [{"uri": "at://did:plc:acme/app.bsky.feed.post/1", "likeCount": 3}]}],
    ("bluesky", "measure_account"): [{"followersCount": 3}],
}
_FURTHER_NAMES = [
    "access_token",
    "scope",
    "jobStatus",
    "jobId",
    "state",
    "blob",
    "canUpload",
    "token",
    "posts",
    "likeCount",
    "public_metrics",
    "non_public_metrics",
    "includes",
    "media",
    "media_key",
    "view_count",
    "like_count",
    "favourites_count",
    "poll",
    "expires_at",
    "options",
    "title",
    "edit_history_tweet_ids",
    "spoiler_text",
    "client_id",
    "client_secret",
    "followers_count",
    "followersCount",
    "configuration",
    "statuses",
    "max_characters",
    "media_attachments",
    "polls",
]
# The names that answers are read by, so that a random answer is often almost right.
NAMES = st.sampled_from(
    sorted({*_names(list(GOOD.values())), *_FURTHER_NAMES, "error", "errors", "message", "detail", "title"})
)
LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=20),
    st.just("succeeded"),
)
JSON = st.recursive(
    LEAVES,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(NAMES, inner, max_size=6)),
    max_leaves=20,
)
STATUSES = st.sampled_from([200, 201, 202, 206, 301, 400, 401, 403, 404, 413, 422, 429, 500, 503])
HEADERS = st.fixed_dictionaries(
    {},
    optional={
        name: st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=12)
        for name in ("Retry-After", "X-RateLimit-Reset", "x-rate-limit-reset", "RateLimit-Reset")
    },
)


def with_one_part(whole: Any, odd: Any) -> Iterator[Any]:
    """Copies in each of which one part, at any depth, is the odd one."""
    parts = whole.items() if isinstance(whole, dict) else enumerate(whole) if isinstance(whole, list) else ()
    for place, part in parts:
        for replaced in (odd, *with_one_part(part, odd)):
            copy = whole.copy()
            copy[place] = replaced
            yield copy


def check_result(result: Any) -> None:
    """What a connector hands on is of the promised types: no "None" for an id, no list for a token."""
    match result:
        case Receipt(remote_id, url, created_at, _):
            texts = [remote_id, url]
            assert created_at is None or created_at.tzinfo
        case Identity(remote_id, handle, display_name, profile_url):
            texts = [remote_id, handle, display_name, profile_url]
        case Grant(secrets, _, _):
            texts = list(secrets.values())
        case [Choice() as choice]:
            check_result(choice.identity)
            check_result(choice.grant)
            return
        case dict():
            for figures in result.values():
                numbers = figures.values() if isinstance(figures, dict) else [figures]
                assert {type(number) for number in numbers} <= {float}
            return
        case _:
            return
    for text in texts:
        assert text_of(text) not in {"None", "True"}


@pytest.mark.parametrize("network", NETWORKS)
@pytest.mark.parametrize("method", METHODS)
@given(script=st.lists(st.tuples(STATUSES, JSON, HEADERS), min_size=1, max_size=4))
def test_only_the_errors_of_the_port(
    network: NetworkName, method: str, script: list[tuple[int, Any, dict[str, str]]]
) -> None:
    """No answers, of any status and shape, make a connector raise anything but a NetworkError."""
    _check_errors(network, METHODS[method], script)


@pytest.mark.parametrize("network", NETWORKS)
@pytest.mark.parametrize("method", FURTHER)
@given(script=st.lists(st.tuples(STATUSES, JSON, HEADERS), min_size=1, max_size=4))
def test_only_the_errors_of_the_port_further(
    network: NetworkName, method: str, script: list[tuple[int, Any, dict[str, str]]]
) -> None:
    """Nor where a network offers more."""
    offered = connector_to(network, lambda _: httpx.Response(200))
    if " " in method or hasattr(offered, method):
        _check_errors(network, FURTHER[method], script)


def _check_errors(
    network: NetworkName,
    method: Callable[[Any], Awaitable[Any]],
    script: list[tuple[int, Any, dict[str, str]]],
) -> None:
    answers = iter(script)

    def answer(_: httpx.Request) -> httpx.Response:
        status, body, headers = next(answers, script[-1])
        return httpx.Response(status, json=body, headers=headers)

    async def call() -> None:
        try:
            await method(connector_to(network, answer))
        except NetworkError as error:
            assert error.failure.code.startswith(f"{network}.")  # noqa: PT017  raising nothing is as good

    asyncio.run(call())


@pytest.mark.parametrize("odd", [None, True, -1, 1e300, "", "odd", [], [None], {}, {"odd": 1}], ids=repr)
@pytest.mark.parametrize(("network", "method"), [*GOOD, *GOOD_FURTHER])
def test_one_wrong_part(network: NetworkName, method: str, odd: Any) -> None:
    """A good answer with any one part of it replaced is still read without a stumble."""
    good = {**GOOD, **GOOD_FURTHER}[network, method]

    async def call(answers: Sequence[Any]) -> None:
        script = iter(answers)
        connector = connector_to(network, lambda _: httpx.Response(200, json=next(script, answers[-1])))
        check_result(await {**METHODS, **FURTHER}[method](connector))

    asyncio.run(call(good))
    for wrong in with_one_part(good, odd):
        try:
            asyncio.run(call(wrong))
        except NetworkError as error:
            assert error.failure.code.startswith(f"{network}."), wrong  # noqa: PT017  reading it is as good


@pytest.mark.parametrize(("network", "method"), GOOD)
@pytest.mark.parametrize(
    "body",
    [b"", b"<!DOCTYPE html><p>One moment\xe2\x80\xa6", b"{}", b"[]", b"null", b'"ok"', b"7", b'{"data": []}'],
)
async def test_nothing_is_claimed(network: NetworkName, body: bytes, method: str) -> None:
    """An answer that does not say what it must is an unknown outcome, and never a receipt or an absence."""
    connector = connector_to(network, lambda _: httpx.Response(200, content=body))
    if (network, method, body) == ("mastodon", "prove", b"[]"):
        assert await METHODS[method](connector) == Missing()  # the one of them that is an answer: no statuses
        return
    with pytest.raises(UnknownOutcomeError):
        await METHODS[method](connector)


@pytest.mark.parametrize("network", NETWORKS)
async def test_too_much_is_not_read(network: NetworkName) -> None:
    """A server can't fill the memory: an answer beyond any honest size is an unknown outcome."""

    async def endless() -> Any:
        while True:
            yield b" " * 65_536

    connector = connector_to(network, lambda _: httpx.Response(200, content=endless()))
    with pytest.raises(UnknownOutcomeError, match="more than"):
        await METHODS["commit"](connector)
