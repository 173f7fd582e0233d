"""Whatever LinkedIn or Pinterest answers, the connector says it in the errors of the port and claims no more than it knows."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any
from uuid import UUID

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.publisher.domain.access import Access, App, ConsentPage, ConsentRequest
from services.publisher.domain.content import Part, Prepared, Receipt, part_of
from services.publisher.errors import NetworkError, UnknownOutcomeError
from services.publisher.networks.connectors import Tools, make_connectors
from services.publisher.ports import Live
from services.publisher.tests.unit.playing import CONTENT, FILM, NOW, PICTURE, HastyClock
from services.publisher.tests.unit.test_strange_answers import (
    HEADERS,
    JSON,
    STATUSES,
    check_result,
    with_one_part,
)
from shared.events import NetworkName, PostDetails

Method = Callable[[Any], Awaitable[Any]]
HOSTS = dict.fromkeys(("api", "www", "web", "consent"), "https://network.example")
ORGANIZATION, SHARE = "urn:li:organization:42", "urn:li:share:7400000000000000000"
SECRETS = {
    "access_token": "held",
    "refresh_token": "held-too",
    "client_id": "c",
    "client_secret": "held-secret",
}
PART = part_of(CONTENT, 0)
PINNED = Part(UUID(int=7), 0, "post", CONTENT.text, "en", details=PostDetails(options={"board_id": "1"}))
COMMENT = Part(UUID(int=7), 1, "comment", "First", "en", earlier=(Receipt(SHARE, "https://a.example"),))
REQUEST = ConsentRequest("state", "https://postwright.example/back", HOSTS)
PAGE = ConsentPage("https://network.example", {})


def access(network: NetworkName, **secrets: str) -> Access:
    if network == "linkedin":
        return Access(UUID(int=1), HOSTS, ORGANIZATION, "acme", {**SECRETS, "organization": "42", **secrets})
    return Access(UUID(int=1), HOSTS, "42", "acme", {**SECRETS, **secrets})


LINKEDIN, PINTEREST = access("linkedin"), access("pinterest")
POST_OF_LINKEDIN = Prepared({"author": ORGANIZATION, "uploads": []})
COMMENT_OF_LINKEDIN = Prepared({"author": ORGANIZATION, "comment_on": SHARE})
PIN = Prepared({"board_id": "1", "alt_text": "", "pictures": 1})
SHARED, PINNED_LIVE = (
    Live(Receipt(SHARE, "https://a.example"), NOW),
    Live(Receipt("1", "https://a.example"), NOW),
)
WANTED = {"since": NOW, "taken": frozenset[str]()}
METHODS: dict[tuple[NetworkName, str], Method] = {
    ("linkedin", "refresh"): lambda on: on.refresh(LINKEDIN),
    ("linkedin", "identify"): lambda on: on.identify(LINKEDIN),
    ("linkedin", "prepare"): lambda on: on.prepare(LINKEDIN, PART, [PICTURE], None),
    ("linkedin", "prepare a video"): lambda on: on.prepare(LINKEDIN, PART, [FILM], None),
    ("linkedin", "commit"): lambda on: on.commit(LINKEDIN, PART, [], POST_OF_LINKEDIN),
    ("linkedin", "comment"): lambda on: on.commit(LINKEDIN, COMMENT, [], COMMENT_OF_LINKEDIN),
    ("linkedin", "prove"): lambda on: on.prove(LINKEDIN, PART, POST_OF_LINKEDIN, **WANTED),
    ("linkedin", "prove a comment"): lambda on: on.prove(LINKEDIN, COMMENT, COMMENT_OF_LINKEDIN, **WANTED),
    ("linkedin", "finish_consent"): lambda on: on.finish_consent(REQUEST, PAGE, {"code": "held-code"}),
    ("linkedin", "edit"): lambda on: on.edit(LINKEDIN, SHARED, PART),
    ("linkedin", "delete"): lambda on: on.delete(LINKEDIN, SHARED),
    ("linkedin", "measure"): lambda on: on.measure(LINKEDIN, [SHARED]),
    ("linkedin", "measure a member's"): lambda on: on.measure(
        Access(UUID(int=1), HOSTS, "urn:li:person:a", "A", {**SECRETS, "scope": "r_member_postAnalytics"}),
        [SHARED],
    ),
    ("linkedin", "measure_account"): lambda on: on.measure_account(LINKEDIN),
    ("pinterest", "refresh"): lambda on: on.refresh(PINTEREST),
    ("pinterest", "identify"): lambda on: on.identify(PINTEREST),
    ("pinterest", "prepare a video"): lambda on: on.prepare(PINTEREST, PINNED, [FILM], None),
    ("pinterest", "commit"): lambda on: on.commit(PINTEREST, PINNED, [PICTURE], PIN),
    ("pinterest", "prove"): lambda on: on.prove(PINTEREST, PINNED, PIN, **WANTED),
    ("pinterest", "finish_consent"): lambda on: on.finish_consent(REQUEST, PAGE, {"code": "held-code"}),
    ("pinterest", "edit"): lambda on: on.edit(PINTEREST, PINNED_LIVE, PINNED),
    ("pinterest", "delete"): lambda on: on.delete(PINTEREST, PINNED_LIVE),
    ("pinterest", "measure"): lambda on: on.measure(PINTEREST, [PINNED_LIVE]),
    ("pinterest", "measure_account"): lambda on: on.measure_account(PINTEREST),
}
UNREAD = {
    ("linkedin", "commit"),
    ("linkedin", "edit"),
    ("linkedin", "delete"),
    ("pinterest", "edit"),
    ("pinterest", "delete"),
}
"""Where the body of a 2xx answer says nothing that is needed."""
NUMBERS = {"impressionCount": 5, "likeCount": 1}
SHOWN = {
    "id": SHARE,
    "commentary": "other",
    "lastModifiedAt": 1_795_262_500_000,
    "publishedAt": 1_795_262_500_000,
    "content": {"multiImage": {"images": [{"id": "urn:li:image:a"}]}},
}
SAID = {
    "id": "7",
    "commentUrn": "urn:li:comment:(share:7,8)",
    "actor": ORGANIZATION,
    "message": {"text": "other"},
    "created": {"time": 1_795_262_500_000},
}
VIDEO = {"uploadUrl": "https://upload.example/1", "firstByte": 0, "lastByte": 5}
TOKEN = {"access_token": "a", "refresh_token": "r", "expires_in": 7200, "refresh_token_expires_in": 86_400}
USER = {"id": "1", "username": "acme", "business_name": "Acme"}
PINS = {
    "id": "1",
    "created_at": "2026-11-21T12:00:30",
    "description": "other",
    "media": {"media_type": "multiple_images", "items": [{}]},
}
SCOPES = "boards:read,boards:write,pins:read,pins:write,user_accounts:read"
GOOD: dict[tuple[NetworkName, str], list[Any]] = {
    ("linkedin", "refresh"): [TOKEN],
    ("linkedin", "identify"): [{"id": 42, "localizedName": "Acme", "vanityName": "acme"}],
    ("linkedin", "prepare"): [
        {"value": {"image": "urn:li:image:a", "uploadUrl": "https://upload.example/1"}},
        {},
        {"status": "AVAILABLE"},
    ],
    ("linkedin", "prepare a video"): [
        {"value": {"video": "urn:li:video:a", "uploadToken": "t", "uploadInstructions": [VIDEO]}},
        {},
    ],
    ("linkedin", "comment"): [{"commentUrn": "urn:li:comment:(share:7,8)", "id": "8"}],
    ("linkedin", "prove"): [{"elements": [SHOWN]}, {"elements": []}],
    ("linkedin", "prove a comment"): [{"elements": [SAID]}, {"elements": []}],
    ("linkedin", "finish_consent"): [
        {**TOKEN, "scope": "openid,profile,w_member_social"},
        {"sub": "a", "name": "Ann Lee"},
    ],
    ("linkedin", "measure"): [{"elements": [{"share": SHARE, "totalShareStatistics": NUMBERS}]}],
    ("linkedin", "measure a member's"): [{"elements": [{"count": 3}]}],
    ("linkedin", "measure_account"): [
        {"firstDegreeSize": 3},
        {"elements": [{"totalPageStatistics": {"views": {"allPageViews": {"pageViews": 5}}}}]},
    ],
    ("pinterest", "refresh"): [TOKEN],
    ("pinterest", "identify"): [USER],
    ("pinterest", "prepare a video"): [
        {"media_id": "1", "upload_url": "https://upload.example", "upload_parameters": {"key": "k"}},
        {},
        {"status": "succeeded"},
    ],
    ("pinterest", "commit"): [PINS],
    ("pinterest", "prove"): [{"items": [PINS], "bookmark": "b"}, {"items": [], "bookmark": None}],
    ("pinterest", "finish_consent"): [{**TOKEN, "scope": SCOPES}, USER],
    ("pinterest", "measure"): [
        {"all": {"summary_metrics": {"IMPRESSION": 3}, "lifetime_metrics": {"TOTAL_COMMENTS": 1}}}
    ],
    ("pinterest", "measure_account"): [{"follower_count": 3, "following_count": 4, "pin_count": 5}],
}


def connector_to(network: NetworkName, answer: Callable[[httpx.Request], httpx.Response]) -> Any:
    http = httpx.AsyncClient(transport=httpx.MockTransport(answer))
    apps = dict.fromkeys(("linkedin", "pinterest"), App("client", "held-client-secret"))
    return make_connectors(Tools(http, HastyClock(), apps))[network]


@pytest.mark.parametrize(("network", "method"), METHODS)
@settings(max_examples=20)  # others in every run
@given(script=st.lists(st.tuples(STATUSES, JSON, HEADERS), min_size=1, max_size=4))
def test_only_the_errors_of_the_port(
    network: NetworkName, method: str, script: list[tuple[int, Any, dict[str, str]]]
) -> None:
    """No answers, of any status and shape, make a connector raise anything but a NetworkError."""
    answers = iter(script)

    def answer(_: httpx.Request) -> httpx.Response:
        status, body, headers = next(answers, script[-1])
        return httpx.Response(status, json=body, headers=headers)

    async def call() -> None:
        try:
            await METHODS[network, method](connector_to(network, answer))
        except NetworkError as error:
            assert error.failure.code.startswith(f"{network}.")  # noqa: PT017  raising nothing is as good

    asyncio.run(call())


@pytest.mark.parametrize("odd", [None, True, -1, 1e300, "", "odd", [], [None], {}, {"odd": 1}], ids=repr)
@pytest.mark.parametrize(("network", "method"), GOOD)
def test_one_wrong_part(network: NetworkName, method: str, odd: Any) -> None:
    """A good answer with any one part of it replaced is still read without a stumble."""

    async def call(answers: Sequence[Any]) -> None:
        script = iter(answers)

        def answer(_: httpx.Request) -> httpx.Response:
            return httpx.Response(200, json=next(script, answers[-1]), headers={"ETag": '"e"'})

        check_result(await METHODS[network, method](connector_to(network, answer)))

    asyncio.run(call(GOOD[network, method]))
    for wrong in with_one_part(GOOD[network, method], odd):
        try:
            asyncio.run(call(wrong))
        except NetworkError as error:
            assert error.failure.code.startswith(f"{network}."), wrong  # noqa: PT017  reading it is as good


@pytest.mark.parametrize(("network", "method"), [key for key in METHODS if key not in UNREAD])
@pytest.mark.parametrize("body", [b"", b"<!DOCTYPE html><p>One moment", b"{}", b"[]", b"null", b'"ok"', b"7"])
async def test_nothing_is_claimed(network: NetworkName, body: bytes, method: str) -> None:
    """An answer that does not say what it must is an unknown outcome, and never a receipt or an absence."""
    connector = connector_to(network, lambda _: httpx.Response(200, content=body))
    if (network, method, body) == ("pinterest", "measure_account", b"{}"):
        assert (
            await METHODS[network, method](connector) == {}
        )  # the one of them that is an answer: nothing is told
        return
    with pytest.raises(UnknownOutcomeError):
        await METHODS[network, method](connector)


@pytest.mark.parametrize("urn", ["", "None", "urn:li:person:a", "urn:li:share:x", f"{SHARE}\r\nx"])
async def test_a_post_is_named_by_its_header(urn: str) -> None:
    """Without a post's URN there it is not known which one it is."""
    connector = connector_to("linkedin", lambda _: httpx.Response(201, headers={"x-restli-id": urn.strip()}))
    with pytest.raises(UnknownOutcomeError):
        await METHODS["linkedin", "commit"](connector)
    named = connector_to("linkedin", lambda _: httpx.Response(201, headers={"X-RestLi-Id": SHARE}))
    assert (await METHODS["linkedin", "commit"](named)).remote_id == SHARE
