"""The wall shows what stands, escaped, and every address a network gives opens."""

import io
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import httpx
from PIL import Image

from sandbox.tests.test_linkedin_client import POST
from sandbox.tests.videos import video

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
    assert 'class="card linkedin comment"' in shown
    said = http.get("/_sandbox/posts?network=linkedin").json()["items"][0]["remote_id"]
    alone = http.get(f"/posts/linkedin/{quote(said)}").text
    assert f'In answer to <a href="/posts/linkedin/{quote(urn)}">' in alone


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


def test_a_video_has_a_poster(http: httpx.Client, account: Open) -> None:
    """The picture that is shown before anybody plays it comes out of the video."""
    opened = account("mastodon")
    headers = {"authorization": f"Bearer {opened['credentials']['access_token']}"}
    sent = http.post("/mastodon/api/v2/media", headers=headers, files={"file": ("rain.mp4", video())}).json()
    http.post(
        "/mastodon/api/v1/statuses", headers=headers, json={"status": "rain", "media_ids": [sent["id"]]}
    )
    [address] = re.findall(r'poster="([^"]+)"', http.get("/?network=mastodon").text)
    poster = http.get(address)

    assert poster.headers["content-type"] == "image/jpeg"
    assert Image.open(io.BytesIO(poster.content)).size == (360, 640)
    assert http.get(f"/_sandbox/posters/{'0' * 64}").status_code == 404


def test_the_address_of_a_message_is_the_chat(http: httpx.Client, account: Open) -> None:
    """Messages have no page of their own."""
    opened = account("whatsapp")
    address = f"/whatsapp/v26.0/{opened['credentials']['phone_number_id']}/messages"
    message = {
        "messaging_product": "whatsapp",
        "to": "12025550143",
        "type": "text",
        "text": {"body": "Free chai while it rains."},
    }
    headers = {"authorization": f"Bearer {opened['credentials']['access_token']}"}
    assert http.post(address, headers=headers, json=message).status_code == 200

    page = http.get("/whatsapp/web/12025550143")
    assert page.status_code == 200
    assert "Free chai while it rains." in page.text


def test_an_account_is_shown_under_the_name_it_is_given(http: httpx.Client, account: Open) -> None:
    opened = account("mastodon", display_name="Ten Brands")
    say(http, opened, "by all of us")

    assert opened["display_name"] == "Ten Brands"
    assert "Ten Brands" in http.get("/?network=mastodon").text
