"""Mastodon.py, written by others against the real Mastodon, is content with this one."""

from collections.abc import Callable
from typing import Any

import pytest
from mastodon import Mastodon, MastodonAPIError, MastodonUnauthorizedError

from sandbox.tests.conftest import picture

Open = Callable[..., dict[str, Any]]


@pytest.fixture
def opened(account: Open) -> dict[str, Any]:
    return account("mastodon")


@pytest.fixture
def client(opened: dict[str, Any]) -> Mastodon:
    return Mastodon(
        access_token=opened["credentials"]["access_token"],
        api_base_url=opened["base_url"],
        version_check_mode="none",
        ratelimit_method="throw",
    )


def test_post_read_and_delete(client: Mastodon, opened: dict[str, Any], posts: Any) -> None:
    """A status posted by a foreign client stands on the wall, can be read back and deleted."""
    me = client.account_verify_credentials()
    media = client.media_post(picture(), mime_type="image/png", description="An orange field")
    status = client.status_post("Monsoon sale! https://example.com/a #sale", media_ids=[media], language="en")

    assert me.username == opened["handle"]
    assert status.media_attachments[0].description == "An orange field"
    assert client.status_source(status.id).text == "Monsoon sale! https://example.com/a #sale"
    assert [found.id for found in client.account_statuses(me.id)] == [status.id]
    (post,) = posts(opened)
    assert (post["url"], post["media"][0]["alt"], post["deleted"]) == (status.url, "An orange field", False)

    client.status_delete(status.id)

    assert posts(opened)[0]["deleted"] is True


def test_idempotency_key(client: Mastodon, opened: dict[str, Any], posts: Any) -> None:
    """The same key gives the first status back, and the wall counts both requests."""
    first = client.status_post("once", idempotency_key="k1")
    again = client.status_post("other words", idempotency_key="k1")

    assert again.id == first.id
    assert [(post["text"], post["accepted"]) for post in posts(opened)] == [("once", 2)]


def test_refusals(client: Mastodon, opened: dict[str, Any]) -> None:
    """Too long is refused in Mastodon's words, a wrong token as unauthorized."""
    with pytest.raises(MastodonAPIError, match="character limit of 500 exceeded"):
        client.status_post("x" * 501)
    stranger = Mastodon(access_token="no", api_base_url=opened["base_url"], version_check_mode="none")
    with pytest.raises(MastodonUnauthorizedError):
        stranger.account_verify_credentials()


def test_authorization_code_flow(opened: dict[str, Any], http: Any) -> None:
    """An app is registered, consent is given at once, the code becomes a token."""
    base = opened["base_url"]
    client_id, secret = Mastodon.create_app(
        "Test", scopes=["profile", "write"], redirect_uris="https://app.example/back", api_base_url=base
    )
    client = Mastodon(client_id, secret, api_base_url=base, version_check_mode="none")
    url = client.auth_request_url(
        redirect_uris="https://app.example/back", scopes=["profile", "write"], allow_http=True
    )
    answer = http.get(f"{url}&login_hint={opened['handle']}")
    code = answer.headers["location"].split("code=")[1].split("&")[0]
    client.log_in(
        code=code, redirect_uri="https://app.example/back", scopes=["profile", "write"], allow_http=True
    )

    assert client.account_verify_credentials().username == opened["handle"]
