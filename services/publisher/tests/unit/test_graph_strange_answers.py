"""Whatever one of Meta's servers answers, a connector says it in the three errors of the port."""

import asyncio
import dataclasses
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.publisher.domain.access import App, ConsentPage, ConsentRequest
from services.publisher.domain.content import Content, Part, Prepared, Receipt, part_of
from services.publisher.errors import NetworkError
from services.publisher.networks.connectors import Tools, make_connectors
from services.publisher.ports import Live
from services.publisher.tests.unit.playing import CONTENT, NOW, HastyClock, access
from services.publisher.tests.unit.playing import FILM as PUSHED
from services.publisher.tests.unit.playing import PICTURE as PHOTO
from services.publisher.tests.unit.test_strange_answers import (
    HEADERS,
    LEAVES,
    STATUSES,
    check_result,
    with_one_part,
)
from shared.events import NetworkName, PostDetails

NETWORKS: tuple[NetworkName, ...] = ("facebook", "instagram", "threads")
HOST_NAMES = ("api", "video", "upload", "www", "web", "facebook", "oauth", "facebook_www")
ACCESS = dataclasses.replace(access(), hosts={name: f"https://{name}.example" for name in HOST_NAMES})
BY_FACEBOOK = dataclasses.replace(ACCESS, secrets={**ACCESS.secrets, "login": "facebook"})
PICTURE = dataclasses.replace(PHOTO, url="https://media.example/1")
FILM = dataclasses.replace(PUSHED, url="https://media.example/2")
FIRST = Receipt("1", "https://web.example/1", NOW, {"kind": "post"})
PART = part_of(CONTENT, 0)
REEL = part_of(Content(CONTENT.publication_id, "Reel", "en", details=PostDetails(kind="reel")), 0)
COMMENT = Part(CONTENT.publication_id, 1, "comment", "More", "en", earlier=(FIRST,))
UNTIL = NOW + timedelta(days=3650)
CONTAINER = Prepared({"children": [], "looks": 0, "container": "7"}, UNTIL)
CAROUSEL = Prepared({"children": ["5", "6"], "looks": 0}, UNTIL)
VIDEO = Prepared({"edge": "video_reels", "video_id": "7"}, UNTIL)
PREPARED = {
    "facebook": Prepared({"photos": []}),
    "instagram": CONTAINER,
    "threads": CONTAINER,
}
REQUEST = ConsentRequest("state", "https://postwright.example/back", ACCESS.hosts)
LIVE = Live(FIRST, NOW)


def prove(part: Part, prepared: Prepared) -> Callable[[Any], Awaitable[Any]]:
    return lambda connector: connector.prove(ACCESS, part, prepared, since=NOW, taken=frozenset())


