"""The wall shows what stands, escaped, and every address a network gives opens."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import httpx

from sandbox.tests.test_linkedin_client import POST

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


def test_what_a_post_shows_beside_its_text(http: httpx.Client, account: Open) -> None:
    """A poll's options, a link's card, a document, and what a comment answers."""
    page = account("linkedin", kind="organization")
    headers = {
        "authorization": f"Bearer {page['credentials']['access_token']}",
        "linkedin-version": "202609",
    }
    body = {**POST, "author": page["remote_id"]}
    poll = {
        "question": "Which?",
        "options": [{"text": "Rye"}, {"text": "<Spelt>"}],
        "settings": {"duration": "ONE_DAY"},
    }
    card = {"source": "https://a.example/bread", "title": "All about bread", "description": "And rolls"}
    asked = {"initializeUploadRequest": {"owner": page["remote_id"]}}
    value = http.post("/linkedin/rest/documents?action=initializeUpload", headers=headers, json=asked).json()[
        "value"
    ]
    http.put(value["uploadUrl"], content=b"%PDF-1.7 the menu")
    contents = ({"poll": poll}, {"article": card}, {"media": {"id": value["document"], "title": "Menu"}})
    for number, content in enumerate(contents):
        said = {**body, "commentary": f"number {number}", "content": content}
        urn = http.post("/linkedin/rest/posts", headers=headers, json=said).headers["x-restli-id"]
    comment = {"actor": page["remote_id"], "object": urn, "message": {"text": "First"}}
    http.post(f"/linkedin/rest/socialActions/{quote(urn, safe='')}/comments", headers=headers, json=comment)
    shown = http.get(page["profile_url"]).text

    for words in ("Rye", "&lt;Spelt&gt;", "All about bread", "https://a.example/bread", "pdf, 1 kB"):
        assert words in shown
    assert f'In answer to <a href="/posts/linkedin/{quote(urn)}">' in shown


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
