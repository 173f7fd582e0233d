"""What Facebook, Instagram and Threads take, refuse and do, call by call."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from sandbox.tests.conftest import picture
from sandbox.tests.videos import video

Open = Callable[..., dict[str, Any]]
CLIENT = {"client_id": "sandbox-client", "client_secret": "sandbox-client-secret"}
BACK = "http://127.0.0.1/back"


class Caller:
    """Calls one network with one account's token."""

    def __init__(self, http: httpx.Client, opened: dict[str, Any], version: str = "v26.0") -> None:
        self.http, self.opened = http, opened
        self.network, self.id = opened["network"], opened["remote_id"]
        self.version = version
        self.token = opened["credentials"]["access_token"]

    def __call__(self, method: str, path: str, host: str = "", **data: Any) -> httpx.Response:
        files = data.pop("files", None)
        more = {"params": data} if method == "GET" else {"data": data, "files": files}
        url = f"/{self.network}{host}/{self.version}/{path}"
        return self.http.request(method, url, headers={"Authorization": f"Bearer {self.token}"}, **more)

    def made(self, method: str, path: str, host: str = "", **data: Any) -> Any:
        answer = self(method, path, host, **data)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def refused(self, method: str, path: str, host: str = "", **data: Any) -> tuple[int, int | None]:
        answer = self(method, path, host, **data)
        assert answer.status_code >= 400, answer.text
        error = answer.json()["error"]
        return error["code"], error.get("error_subcode")


@pytest.fixture
def page(http: httpx.Client, account: Open) -> Caller:
    return Caller(http, account("facebook"))


@pytest.fixture
def profile(http: httpx.Client, account: Open) -> Caller:
    return Caller(http, account("threads"), "v1.0")


@pytest.fixture
def gram(http: httpx.Client, account: Open) -> Caller:
    return Caller(http, account("instagram"))


@pytest.fixture
def public(page: Caller, posts: Any) -> Callable[[bytes], str]:
    """Where a file can be fetched: what a Page has shown."""

    def show(data: bytes) -> str:
        photo = page.made("POST", f"{page.id}/photos", published="false", files={"source": ("photo", data)})
        media = f'[{{"media_fbid": "{photo["id"]}"}}]'
        page.made("POST", f"{page.id}/feed", attached_media=media)
        url: str = posts(page.opened)[0]["media"][0]["url"]
        return url

    return show


def test_what_a_page_refuses(page: Caller, posts: Any) -> None:
    """Nothing, what it does not know, another Page, a photo that is none, the same twice in a row."""
    feed = f"{page.id}/feed"
    assert page.refused("POST", feed) == (100, None)
    assert page.refused("POST", feed, message="Hello", colour="red") == (100, None)
    assert page.refused("POST", "123/feed", message="Hello") == (100, 33)
    assert page.refused("POST", feed, message="x" * 63_207) == (100, None)
    assert page.refused("POST", feed, link="nowhere") == (100, 2061006)
    assert page.refused("POST", feed, attached_media='[{"media_fbid": "1"}]') == (100, 33)
    wrong = {"source": ("photo", b"no photo")}
    assert page.refused("POST", f"{page.id}/photos", published="false", files=wrong) == (324, 1366046)
    page.made("POST", feed, message="Hello")
    assert page.refused("POST", feed, message="Hello") == (506, None)
    page.made("POST", feed, message="Something else")
    page.made("POST", feed, message="Hello")
    assert [post["text"] for post in posts(page.opened)] == ["Hello", "Something else", "Hello"]


def test_scopes(http: httpx.Client, account: Open) -> None:
    """A token without a scope is told which one."""
    caller = Caller(http, account("facebook", scopes="pages_read_engagement"))
    answer = caller("POST", f"{caller.id}/feed", message="Hello")
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, 200)
    assert "pages_manage_posts" in answer.json()["error"]["message"]


