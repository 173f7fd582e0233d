"""Meta's own SDK, written against the real Graph API, is content with this one."""

from collections.abc import Callable
from typing import Any

import pytest
from facebook_business.adobjects.iguser import IGUser
from facebook_business.adobjects.page import Page
from facebook_business.adobjects.pagepost import PagePost
from facebook_business.api import FacebookAdsApi, FacebookSession
from facebook_business.exceptions import FacebookRequestError
from requests.adapters import HTTPAdapter

from sandbox.tests.conftest import picture

Open = Callable[..., dict[str, Any]]


class ToSandbox(HTTPAdapter):
    """Sends what is meant for graph.facebook.com to the sandbox."""

    def __init__(self, base_url: str) -> None:
        super().__init__()
        self._base_url = base_url

    def send(self, request: Any, *arguments: Any, **options: Any) -> Any:
        request.url = request.url.replace("https://graph.facebook.com", self._base_url)
        return super().send(request, *arguments, **options)


def client(opened: dict[str, Any], base_url: str) -> FacebookAdsApi:
    session = FacebookSession(access_token=opened["credentials"]["access_token"])
    session.requests.mount("https://graph.facebook.com", ToSandbox(base_url))
    return FacebookAdsApi(session, api_version="v26.0")


def unpublished(page: Page, data: bytes) -> str:
    """The id of a photo that waits for a post."""
    path, files = (page["id"], "photos"), {"source": ("photo", data)}
    answer = page.get_api().call("POST", path, params={"published": "false"}, files=files)
    return str(answer.json()["id"])


def test_a_page(account: Open, posts: Any) -> None:
    """Posts with a photo by the SDK stand on the wall, are listed, and can be taken away."""
    opened = account("facebook")
    page = Page(opened["remote_id"], api=client(opened, opened["base_url"]))
    photo = unpublished(page, picture())
    made = page.create_feed(params={"message": "Fresh bread", "attached_media": [{"media_fbid": photo}]})
    listed = list(page.get_feed(fields=["message", "created_time", "permalink_url"]))

    (post,) = posts(opened)
    assert (post["remote_id"], post["url"], len(post["media"])) == (made["id"], listed[0]["permalink_url"], 1)
    assert [each["message"] for each in listed] == ["Fresh bread"]
    PagePost(made["id"], api=page.get_api()).api_delete()
    assert [each["deleted"] for each in posts(opened)] == [True]


def test_an_error(account: Open) -> None:
    """The SDK reads code, subcode and type out of a refusal."""
    opened = account("facebook")
    opened["credentials"]["access_token"] = "wrong"
    page = Page(opened["remote_id"], api=client(opened, opened["base_url"]))
    with pytest.raises(FacebookRequestError) as refused:
        page.create_feed(params={"message": "Nobody"})
    assert (refused.value.api_error_code(), refused.value.api_error_type()) == (190, "OAuthException")


def test_instagram(account: Open, posts: Any, settings: Callable[..., None]) -> None:
    """A container by the SDK, with the token of the account's Page, is published and listed."""
    settings(instagram_processing_seconds=0)
    shelf, opened = account("facebook"), account("instagram", login="facebook")
    page = Page(shelf["remote_id"], api=client(shelf, shelf["base_url"]))
    photo = unpublished(page, picture(64, 64, "JPEG"))
    page.create_feed(params={"attached_media": [{"media_fbid": photo}]})
    (shown,) = posts(shelf)[0]["media"]

    user = IGUser(opened["remote_id"], api=client(opened, f"{opened['base_url']}/facebook"))
    with pytest.raises(FacebookRequestError) as refused:
        user.create_media(params={"image_url": f"{opened['profile_url']}/nothing.jpg"})
    container = user.create_media(params={"image_url": shown["url"], "caption": "Fresh bread"})
    made = user.create_media_publish(params={"creation_id": container["id"]})
    (listed,) = user.get_media(fields=["caption", "permalink", "media_type"])

    assert refused.value.api_error_subcode() == 2207052
    (post,) = posts(opened)
    assert (post["remote_id"], post["url"]) == (made["id"], listed["permalink"])
    assert (listed["caption"], listed["media_type"]) == ("Fresh bread", "IMAGE")
