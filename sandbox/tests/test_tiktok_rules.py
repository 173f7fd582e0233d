"""Each of TikTok's rules, over plain HTTP."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from sandbox.tests.conftest import picture
from sandbox.tests.videos import video

Open = Callable[..., dict[str, Any]]
PUBLISH = "/tiktok/v2/post/publish"
CALLBACK = "http://127.0.0.1/callback"
MIB = 1024 * 1024
SHORT = video(seconds=3.2)
PUBLIC = "PUBLIC_TO_EVERYONE"


@pytest.fixture
def opened(account: Open) -> dict[str, Any]:
    return account("tiktok")


@pytest.fixture
def api(http: httpx.Client, opened: dict[str, Any]) -> httpx.Client:
    http.headers["authorization"] = f"Bearer {opened['credentials']['access_token']}"
    return http


def init(
    api: httpx.Client, content: bytes = SHORT, chunk: int = 0, count: int = 1, **info: Any
) -> httpx.Response:
    source = {"source": "FILE_UPLOAD", "video_size": len(content), "total_chunk_count": count}
    body = {
        "post_info": {"title": "Bread", "privacy_level": PUBLIC, **info},
        "source_info": {**source, "chunk_size": chunk or len(content)},
    }
    return api.post(f"{PUBLISH}/video/init/", json=body)


def put(api: httpx.Client, url: str, content: bytes, first: int, total: int) -> httpx.Response:
    place = f"bytes {first}-{first + len(content) - 1}/{total}"
    return api.put(url, content=content, headers={"content-range": place, "content-type": "video/mp4"})


def status(api: httpx.Client, publish_id: str) -> dict[str, Any]:
    answer = api.post(f"{PUBLISH}/status/fetch/", json={"publish_id": publish_id})
    told: dict[str, Any] = answer.json()["data"]
    return told


def code(answer: httpx.Response) -> str:
    told: str = answer.json()["error"]["code"]
    return told


def test_a_video(api: httpx.Client, opened: dict[str, Any], posts: Any, settings: Any) -> None:
    """Its status goes from upload over completion to a public address; before its bytes nothing is posted."""
    made = init(api).json()["data"]
    assert status(api, made["publish_id"]) == {"status": "PROCESSING_UPLOAD", "uploaded_bytes": 0}
    assert posts(opened) == []
    assert put(api, made["upload_url"], SHORT, 0, len(SHORT)).status_code == 201
    assert status(api, made["publish_id"])["status"] == "PROCESSING_UPLOAD"
    settings(clock_offset_seconds=1.5)
    assert status(api, made["publish_id"]) == {"status": "PUBLISH_COMPLETE", "uploaded_bytes": len(SHORT)}
    settings(clock_offset_seconds=3)
    (post,) = posts(opened)
    assert status(api, made["publish_id"])["publicaly_available_post_id"] == [int(post["remote_id"])]
    fields = {"fields": "id,title,create_time,share_url"}
    (listed,) = api.post("/tiktok/v2/video/list/", params=fields, json={}).json()["data"]["videos"]
    assert (listed["id"], listed["share_url"]) == (post["remote_id"], post["url"])


def test_chunks(api: httpx.Client, opened: dict[str, Any], posts: Any) -> None:
    """In order, of the size that was announced; the last one takes what is left over."""
    content = SHORT + bytes(13 * MIB)
    url = init(api, content, 5 * MIB, len(content) // (5 * MIB)).json()["data"]["upload_url"]
    total = len(content)
    assert put(api, url, content[5 * MIB :], 5 * MIB, total).status_code == 416
    assert put(api, url, content[: 4 * MIB], 0, total).status_code == 400
    first = put(api, url, content[: 5 * MIB], 0, total)
    assert (first.status_code, first.headers["content-range"]) == (206, f"bytes 0-{5 * MIB - 1}/{total}")
    assert put(api, url, content[5 * MIB :], 5 * MIB, total).status_code == 201
    assert posts(opened)[0]["media"][0]["size"] == total


@pytest.mark.parametrize(
    ("size", "chunk", "count"),
    [(4 * MIB, 2 * MIB, 2), (65 * MIB, 65 * MIB, 1), (20 * MIB, 5 * MIB, 3), (20 * MIB, 6 * MIB, 4)],
)
def test_chunks_that_are_refused(api: httpx.Client, size: int, chunk: int, count: int) -> None:
    """5 to 64 MB each, as many as fit whole."""
    assert code(init(api, bytes(size), chunk, count)) == "invalid_params"


@pytest.mark.parametrize(
    ("info", "expected"),
    [
        ({"title": "x" * 2201}, "invalid_params"),
        ({"title": "🥐" * 1101}, "invalid_params"),
        ({"privacy_level": "FOLLOWER_OF_CREATOR"}, "privacy_level_option_mismatch"),
        ({"privacy_level": "EVERYBODY"}, "invalid_params"),
        ({"privacy_level": "SELF_ONLY", "brand_content_toggle": True}, "invalid_params"),
        ({"colour": "blue"}, "invalid_params"),
    ],
)
def test_what_is_refused(api: httpx.Client, info: dict[str, Any], expected: str) -> None:
    assert code(init(api, **info)) == expected


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"no video", "file_format_check_failed"),
        (video(320, 320, seconds=3.2), "picture_size_check_failed"),
        (video(seconds=3.2, rate=10), "frame_rate_check_failed"),
    ],
)
def test_videos_that_are_not_taken(
    api: httpx.Client, opened: dict[str, Any], posts: Any, settings: Any, *, content: bytes, reason: str
) -> None:
    """Their status says why, and nothing is posted."""
    made = init(api, content).json()["data"]
    put(api, made["upload_url"], content, 0, len(content))
    settings(clock_offset_seconds=2)
    assert status(api, made["publish_id"]) == {"status": "FAILED", "fail_reason": reason}
    assert posts(opened) == []


def photos(api: httpx.Client, *urls: str, **info: Any) -> httpx.Response:
    body = {
        "media_type": "PHOTO",
        "post_mode": "DIRECT_POST",
        "post_info": {"title": "Bread", "description": "Fresh", "privacy_level": PUBLIC, **info},
        "source_info": {"source": "PULL_FROM_URL", "photo_images": list(urls)},
    }
    return api.post(f"{PUBLISH}/content/init/", json=body)


def test_photos(
    api: httpx.Client, opened: dict[str, Any], account: Open, *, posts: Any, settings: Any, fresh: Any
) -> None:
    """Fetched by TikTok itself, from an address that was verified, in JPEG or WebP."""
    shown = picture(form="JPEG")
    other = account("mastodon", fresh())
    signed = {"authorization": f"Bearer {other['credentials']['access_token']}"}
    kept = api.post("/mastodon/api/v2/media", files={"file": ("a.jpg", shown)}, headers=signed)
    assert kept.status_code == 200
    api.post("/mastodon/api/v1/statuses", data={"media_ids[]": kept.json()["id"]}, headers=signed)
    url = posts(other)[0]["media"][0]["url"]

    made = photos(api, url, url)
    settings(clock_offset_seconds=3)
    assert status(api, made.json()["data"]["publish_id"])["status"] == "PUBLISH_COMPLETE"
    assert [item["mime"] for item in posts(opened)[0]["media"]] == ["image/jpeg", "image/jpeg"]
    broken = photos(api, f"{url}x").json()["data"]["publish_id"]
    settings(clock_offset_seconds=6)
    assert status(api, broken)["fail_reason"] == "photo_pull_failed"
    settings(tiktok_verified_url_prefix="https://media.example.com/")
    assert code(photos(api, url)) == "url_ownership_unverified"


def test_a_day_and_a_minute(api: httpx.Client, settings: Any) -> None:
    """Six inits in a minute; fifteen posts in a day."""
    settings(tiktok_posts_a_day=1)
    assert [code(init(api)) for _ in range(6)] == ["ok"] * 6
    assert (init(api).status_code, code(init(api))) == (429, "rate_limit_exceeded")
    settings(rate_limits=False)
    put(api, init(api).json()["data"]["upload_url"], SHORT, 0, len(SHORT))
    assert code(init(api)) == "spam_risk_too_many_posts"


def test_unaudited(api: httpx.Client, settings: Any) -> None:
    """Only for the creator alone."""
    settings(tiktok_audited=False)
    assert code(init(api)) == "unaudited_client_can_only_post_to_private_accounts"
    assert code(init(api, privacy_level="SELF_ONLY")) == "ok"


def test_an_upload_address_ends(api: httpx.Client, settings: Any) -> None:
    """After an hour; and it knows its own token."""
    url = init(api).json()["data"]["upload_url"]
    assert put(api, f"{url}x", SHORT, 0, len(SHORT)).status_code == 403
    settings(clock_offset_seconds=3601)
    assert put(api, url, SHORT, 0, len(SHORT)).status_code == 403


def token(http: httpx.Client, opened: dict[str, Any], **form: str) -> httpx.Response:
    app = {name: opened["credentials"][name] for name in ("client_key", "client_secret")}
    return http.post("/tiktok/v2/oauth/token/", data={**app, "redirect_uri": CALLBACK, **form})


def test_consent_and_rotation(http: httpx.Client, opened: dict[str, Any]) -> None:
    """Scopes stand between commas; a renewal token counts once; a no comes back as one."""
    asked = {
        "client_key": opened["credentials"]["client_key"],
        "redirect_uri": CALLBACK,
        "response_type": "code",
        "scope": "user.info.basic,video.publish",
        "state": "s",
        "login_hint": opened["handle"],
    }
    path = "/tiktok/web/v2/auth/authorize/"
    answer = http.get(path, params={**asked, "only": "user.info.basic"})
    back = parse_qs(urlsplit(answer.headers["location"]).query)
    given = token(http, opened, grant_type="authorization_code", code=back["code"][0]).json()
    assert (given["scope"], given["open_id"]) == ("user.info.basic", opened["remote_id"])
    renewed = token(http, opened, grant_type="refresh_token", refresh_token=given["refresh_token"]).json()
    assert renewed["refresh_token"] != given["refresh_token"]
    again = token(http, opened, grant_type="refresh_token", refresh_token=given["refresh_token"])
    assert (again.status_code, again.json()["error"]) == (400, "invalid_grant")
    denied = http.get(path, params={**asked, "deny": "1"}).headers["location"]
    assert parse_qs(urlsplit(denied).query)["error"] == ["access_denied"]


def test_the_sandboxs_own_application(http: httpx.Client, opened: dict[str, Any]) -> None:
    """Is known without being registered, and sends people back to any address of this machine."""
    asked = {
        "client_key": "sandbox-client",
        "redirect_uri": "http://localhost:8080/v1/consents/callback",
        "response_type": "code",
        "scope": "user.info.basic",
        "state": "s",
        "login_hint": opened["handle"],
    }
    path = "/tiktok/web/v2/auth/authorize/"
    assert http.get(path, params=asked).headers["location"].startswith(asked["redirect_uri"])
    elsewhere = http.get(path, params={**asked, "redirect_uri": "https://example.org/"})
    assert elsewhere.status_code == 400


def test_scopes(api: httpx.Client, account: Open) -> None:
    """Each field has its scope, and posting has one of its own."""
    reader = account("tiktok", scopes="user.info.basic")
    api.headers["authorization"] = f"Bearer {reader['credentials']['access_token']}"
    fields = {"fields": "open_id,username"}
    assert code(api.get("/tiktok/v2/user/info/", params=fields)) == "scope_not_authorized"
    assert api.get("/tiktok/v2/user/info/", params={"fields": "open_id"}).status_code == 200
    assert code(init(api)) == "scope_not_authorized"
    api.headers["authorization"] = "Bearer nobody"
    assert (init(api).status_code, code(init(api))) == (401, "access_token_invalid")