METHODS: dict[str, Callable[[Any], Awaitable[Any]]] = {
    "refresh": lambda connector: connector.refresh(ACCESS),
    "identify": lambda connector: connector.identify(ACCESS),
    "identify by a Page": lambda connector: connector.identify(BY_FACEBOOK),
    "prepare": lambda connector: connector.prepare(ACCESS, PART, [PICTURE], None),
    "prepare several": lambda connector: connector.prepare(ACCESS, PART, [PICTURE, PICTURE], CAROUSEL),
    "prepare a video": lambda connector: connector.prepare(ACCESS, REEL, [FILM], None),
    "go on with a video": lambda connector: connector.prepare(
        ACCESS, REEL, [FILM], VIDEO if connector.network == "facebook" else CAROUSEL
    ),
    "commit": lambda connector: connector.commit(ACCESS, PART, [], PREPARED[connector.network]),
    "commit a video": lambda connector: connector.commit(
        ACCESS, REEL, [], VIDEO if connector.network == "facebook" else CONTAINER
    ),
    "comment": lambda connector: connector.commit(ACCESS, COMMENT, [], PREPARED[connector.network]),
    "prove": lambda connector: prove(PART, PREPARED[connector.network])(connector),
    "prove a video": lambda connector: prove(REEL, VIDEO if connector.network == "facebook" else CONTAINER)(
        connector
    ),
    "prove a comment": lambda connector: prove(COMMENT, PREPARED[connector.network])(connector),
    "consent": lambda connector: connector.finish_consent(
        REQUEST, ConsentPage("https://web.example", {}), {"code": "held-code"}
    ),
    "measure": lambda connector: connector.measure(ACCESS, [LIVE]),
    "measure_account": lambda connector: connector.measure_account(ACCESS),
}
FURTHER: dict[str, Callable[[Any], Awaitable[Any]]] = {
    "edit": lambda connector: connector.edit(ACCESS, LIVE, PART),
    "delete": lambda connector: connector.delete(ACCESS, LIVE),
}
_LISTED = {
    "id": "1",
    "message": "other",
    "text": "other",
    "caption": "other",
    "created_time": "2026-11-21T12:00:30+0000",
    "timestamp": "2026-11-21T12:00:30+0000",
    "permalink_url": "https://web.example/1",
    "permalink": "https://web.example/1",
    "media_type": "IMAGE",
    "from": {"id": "42"},
    "username": "acme",
    "attachments": {"data": [{"media_type": "album", "subattachments": {"data": [{"media_type": "photo"}]}}]},
}
_PAGE = {"data": [_LISTED], "paging": {"cursors": {"after": "1"}, "next": "https://api.example/next"}}
_LAST: dict[str, Any] = {"data": []}
_STATUS = {
    "video_status": "processing",
    "uploading_phase": {"status": "in_progress", "bytes_transferred": 4},
    "processing_phase": {"status": "error", "errors": [{"message": "Their words"}]},
    "publishing_phase": {"status": "not_started"},
}
_TOKEN = {"access_token": "a", "expires_in": 5_184_000}
_ACCOUNT = {"id": "1", "user_id": "1", "username": "acme", "name": "Acme", "link": "https://web.example/acme"}
_PAGES = {
    "data": [
        {**_ACCOUNT, "access_token": "p", "tasks": ["CREATE_CONTENT"], "instagram_business_account": _ACCOUNT}
    ]
}
_INSIGHTS = {
    "data": [
        {"name": "views", "values": [{"value": 3}]},
        {"name": "reach", "total_value": {"value": 3}},
        {"name": "post_media_view", "values": [{"value": {"paid": 1, "organic": 2}}]},
    ]
}
_COUNTS = {
    "id": "1",
    "shares": {"count": 2},
    "comments": {"summary": {"total_count": 3}},
    "reactions": {"summary": {"total_count": 4}},
    "followers_count": 5,
}
_FINISHED = {"id": "7", "status": "FINISHED", "status_code": "FINISHED"}
_PUBLISHED = {"id": "7", "status": "PUBLISHED", "status_code": "PUBLISHED"}
_GRANTED = [
    {"permission": name, "status": "granted"}
    for name in ("pages_show_list", "pages_manage_posts", "pages_read_engagement", "business_management")
]
_PERMITTED = ["instagram_business_basic", "instagram_business_content_publish"]
GOOD: dict[tuple[NetworkName, str], list[Any]] = {
    ("facebook", "identify"): [_ACCOUNT],
    ("facebook", "prepare"): [{"id": "1"}],
    ("facebook", "prepare a video"): [{"video_id": "7", "upload_session_id": "8"}],
    ("facebook", "go on with a video"): [{"id": "7", "status": _STATUS}, {"success": True}],
    ("facebook", "commit"): [_LISTED],
    ("facebook", "commit a video"): [{"success": True}],
    ("facebook", "comment"): [_LISTED],
    ("facebook", "prove"): [_PAGE, _LAST],
    ("facebook", "prove a video"): [{**_LISTED, "status": _STATUS, "published": True}],
    ("facebook", "prove a comment"): [_PAGE, _LAST],
    ("facebook", "consent"): [
        _TOKEN,
        _TOKEN,
        {"data": _GRANTED},
        _PAGES,
        {"data": [{"id": "9"}]},
        _LAST,
        _PAGES,
    ],
    ("facebook", "measure"): [_COUNTS, _INSIGHTS],
    ("facebook", "measure_account"): [_COUNTS, _INSIGHTS],
    ("facebook", "edit"): [{"success": True}],
    ("facebook", "delete"): [{"success": True}],
    ("instagram", "refresh"): [_TOKEN],
    ("instagram", "identify"): [_ACCOUNT],
    ("instagram", "identify by a Page"): [{"instagram_business_account": _ACCOUNT}],
    ("instagram", "prepare"): [{"id": "7"}, _FINISHED],
    ("instagram", "prepare several"): [_FINISHED, _FINISHED, {"id": "7"}, _FINISHED],
    ("instagram", "commit"): [{"id": "1"}, _LISTED],
    ("instagram", "comment"): [{"id": "1"}],
    ("instagram", "prove"): [_PUBLISHED, _PAGE, _LAST],
    ("instagram", "prove a comment"): [_PAGE, _LAST],
    ("instagram", "consent"): [
        {"access_token": "a", "user_id": 1, "permissions": _PERMITTED},
        _TOKEN,
        _ACCOUNT,
    ],
    ("instagram", "measure"): [_INSIGHTS],
    ("instagram", "measure_account"): [{"followers_count": 3, "follows_count": 4}, _INSIGHTS],
    ("threads", "refresh"): [_TOKEN],
    ("threads", "identify"): [_ACCOUNT],
    ("threads", "prepare"): [{"id": "7"}, _FINISHED],
    ("threads", "prepare several"): [_FINISHED, _FINISHED, {"id": "7"}, _FINISHED],
    ("threads", "commit"): [{"id": "1"}, _LISTED],
    ("threads", "prove"): [_PUBLISHED, _PAGE, _LAST],
    ("threads", "consent"): [
        _TOKEN,
        _TOKEN,
        {"data": {"scopes": ["threads_basic", "threads_content_publish"]}},
        _ACCOUNT,
    ],
    ("threads", "measure"): [_INSIGHTS],
    ("threads", "measure_account"): [_INSIGHTS],
    ("threads", "delete"): [{"success": True}],
}
_NAMES = sorted(
    {
        *(
            "id",
            "data",
            "paging",
            "next",
            "cursors",
            "after",
            "status",
            "status_code",
            "error_message",
            "success",
        ),
        *(
            "error",
            "code",
            "error_subcode",
            "message",
            "is_transient",
            "debug_info",
            "retriable",
            "permalink",
        ),
        *("video_id", "upload_session_id", "video_status", "uploading_phase", "processing_phase", "errors"),
        *("bytes_transferred", "publishing_phase", "published", "permalink_url", "created_time", "timestamp"),
        *(
            "attachments",
            "subattachments",
            "media_type",
            "from",
            "text",
            "caption",
            "name",
            "username",
            "link",
        ),
        *("access_token", "expires_in", "permissions", "user_id", "scopes", "tasks", "values", "value"),
        *("total_value", "shares", "comments", "reactions", "summary", "total_count", "count", "permission"),
    }
)
WORDS = st.sampled_from(
    ["PUBLISHED", "FINISHED", "ERROR", "complete", "error", "2026-11-21T12:00:30+0000", "granted", "7"]
)
JSON = st.recursive(
    st.one_of(LEAVES, WORDS),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(_NAMES), inner, max_size=6)
    ),
    max_leaves=20,
)