def test_video_phases(page: Caller, posts: Any, settings: Callable[..., None]) -> None:
    """Pieces at the offset that is expected; finished once, when it is whole; live when it is processed."""
    settings(facebook_video_processing_seconds=3_600)
    data, path = video(seconds=2), f"{page.id}/videos"
    started = page.made("POST", path, "/video", upload_phase="start", file_size=str(len(data)))
    session = {"upload_session_id": started["upload_session_id"]}
    piece = {"video_file_chunk": ("video", data[:100])}
    wrong = page("POST", path, "/video", upload_phase="transfer", start_offset="7", **session, files=piece)
    assert wrong.json()["error"]["error_data"]["start_offset"] == "0"
    assert page.refused("POST", path, "/video", upload_phase="finish", **session) == (6000, 1363030)
    for start in (0, 100):
        rest = data[start:] if start else data[:100]
        page.made(
            "POST",
            path,
            "/video",
            upload_phase="transfer",
            start_offset=str(start),
            **session,
            files={"video_file_chunk": ("video", rest)},
        )
    page.made("POST", path, "/video", upload_phase="finish", description="Moving", **session)
    assert page.refused("POST", path, "/video", upload_phase="finish", **session) == (6000, 1363030)
    status = page.made("GET", started["video_id"], fields="status,published")
    assert (status["published"], status["status"]["video_status"]) == (False, "processing")
    settings(facebook_video_processing_seconds=1, clock_offset_seconds=4_000)
    assert page.made("GET", started["video_id"], fields="published")["published"] is True
    assert [post["text"] for post in posts(page.opened)] == ["Moving"]


def test_a_code_and_its_tokens(http: httpx.Client) -> None:
    """A code counts once, for the same address; a Page's token is made with a person's, and a person can't publish."""
    query = {**CLIENT, "redirect_uri": BACK, "state": "s", "scope": "pages_show_list,pages_manage_posts"}
    query |= {"login_hint": "one,two", "response_type": "code"}
    del query["client_secret"]
    sent = http.get("/facebook/www/v26.0/dialog/oauth", params=query)
    code = parse_qs(urlsplit(sent.headers["location"]).query)["code"][0]
    asked = {**CLIENT, "redirect_uri": BACK, "code": code}
    address = "/facebook/v26.0/oauth/access_token"
    wrong = http.get(address, params={**asked, "redirect_uri": f"{BACK}/else"})
    assert wrong.json()["error"]["error_subcode"] == 36008
    assert http.get(address, params={**asked, "client_secret": "guessed"}).status_code == 400
    short = http.get(address, params=asked).json()["access_token"]
    assert http.get(address, params=asked).json()["error"]["error_subcode"] == 36009
    exchange = {**CLIENT, "grant_type": "fb_exchange_token", "fb_exchange_token": short}
    long = http.get(address, params=exchange).json()
    assert long["expires_in"] == 60 * 86_400
    headers = {"Authorization": f"Bearer {long['access_token']}"}
    pages = http.get("/facebook/v26.0/me/accounts", params={"fields": "id,access_token"}, headers=headers)
    assert len(pages.json()["data"]) == 2
    refused = http.post("/facebook/v26.0/me/feed", data={"message": "Hello"}, headers=headers)
    assert refused.json()["error"]["code"] == 190


@pytest.mark.parametrize(
    ("shown", "pair"),
    [(picture(64, 64), (36001, 2207005)), (picture(64, 16, "JPEG"), (36003, 2207009))],
    ids=["PNG", "too wide"],
)
def test_pictures_that_instagram_refuses(
    gram: Caller, public: Callable[[bytes], str], shown: bytes, pair: tuple[int, int]
) -> None:
    """It looks at the bytes, whatever the address says."""
    url = public(shown)
    assert gram.refused("POST", f"{gram.id}/media", image_url=url) == pair


