"""The atproto SDK, written by others against the real network, is content with this server."""

import base64
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from atproto import Client, models
from atproto_client.exceptions import BadRequestError, UnauthorizedError

from sandbox.networks.bluesky.cids import dag_cbor, record_cid
from sandbox.tests.conftest import picture

pytestmark = pytest.mark.filterwarnings(
    "ignore:Use 'content:DeprecationWarning"
)  # the SDK's way to send bytes

Open = Callable[..., dict[str, Any]]


@pytest.fixture
def opened(account: Open) -> dict[str, Any]:
    return account("bluesky")


@pytest.fixture
def client(opened: dict[str, Any]) -> Iterator[Client]:
    client = Client(opened["base_url"])
    client.login(opened["credentials"]["identifier"], opened["credentials"]["app_password"])
    yield client
    client.request.close()


def test_post_with_image_read_and_delete(client: Client, opened: dict[str, Any], posts: Any) -> None:
    """A foreign client's post stands on the wall with its picture and alt text, can be read and deleted."""
    made = client.send_image("Monsoon sale", picture(), "An orange field", langs=["en"])
    read = client.get_posts([made.uri]).posts[0]
    (post,) = posts(opened)

    assert read.record.text == "Monsoon sale"
    assert read.cid == made.cid
    assert (post["text"], post["media"][0]["alt"], post["media"][0]["width"]) == (
        "Monsoon sale",
        "An orange field",
        64,
    )
    assert client.get_profile(opened["handle"]).posts_count == 1
    assert client.delete_post(made.uri)
    assert posts(opened)[0]["deleted"] is True


def test_too_long(client: Client) -> None:
    """301 graphemes are refused in the lexicon's words."""
    with pytest.raises(BadRequestError, match="must not be longer than 300 graphemes"):
        client.send_post("x" * 301)


def test_wrong_password(opened: dict[str, Any]) -> None:
    stranger = Client(opened["base_url"])
    with pytest.raises(UnauthorizedError, match="AuthenticationRequired"):
        stranger.login(opened["handle"], "abcd-abcd-abcd-abcd")
    stranger.request.close()


def test_refresh(client: Client) -> None:
    """The refresh token gives a session once; used again, it is expired."""
    used = client._session.refresh_jwt
    client._refresh_and_set_session()
    client._session.refresh_jwt = used

    with pytest.raises(BadRequestError, match="ExpiredToken"):
        client._refresh_and_set_session()


def test_record_identifiers() -> None:
    """Content identifiers are those of an independent DAG-CBOR implementation."""
    libipld = pytest.importorskip("libipld")
    record = {
        "text": "é",
        "$type": "app.bsky.feed.post",
        "langs": ["en"],
        "n": [1, 24, 300, 70_000, -5, True, None],
    }

    assert dag_cbor(record) == libipld.encode_dag_cbor(record)
    decoded = base64.b32decode(record_cid(record)[1:].upper() + "=" * (-len(record_cid(record)[1:]) % 8))
    assert decoded[:4] == bytes([1, 0x71, 0x12, 0x20])
    assert models.AppBskyFeedPost.Record(text="é", created_at="2026-01-01T00:00:00Z").text == "é"