def connector_to(network: NetworkName, answer: Callable[[httpx.Request], httpx.Response]) -> Any:
    http = httpx.AsyncClient(transport=httpx.MockTransport(answer))
    apps = {name: App("client", "held-client-secret") for name in NETWORKS}
    return make_connectors(Tools(http, HastyClock(), apps))[network]


@pytest.mark.parametrize("network", NETWORKS)
@pytest.mark.parametrize("method", [*METHODS, *FURTHER])
@settings(max_examples=10)  # others in every run
@given(script=st.lists(st.tuples(STATUSES, JSON, HEADERS), min_size=1, max_size=4))
def test_only_the_errors_of_the_port(
    network: NetworkName, method: str, script: list[tuple[int, Any, dict[str, str]]]
) -> None:
    """No answers, of any status and shape, make a connector raise anything but a NetworkError."""
    answers = iter(script)

    def answer(_: httpx.Request) -> httpx.Response:
        status, body, headers = next(answers, script[-1])
        return httpx.Response(status, json=body, headers=headers)

    connector = connector_to(network, answer)
    if method in FURTHER and not hasattr(connector, method):
        return

    async def call() -> None:
        try:
            check_result(await {**METHODS, **FURTHER}[method](connector))
        except NetworkError as error:
            assert error.failure.code.startswith(f"{network}.")  # noqa: PT017  raising nothing is as good

    asyncio.run(call())


@pytest.mark.parametrize("odd", [None, True, -1, "odd", [None], {"odd": 1}], ids=repr)
@pytest.mark.parametrize(("network", "method"), GOOD)
def test_one_wrong_part(network: NetworkName, method: str, odd: Any) -> None:
    """A good answer with any one part of it replaced is still read without a stumble."""

    async def call(answers: Sequence[Any]) -> None:
        script = iter(answers)
        connector = connector_to(network, lambda _: httpx.Response(200, json=next(script, answers[-1])))
        check_result(await {**METHODS, **FURTHER}[method](connector))

    asyncio.run(call(GOOD[network, method]))
    for wrong in with_one_part(GOOD[network, method], odd):
        try:
            asyncio.run(call(wrong))
        except NetworkError as error:
            assert error.failure.code.startswith(f"{network}."), wrong  # noqa: PT017  reading it is as good


@pytest.mark.parametrize("told", [{}, {"permissions": ",".join(_PERMITTED)}, {"permissions": _PERMITTED}])
def test_permissions_may_be_left_out(told: dict[str, Any]) -> None:
    """Instagram's pages show its token with and without the permissions that were given."""
    script = iter([{"access_token": "a", "user_id": 1, **told}, _TOKEN, _ACCOUNT])
    connector = connector_to("instagram", lambda _: httpx.Response(200, json=next(script)))

    async def call() -> Any:
        return await METHODS["consent"](connector)

    assert [choice.identity.handle for choice in asyncio.run(call())] == ["acme"]
