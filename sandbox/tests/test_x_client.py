"""Tweepy, written by others against the real X, is content with this one."""

from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
import tweepy
from requests.adapters import HTTPAdapter
from requests_oauthlib import OAuth1Session

Open = Callable[..., dict[str, Any]]


class ToSandbox(HTTPAdapter):
    """Sends what is meant for api.twitter.com to the sandbox."""

    def __init__(self, base_url: str) -> None:
        super().__init__()
        self._base_url = base_url

    def send(self, request: Any, *arguments: Any, **options: Any) -> Any:
        request.url = request.url.replace("https://api.twitter.com", self._base_url)
        return super().send(request, *arguments, **options)


@pytest.fixture
def opened(account: Open) -> dict[str, Any]:
    return account("x")


@pytest.fixture
def client(opened: dict[str, Any]) -> Iterator[tweepy.Client]:
    client = tweepy.Client(opened["credentials"]["access_token"])
    client.session.mount("https://api.twitter.com", ToSandbox(opened["base_url"]))
    yield client
    client.session.close()


def test_post_read_and_delete(client: tweepy.Client, opened: dict[str, Any], posts: Any) -> None:
    """A foreign client's post stands on the wall; read back, its links are shortened and expandable."""
    me = client.get_me(user_auth=False).data
    made = client.create_tweet(
        text="Tea & cake at https://example.com/a-rather-long-address #sale", user_auth=False
    )
    (listed,) = client.get_users_tweets(
        me.id, exclude=["retweets"], max_results=5, tweet_fields=["created_at", "entities"], user_auth=False
    ).data
    (post,) = posts(opened)

    assert me.username == opened["handle"]
    assert post["text"] == "Tea & cake at https://example.com/a-rather-long-address #sale"
    assert post["url"].endswith(f"/x/web/{opened['handle']}/status/{made.data['id']}")
    assert listed.text.startswith("Tea &amp; cake at https://t.co/")
    (link,) = listed.entities["urls"]
    assert link["expanded_url"] == "https://example.com/a-rather-long-address"
    assert listed.text[link["start"] : link["end"]] == link["url"]
    assert client.delete_tweet(made.data["id"], user_auth=False).data == {"deleted": True}
    assert posts(opened)[0]["deleted"] is True


def test_duplicate(client: tweepy.Client, opened: dict[str, Any], http: httpx.Client) -> None:
    """The same text again is refused with X's own body, to the letter."""
    client.create_tweet(text="once", user_auth=False)
    with pytest.raises(tweepy.Forbidden, match="duplicate content"):
        client.create_tweet(text="once", user_auth=False)
    answer = http.post(
        "/x/2/tweets",
        json={"text": "once"},
        headers={"authorization": f"Bearer {opened['credentials']['access_token']}"},
    )

    assert (answer.status_code, answer.json()) == (
        403,
        {
            "detail": "You are not allowed to create a Tweet with duplicate content.",
            "type": "about:blank",
            "title": "Forbidden",
            "status": 403,
        },
    )


def test_unauthorized(opened: dict[str, Any]) -> None:
    client = tweepy.Client("nobody")
    client.session.mount("https://api.twitter.com", ToSandbox(opened["base_url"]))
    with pytest.raises(tweepy.Unauthorized):
        client.get_me(user_auth=False)
    client.session.close()


class SignedToSandbox(ToSandbox):
    """Signs for the address that is really called: the signature covers it."""

    def __init__(self, base_url: str, auth: Any) -> None:
        super().__init__(base_url)
        self._auth = auth

    def send(self, request: Any, *arguments: Any, **options: Any) -> Any:
        request.url = request.url.replace("https://api.twitter.com", self._base_url)
        request.headers.pop("Authorization", None)
        return HTTPAdapter.send(self, self._auth(request), *arguments, **options)


def test_oauth_1(account: Open, posts: Any) -> None:
    """Requests signed by OAuth 1.0a are taken; with a wrong secret they are not."""
    opened = account("x", oauth="1.0a")
    keys = opened["credentials"]
    app = (keys["client_id"], keys["client_secret"])
    for secret, taken in ((keys["access_token_secret"], True), ("wrong", False)):
        client = tweepy.Client(None, *app, keys["access_token"], secret)
        auth = tweepy.OAuth1UserHandler(*app, keys["access_token"], secret).apply_auth()
        client.session.mount("https://api.twitter.com", SignedToSandbox(opened["base_url"], auth))
        if taken:
            client.create_tweet(text="Signed & sealed?")
            shown = client.get_me(user_fields=["username", "name"]).data
            assert shown.username == opened["handle"]
        else:
            with pytest.raises(tweepy.Unauthorized):
                client.get_me()
        client.session.close()
    assert [post["text"] for post in posts(opened)] == ["Signed & sealed?"]


def test_oauth_1_consent(account: Open, http: httpx.Client) -> None:
    """Request token, verifier, access token: three legs, each of them once."""
    opened = account("x", oauth="1.0a")
    base, keys = opened["base_url"], opened["credentials"]
    back_to = "http://127.0.0.1:1234/back"
    legs = OAuth1Session(keys["client_id"], keys["client_secret"], callback_uri=back_to)
    asked = legs.fetch_request_token(f"{base}/oauth/request_token")
    assert asked["oauth_callback_confirmed"] == "true"
    page = legs.authorization_url(f"{base}/oauth/authorize", login_hint=opened["handle"])
    legs.parse_authorization_response(http.get(page).headers["location"])
    given = legs.fetch_access_token(f"{base}/oauth/access_token")
    assert (given["screen_name"], given["user_id"]) == (opened["handle"], opened["remote_id"])
    assert legs.get(f"{base}/2/users/me").json()["data"]["username"] == opened["handle"]
    legs.close()
    assert http.get(page).status_code == 403
