"""The wall shows what stands, escaped, and every address a network gives opens."""

from collections.abc import Callable
from typing import Any

import httpx

Open = Callable[..., dict[str, Any]]


def say(http: httpx.Client, account: dict[str, Any], text: str) -> dict[str, Any]:
    headers = {"authorization": f"Bearer {account['credentials']['access_token']}"}
    answer = http.post("/mastodon/api/v1/statuses", headers=headers, json={"status": text})
    said: dict[str, Any] = answer.json()
    return said


def test_text_is_escaped(http: httpx.Client, account: Open) -> None:
    """Markup in a post is shown, never run."""
    say(http, account("mastodon"), "<script>alert(1)</script> & #tag")
    page = http.get("/")

    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; " in page.text
    assert "<script>alert" not in page.text
    assert "default-src 'self'" in page.headers["content-security-policy"]


def test_marks(http: httpx.Client, account: Open) -> None:
    """Links open, hashtags are marked to their last vowel sign."""
    say(http, account("mastodon"), "मानसून #चाय https://example.com/a?b=1&c=2.")
    page = http.get("/?network=mastodon").text

    assert '<span class="mark" dir="auto">#चाय</span>' in page
    assert 'href="https://example.com/a?b=1&amp;c=2"' in page


def test_unchanged(http: httpx.Client, account: Open) -> None:
    """An unchanged wall costs a 304; a new post changes it."""
    opened = account("mastodon")
    version = http.get("/").headers["etag"]

    assert http.get("/", headers={"if-none-match": version}).status_code == 304
    said = say(http, opened, "something new")
    assert http.get("/", headers={"if-none-match": version}).status_code == 200
    http.delete(
        f"/mastodon/api/v1/statuses/{said['id']}",
        headers={"authorization": f"Bearer {opened['credentials']['access_token']}"},
    )
    assert http.get(said["url"]).status_code == 410


def test_addresses(http: httpx.Client, account: Open, posts: Callable[..., Any]) -> None:
    """Posts and profiles open at the addresses given, and at /posts; unknown ones are a 404 page."""
    opened = account("mastodon")
    said = say(http, opened, "find me")
    (post,) = posts(opened)

    for address in (said["url"], post["profile_url"], f"/posts/mastodon/{said['id']}"):
        page = http.get(address)
        assert page.status_code == 200
        assert "find me" in page.text
    for address in ("/posts/mastodon/1", "/x/web/nobody/status/1", "/bluesky/web/profile/nobody.test"):
        assert http.get(address).status_code == 404
