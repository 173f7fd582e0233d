"""A look says "not there" only after it has seen everything that could be there."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import httpx
import pytest

from services.publisher.domain.content import Content, Missing, Prepared, Receipt, part_of
from services.publisher.errors import UnknownOutcomeError
from services.publisher.ports import Connector
from services.publisher.tests.unit.playing import CONTENT, NOW, PART, PREPARED, access, connector_to
from shared.events import PostDetails


def look(connector: Connector) -> Any:
    return connector.prove(access(), PART, PREPARED[connector.network], since=NOW, taken=frozenset())


def status(number: int, text: str = "another", created_at: str = "2026-11-21T12:00:30Z") -> dict[str, Any]:
    return {
        "id": str(number),
        "url": f"https://network.example/@acme/{number}",
        "content": f"<p>{text}</p>",
        "created_at": created_at,
        "media_attachments": [],
    }


def mastodon(pages: Iterator[list[dict[str, Any]]], asked: list[str | None]) -> Connector:
    """A server whose listing has these pages."""

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/source"):
            return httpx.Response(404, json={"error": "Record not found"})
        asked.append(request.url.params.get("max_id"))
        return httpx.Response(200, json=next(pages))

    return connector_to("mastodon", answer)


async def test_mastodon_short_pages() -> None:
    """A page may be short because something on it is hidden; only an empty one is the end."""
    asked: list[str | None] = []
    pages = [[status(9), status(8)], [status(7)], [status(6, CONTENT.text)]]
    found = await look(mastodon(iter(pages), asked))
    assert found.remote_id == "6"
    assert asked == [None, "8", "7"]

    assert await look(mastodon(iter([*pages[:2], []]), [])) == Missing()


async def test_mastodon_ends_at_the_attempt() -> None:
    """What is older than the attempt, a minute for clocks allowed, needs no further pages."""
    asked: list[str | None] = []
    pages = iter([[status(9), status(8, CONTENT.text, "2026-11-21T11:58:59Z")]])
    assert await look(mastodon(pages, asked)) == Missing()
    assert asked == [None]


async def test_mastodon_too_many() -> None:
    """Not among the first so many is not known to be absent."""
    pages = ([status(1000 - 2 * page), status(999 - 2 * page)] for page in range(100))
    with pytest.raises(UnknownOutcomeError, match="statuses since the attempt"):
        await look(mastodon(pages, []))


async def test_mastodon_like_servers() -> None:
    """One that writes times without a zone means UTC; an address that is no web page is not shown to anybody."""
    found = await look(mastodon(iter([[status(9, CONTENT.text, "2026-11-21T12:00:30")]]), []))
    assert found.created_at == datetime(2026, 11, 21, 12, 0, 30, tzinfo=UTC)

    with pytest.raises(UnknownOutcomeError, match="lacks id, url"):
        await look(mastodon(iter([[{**status(9, CONTENT.text), "url": "javascript:alert(1)"}]]), []))


def listed(text: str, number: int = 1) -> dict[str, Any]:
    link = {"url": "https://t.co/1", "expanded_url": "https://example.org"}
    return {
        "id": str(number),
        "text": text.replace("https://example.org", link["url"]),
        "entities": {"urls": [link]},
    }


def x(*pages: dict[str, Any]) -> Connector:
    script = iter(pages)
    return connector_to("x", lambda _: httpx.Response(200, json=next(script, pages[-1])))


OTHER, OURS = listed("another"), listed(CONTENT.text, 7)
ERROR = {"title": "Not Found Error", "detail": "Could not find something."}


@pytest.mark.parametrize(
    "page",
    [
        {"data": [OTHER], "meta": {"result_count": 1}, "errors": [ERROR]},
        {"data": [OTHER], "meta": {"result_count": 2}},
        {"meta": {"result_count": 1}},
        {"errors": [ERROR]},
        {"data": [OTHER]},
        {"meta": {}},
    ],
)
async def test_x_part_of_a_list(page: dict[str, Any]) -> None:
    """A list with errors beside it, or without as many posts as it says, proves no absence."""
    with pytest.raises(UnknownOutcomeError):
        await look(x(page))


async def test_x_found_in_a_part() -> None:
    """It does prove what it shows."""
    found = await look(x({"data": [OTHER, OURS], "meta": {"result_count": 3}, "errors": [ERROR]}))
    assert found.remote_id == "7"
    assert found.url == "https://web.example/acme/status/7"


async def test_x_pages() -> None:
    """The next page is asked for as long as there is one."""
    first = {"data": [OTHER], "meta": {"result_count": 1, "next_token": "n"}}
    assert (await look(x(first, first, {"data": [OURS], "meta": {"result_count": 1}}))).remote_id == "7"
    assert await look(x(first, {"meta": {"result_count": 0}})) == Missing()
    with pytest.raises(UnknownOutcomeError, match="pages of posts since the attempt"):
        await look(x(first))


COMMENT = part_of(
    Content(UUID(int=7), "Video", "en", details=PostDetails(first_comment="First!")),
    1,
    (Receipt("v1", "https://web.example/watch?v=v1"),),
)


def comments(*pages: list[dict[str, Any]]) -> Connector:
    """A video with these pages of comments, and more of the last for ever."""
    script = iter(pages)

    def answer(request: httpx.Request) -> httpx.Response:  # noqa: ARG001  the same for any
        page: dict[str, Any] = {"pageInfo": {}, "items": next(script, pages[-1]), "nextPageToken": "n"}
        return httpx.Response(200, json=page)

    return connector_to("youtube", answer)


def comment(text: str, published_at: str = "2026-11-21T12:00:30Z", number: int = 1) -> dict[str, Any]:
    said = {
        "publishedAt": published_at,
        "authorChannelId": {"value": access().remote_id},
        "textOriginal": text,
    }
    return {"id": f"c{number}", "snippet": {"topLevelComment": {"snippet": said}}}


async def test_youtube_comments_on_several_pages() -> None:
    """Ours may be behind many newer ones; what is older than the attempt ends the look, an endless list proves nothing."""

    async def seen(connector: Connector) -> Any:
        return await connector.prove(access(), COMMENT, Prepared({}), since=NOW, taken=frozenset())

    others, older = [comment("another")], [comment("First!", "2026-11-21T11:58:59Z")]
    assert (await seen(comments(others, [comment("First!", number=7)]))).remote_id == "c7"
    assert await seen(comments(others, older)) == Missing()
    with pytest.raises(UnknownOutcomeError, match="goes on"):
        await seen(comments(others))


async def test_youtube_no_comments() -> None:
    """An empty list may come without items."""
    connector = connector_to("youtube", lambda _: httpx.Response(200, json={"pageInfo": {"totalResults": 0}}))
    seen = await connector.prove(access(), COMMENT, Prepared({}), since=NOW, taken=frozenset())
    assert seen == Missing()
