"""The receiver of signed webhooks is as careful as the specification wants it."""

import hashlib
import json
import secrets
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from standardwebhooks import Webhook

from sandbox.tests.conftest import picture

Open = Callable[..., dict[str, Any]]
POST: dict[str, Any] = {
    "publication_id": "7",
    "part": 0,
    "role": "post",
    "text": "Fresh bread",
    "language": "en",
    "media": [],
    "in_reply_to": None,
    "kind": "post",
    "title": "",
    "link": None,
    "poll": None,
    "visibility": None,
    "content_warning": "",
    "tags": [],
    "options": {},
}


@pytest.fixture
def opened(account: Open) -> dict[str, Any]:
    return account("webhook")


def send(http: httpx.Client, opened: dict[str, Any], data: dict[str, Any], **given: Any) -> httpx.Response:
    """As a sender who follows the specification does."""
    now = datetime.fromtimestamp(given.get("at", time.time()), UTC)
    message = {"type": given.get("type", "post.publish"), "timestamp": now.isoformat(), "data": data}
    body, message_id = json.dumps(message), given.get("message_id", "m-1")
    secret = given.get("secret", opened["credentials"]["secret"])
    headers = {
        "webhook-id": message_id,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": f"v1a,other {Webhook(secret).sign(message_id, now, body)}",
    }
    place = opened["credentials"]["url"].removeprefix("https://receiver.example")
    return http.post(f"/webhook{place}", content=given.get("body", body), headers=headers)


def test_the_same_id_is_the_same_post(http: httpx.Client, opened: dict[str, Any], posts: Any) -> None:
    """However often it comes; another id is another post."""
    answers = [send(http, opened, POST, message_id=name).json() for name in ("a", "a", "b")]
    assert answers[0] == answers[1] != answers[2]
    assert [post["accepted"] for post in posts(opened)] == [1, 2]
    assert http.get(answers[0]["url"]).status_code == 200


def test_what_is_not_signed_as_it_must_be(http: httpx.Client, opened: dict[str, Any], posts: Any) -> None:
    """Another secret, another body, an old time, an address that is none."""
    answers = [
        send(http, opened, POST, secret="whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"),
        send(http, opened, POST, body=json.dumps({"type": "post.publish"})),
        send(http, opened, POST, at=time.time() - 301),
        send(http, opened, POST, at=time.time() + 301),
    ]
    assert [answer.status_code for answer in answers] == [401] * 4
    opened["credentials"]["url"] += "x"
    assert send(http, opened, POST).status_code == 404
    assert posts(opened) == []


def test_attachments_are_fetched_and_compared(
    http: httpx.Client, address: str, opened: dict[str, Any], posts: Any
) -> None:
    """What lies at the address must be what was announced."""
    data = picture() + secrets.token_bytes(8)  # one that lies nowhere yet
    digest = hashlib.sha256(data).hexdigest()
    medium = {
        "url": f"{address}/_sandbox/media/{digest}",
        "media_type": "image/png",
        "size": len(data),
        "sha256": digest,
        "alt_text": "bread",
    }
    refused = send(http, opened, {**POST, "media": [medium]})
    assert (refused.status_code, posts(opened)) == (422, [])


def test_changes(http: httpx.Client, opened: dict[str, Any], posts: Any) -> None:
    """An edit changes, a deletion takes away, and both may come twice; what never was is refused."""
    made = send(http, opened, POST).json()["id"]
    for _ in range(2):
        assert send(http, opened, {"id": made, "text": "Better"}, type="post.edit").status_code == 200
    for name in (made, "m-1"):
        assert send(http, opened, {"id": name}, type="post.delete").status_code == 200
    [post] = posts(opened)
    assert (post["text"], post["deleted"]) == ("Better", True)
    assert send(http, opened, {"id": "p0", "text": "a"}, type="post.edit").status_code == 422


@pytest.mark.parametrize("wrong", [{"text": None}, {"surprise": 1}, {"in_reply_to": "nothing"}])
def test_bodies(http: httpx.Client, opened: dict[str, Any], wrong: dict[str, Any]) -> None:
    """A field that is wrong, or that nobody announced, is named."""
    refused = send(http, opened, {**POST, **wrong})
    assert refused.status_code == 422


def test_ping_and_silence(http: httpx.Client, account: Open, opened: dict[str, Any], posts: Any) -> None:
    """A ping is answered with who is there; a receiver may also say nothing."""
    assert send(http, opened, {}, type="ping").json()["name"] == opened["handle"]
    silent = account("webhook", silent=True)
    answer = send(http, silent, POST)
    assert (answer.status_code, answer.content, len(posts(silent))) == (204, b"", 1)
