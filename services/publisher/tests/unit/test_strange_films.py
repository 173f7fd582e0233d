"""As `test_strange_answers`, of the networks of videos and of all that they offer."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.publisher.domain.access import Access, App, ConsentPage, ConsentRequest
from services.publisher.domain.content import Content, Prepared, Receipt, part_of
from services.publisher.errors import NetworkError
from services.publisher.networks.connectors import Tools
from services.publisher.networks.tiktok.connector import TikTokConnector
from services.publisher.networks.youtube.connector import YouTubeConnector
from services.publisher.networks.youtube.figures import ANALYTICS
from services.publisher.ports import Live
from services.publisher.tests.attachments import Picture
from services.publisher.tests.unit.playing import NOW, HastyClock
from services.publisher.tests.unit.test_strange_answers import (
    HEADERS,
    LEAVES,
    STATUSES,
    _names,
    check_result,
    with_one_part,
)
from shared.events import PostDetails

Player = YouTubeConnector | TikTokConnector

FILM = Picture(b"not looked at here", "video/mp4", "", 360, 640, duration_seconds=3)
PHOTO = Picture(b"nor here", "image/jpeg", "", 40, 30, url="https://media.example/photo.jpg")
CONTENT = Content(
    UUID(int=7), "Fresh bread", "en", details=PostDetails(title="Bread", first_comment="First!")
)
PART = part_of(CONTENT, 0)
VIDEO = Receipt("v1", "https://www.youtube.com/watch?v=v1")
COMMENT = part_of(CONTENT, 1, (VIDEO,))
LIVE = Live(VIDEO, NOW)
SESSION = "https://www.googleapis.com/upload/youtube/v3/videos?uploadType=resumable&upload_id=u1"
UPLOAD = "https://open-upload.tiktokapis.com/video/?upload_id=1&upload_token=t1"
REQUEST = ConsentRequest(
    "state", "https://example.com/back", {**YouTubeConnector.hosts, **TikTokConnector.hosts}
)
PAGE = ConsentPage("https://example.com", {"code_verifier": "v"})
SIZE = FILM.media.size
STARTED = Prepared({"upload": SESSION, "size": SIZE})
SEEN = Prepared({**STARTED.document, "video_id": "v1", "asked": 0})
SOURCE = {"source": "FILE_UPLOAD", "video_size": SIZE, "chunk_size": SIZE, "total_chunk_count": 1}
BEGUN = Prepared({"publish_id": "p1", "upload": UPLOAD, "source": SOURCE})
WAITING = Prepared({**BEGUN.document, "looks": 0})
PHOTOS = Prepared({"creator": {"comment_disabled": False}})


def access(connector: Player) -> Access:
    secrets = {name: f"held-{name}" for name in ("access_token", "refresh_token", "client_secret")}
    secrets |= {"client_id": "c", "client_key": "c", "scope": ANALYTICS}
    return Access(UUID(int=1), connector.hosts, "UC42", "acme", secrets)


def proving(part: Any, prepared: Prepared) -> Callable[[Player], Awaitable[Any]]:
    return lambda one: one.prove(access(one), part, prepared, since=NOW, taken=frozenset())


def committing(part: Any, prepared: Prepared, *attachments: Picture) -> Callable[[Player], Awaitable[Any]]:
    return lambda one: one.commit(access(one), part, attachments, prepared)


SHARED: dict[str, Callable[[Player], Awaitable[Any]]] = {
    "refresh": lambda one: one.refresh(access(one)),
    "identify": lambda one: one.identify(access(one)),
    "consent": lambda one: one.finish_consent(REQUEST, PAGE, {"code": "c1"}),
    "prepare": lambda one: one.prepare(access(one), PART, [FILM], None),
    "measure": lambda one: one.measure(access(one), [LIVE]),
    "measure_account": lambda one: one.measure_account(access(one)),
}
METHODS: dict[tuple[str, str], Callable[[Any], Awaitable[Any]]] = {
    **{(network, name): call for network in ("youtube", "tiktok") for name, call in SHARED.items()},
    ("youtube", "commit"): committing(PART, STARTED, FILM),
    ("youtube", "prove"): proving(PART, STARTED),
    ("youtube", "processed"): proving(PART, SEEN),
    ("youtube", "comment"): committing(COMMENT, Prepared({})),
    ("youtube", "prove comment"): proving(COMMENT, Prepared({})),
    ("youtube", "edit"): lambda one: one.edit(access(one), LIVE, PART),
    ("youtube", "delete"): lambda one: one.delete(access(one), LIVE),
    ("tiktok", "commit"): committing(PART, BEGUN, FILM),
    ("tiktok", "prove"): proving(PART, BEGUN),
    ("tiktok", "processed"): proving(PART, WAITING),
    ("tiktok", "photos"): committing(PART, PHOTOS, PHOTO),
    ("tiktok", "prove photos"): proving(PART, PHOTOS),
}

_TOKENS = {
    "access_token": "a",
    "refresh_token": "r",
    "expires_in": 3600,
    "refresh_expires_in": 86_400,
    "scope": "user.info.basic,user.info.profile,video.publish",
}
_SCOPES = "https://www.googleapis.com/auth/youtube.upload https://www.googleapis.com/auth/youtube.readonly"
_AT = "2026-11-21T12:00:30Z"
_STATUS = {"uploadStatus": "processed", "privacyStatus": "public"}
_MADE = {"id": "v1", "snippet": {"publishedAt": _AT}, "status": _STATUS}
_CHANNEL = {
    "id": "UC42",
    "snippet": {"title": "Acme", "customUrl": "@acme"},
    "contentDetails": {"relatedPlaylists": {"uploads": "UU42"}},
    "statistics": {"viewCount": "1", "subscriberCount": "2", "videoCount": "3"},
}
_SAID = {
    "publishedAt": _AT,
    "authorChannelId": {"value": "UC42"},
    "textOriginal": "First!",
    "textDisplay": "First!",
}
_THREAD = {"id": "c1", "snippet": {"topLevelComment": {"snippet": _SAID}}}


def _page(*items: Any) -> dict[str, Any]:
    return {"pageInfo": {"totalResults": len(items)}, "items": list(items)}


def _fine(data: dict[str, Any]) -> dict[str, Any]:
    return {"data": data, "error": {"code": "ok", "message": ""}}


_CREATOR = _fine(
    {
        "privacy_level_options": ["PUBLIC_TO_EVERYONE"],
        "max_video_post_duration_sec": 600,
        "comment_disabled": False,
    }
)
_USER = _fine({"user": {"open_id": "o1", "username": "acme", "display_name": "Acme"}})
_COMPLETE = _fine({"status": "PUBLISH_COMPLETE", "publicaly_available_post_id": [7], "uploaded_bytes": SIZE})
_VIDEO = {"id": "7", "title": "Fresh bread", "video_description": "", "create_time": int(NOW.timestamp())}
GOOD: dict[tuple[str, str], list[Any]] = {
    ("youtube", "refresh"): [_TOKENS],
    ("youtube", "identify"): [_page(_CHANNEL)],
    ("youtube", "consent"): [{**_TOKENS, "scope": _SCOPES}, _page(_CHANNEL)],
    ("youtube", "measure"): [
        _page({"id": "v1", "statistics": {"viewCount": "1", "likeCount": "2", "commentCount": "3"}}),
        {"rows": [["v1", 7]]},
    ],
    ("youtube", "measure_account"): [_page(_CHANNEL)],
    ("youtube", "commit"): [_MADE],
    ("youtube", "prove"): [_MADE],
    ("youtube", "processed"): [_page(_MADE)],
    ("youtube", "comment"): [_THREAD],
    ("youtube", "prove comment"): [_page(_THREAD)],
    ("tiktok", "refresh"): [_TOKENS],
    ("tiktok", "identify"): [_USER],
    ("tiktok", "consent"): [_TOKENS, _USER],
    ("tiktok", "prepare"): [_CREATOR, _fine({"publish_id": "p1", "upload_url": UPLOAD})],
    ("tiktok", "measure"): [
        _fine(
            {"videos": [{"id": "v1", "view_count": 1, "like_count": 2, "comment_count": 3, "share_count": 4}]}
        )
    ],
    ("tiktok", "measure_account"): [
        _fine({"user": {"follower_count": 1, "following_count": 2, "video_count": 3}})
    ],
    ("tiktok", "commit"): [_COMPLETE],
    ("tiktok", "prove"): [_COMPLETE],
    ("tiktok", "processed"): [_fine({"status": "PROCESSING_UPLOAD", "uploaded_bytes": SIZE})],
    ("tiktok", "photos"): [_fine({"publish_id": "p1"})],
    ("tiktok", "prove photos"): [_fine({"videos": [_VIDEO], "has_more": False, "cursor": 0})],
}
NAMES = st.sampled_from(
    sorted({*_names(list(GOOD.values())), "error", "errors", "message", "reason", "code"})
)
JSON = st.recursive(
    st.one_of(LEAVES, st.sampled_from(["ok", "PUBLISH_COMPLETE", "FAILED", "processed", "failed"])),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(NAMES, inner, max_size=6)),
    max_leaves=20,
)


def connector_to(network: str, answer: Callable[[httpx.Request], httpx.Response]) -> Player:
    http = httpx.AsyncClient(transport=httpx.MockTransport(answer))
    app = App("client", "held-app-secret")
    tools = Tools(http, HastyClock(), {"youtube": app, "tiktok": app})
    return YouTubeConnector(tools) if network == "youtube" else TikTokConnector(tools)


@pytest.mark.parametrize(("network", "method"), METHODS)
@given(script=st.lists(st.tuples(STATUSES, JSON, HEADERS), min_size=1, max_size=4))
def test_only_the_errors_of_the_port(
    network: str, method: str, script: list[tuple[int, Any, dict[str, str]]]
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


@pytest.mark.parametrize("odd", [None, True, -1, 1e300, "", "odd", "²", [], [None], {}, {"odd": 1}], ids=repr)
@pytest.mark.parametrize(("network", "method"), GOOD)
def test_one_wrong_part(network: str, method: str, odd: Any) -> None:
    """A good answer with any one part of it replaced is still read without a stumble."""
    good = GOOD[network, method]

    async def call(answers: list[Any]) -> None:
        script = iter(answers)
        connector = connector_to(network, lambda _: httpx.Response(200, json=next(script, answers[-1])))
        check_result(await METHODS[network, method](connector))

    asyncio.run(call(good))
    for wrong in with_one_part(good, odd):
        try:
            asyncio.run(call(wrong))
        except NetworkError as error:
            assert error.failure.code.startswith(f"{network}."), wrong  # noqa: PT017  reading it is as good


@pytest.mark.parametrize("network", ["youtube", "tiktok"])
@pytest.mark.parametrize("method", ["commit", "prove", "comment", "photos", "prove photos", "identify"])
@pytest.mark.parametrize("body", [b"", b"<!DOCTYPE html><p>One moment", b"{}", b"[]", b"null", b'"ok"', b"7"])
async def test_nothing_is_claimed(network: str, method: str, body: bytes) -> None:
    """An answer that does not say what it must is no receipt and no absence."""
    if (network, method) not in METHODS:
        return
    connector = connector_to(network, lambda _: httpx.Response(200, content=body))
    with pytest.raises(NetworkError) as caught:
        await METHODS[network, method](connector)
    assert caught.value.failure.error_class == "transient"