def test_what_instagram_refuses(gram: Caller, public: Callable[[bytes], str]) -> None:
    """Captions that are too long or too full, carousels of one, reels in carousels, other hosts' tokens."""
    media, url = f"{gram.id}/media", public(picture(64, 64, "JPEG"))
    assert gram.refused("POST", media, image_url=url, caption="x" * 2_201) == (36004, 2207010)
    tags = " ".join(f"#tag{number}" for number in range(31))
    assert gram.refused("POST", media, image_url=url, caption=tags) == (100, 2207040)
    assert gram.refused("POST", media, media_type="CAROUSEL", children="1") == (100, 2207028)
    reel = {"media_type": "REELS", "video_url": url, "is_carousel_item": "true"}
    assert gram.refused("POST", media, **reel) == (100, 2207023)
    assert gram.refused("POST", media, image_url=f"{url}x") == (9004, 2207052)
    assert gram.refused("POST", media, host="/facebook", image_url=url) == (190, None)


def test_a_container_of_instagram(
    gram: Caller, public: Callable[[bytes], str], settings: Callable[..., None], posts: Any
) -> None:
    """Not before it is FINISHED; afterwards it says PUBLISHED. Published twice it is there twice, the worst case."""
    settings(instagram_processing_seconds=60)
    url = public(picture(64, 64, "JPEG"))
    made = gram.made("POST", f"{gram.id}/media", image_url=url, caption="Bread")["id"]
    assert gram.refused("POST", f"{gram.id}/media_publish", creation_id=made) == (9007, 2207027)
    settings(clock_offset_seconds=61)
    assert gram.made("GET", made, fields="status_code")["status_code"] == "FINISHED"
    first = gram.made("POST", f"{gram.id}/media_publish", creation_id=made)["id"]
    assert gram.made("GET", made, fields="status_code")["status_code"] == "PUBLISHED"
    gram.made("POST", f"{gram.id}/media_publish", creation_id=made)
    assert len(posts(gram.opened)) == 2
    shown = gram.made("GET", first, fields="caption,media_type,media_product_type")
    assert shown == {"id": first, "caption": "Bread", "media_type": "IMAGE", "media_product_type": "FEED"}
    settings(clock_offset_seconds=90_000)
    gone = gram.made("POST", f"{gram.id}/media", image_url=url)["id"]
    settings(clock_offset_seconds=180_000)
    assert gram.made("GET", gone, fields="status_code")["status_code"] == "EXPIRED"
    assert gram.refused("POST", f"{gram.id}/media_publish", creation_id=gone) == (24, 2207008)


def test_a_token_of_sixty_days(http: httpx.Client, profile: Caller, settings: Callable[..., None]) -> None:
    """Renewed once it is a day old, and not after its end."""
    asked = {"grant_type": "th_refresh_token", "access_token": profile.token}
    assert http.get("/threads/refresh_access_token", params=asked).json()["error"]["code"] == 100
    settings(clock_offset_seconds=86_401)
    renewed = http.get("/threads/refresh_access_token", params=asked).json()
    assert renewed["expires_in"] == 60 * 86_400
    settings(clock_offset_seconds=60 * 86_400 + 10)
    assert http.get("/threads/refresh_access_token", params=asked).json()["error"]["error_subcode"] == 463
    profile.token = renewed["access_token"]
    assert profile.made("GET", "me", fields="id")["id"] == profile.id


def test_what_threads_refuses(profile: Caller, public: Callable[[bytes], str]) -> None:
    """Texts too long by its own count, cards and polls beside media, answers to nothing, the call without proof."""
    path, url = f"{profile.id}/threads", public(picture(64, 64, "JPEG"))
    assert profile.refused("POST", path, media_type="TEXT") == (100, None)
    assert profile.refused("POST", path, media_type="TEXT", text="🙂" * 126) == (100, None)
    image = {"media_type": "IMAGE", "image_url": url}
    assert profile.refused("POST", path, **image, link_attachment="https://example.com") == (100, None)
    poll = '{"option_a": "Bread"}'
    assert profile.refused("POST", path, media_type="TEXT", text="?", poll_attachment=poll) == (100, None)
    assert profile.refused("POST", path, media_type="TEXT", text="Yes", reply_to_id="1") == (100, 33)
    at_once = {"media_type": "TEXT", "text": "Hello", "auto_publish_text": "true"}
    assert profile.refused("POST", path, **at_once) == (100, None)
