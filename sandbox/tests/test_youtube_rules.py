"""Each of YouTube's rules, over plain HTTP."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from sandbox.tests.conftest import picture
from sandbox.tests.videos import video

Open = Callable[..., dict[str, Any]]
START = "/youtube/upload/youtube/v3/videos?uploadType=resumable&part=snippet,status"
CALLBACK = "http://127.0.0.1/callback"
UNIT = 256 * 1024
LONG = video(seconds=1) + bytes(2 * UNIT)


@pytest.fixture
def opened(account: Open, request: pytest.FixtureRequest) -> dict[str, Any]:
    """Each test has a project of its own, so that no other uses up its day."""
    return account("youtube", client_id=f"client-{abs(hash(request.node.nodeid))}")


@pytest.fixture
def api(http: httpx.Client, opened: dict[str, Any]) -> httpx.Client:
    http.headers["authorization"] = f"Bearer {opened['credentials']['access_token']}"
    return http


def start(api: httpx.Client, size: int = len(LONG), **snippet: Any) -> httpx.Response:
    headers = {"x-upload-content-type": "video/mp4", "x-upload-content-length": str(size)}
    return api.post(START, json={"snippet": {"title": "Bread", **snippet}}, headers=headers)


def put(api: httpx.Client, session: str, content: bytes, place: str) -> httpx.Response:
    return api.put(session, content=content, headers={"content-range": f"bytes {place}"})


def reason(answer: httpx.Response) -> str:
    told: str = answer.json()["error"]["errors"][0]["reason"]
    return told


def test_a_session_tells_how_far_it_is(api: httpx.Client, posts: Any, opened: dict[str, Any]) -> None:
    """308 and the last byte until the end; then the video, however often it is asked."""
    session, size = start(api).headers["location"], len(LONG)
    nothing = put(api, session, b"", f"*/{size}")
    half = put(api, session, LONG[:UNIT], f"0-{UNIT - 1}/{size}")
    again = put(api, session, b"", f"*/{size}")
    assert (nothing.status_code, nothing.headers.get("range")) == (308, None)
    assert half.headers["range"] == again.headers["range"] == f"bytes=0-{UNIT - 1}"
    assert posts(opened) == []

    made = put(api, session, LONG[UNIT:], f"{UNIT}-{size - 1}/{size}")
    asked = put(api, session, b"", f"*/{size}")
    assert (made.status_code, asked.status_code) == (200, 200)
    assert made.json()["id"] == asked.json()["id"] == posts(opened)[0]["remote_id"]
    assert len(posts(opened)) == 1


@pytest.mark.parametrize(("content", "place"), [(b"x" * 100, "0-99/{size}"), (b"x" * 99, "0-99/100")])
def test_chunks_out_of_shape(api: httpx.Client, content: bytes, place: str) -> None:
    """A chunk is a multiple of 256 KiB and as long as it says."""
    session = start(api).headers["location"]
    assert put(api, session, content, place.format(size=len(LONG))).status_code == 400


def test_a_gap_is_not_taken(api: httpx.Client) -> None:
    """Bytes that do not go on where the last ones ended are not kept: the answer says where to go on."""
    session, size = start(api).headers["location"], len(LONG)
    answer = put(api, session, LONG[UNIT : 2 * UNIT], f"{UNIT}-{2 * UNIT - 1}/{size}")
    assert (answer.status_code, answer.headers.get("range")) == (308, None)


def test_a_session_ends(api: httpx.Client, account: Open, settings: Any) -> None:
    """After a week it is gone; one that never was is not found."""
    settings(youtube_access_token_seconds=10**9)
    api.headers["authorization"] = f"Bearer {account('youtube')['credentials']['access_token']}"
    session = start(api).headers["location"]
    assert put(api, f"{session}x", b"", "*/1").status_code == 404
    settings(clock_offset_seconds=8 * 86_400)
    assert put(api, session, b"", "*/1").status_code == 410


@pytest.mark.parametrize(
    ("snippet", "words"),
    [
        ({"title": ""}, "invalidTitle"),
        ({"title": "x" * 101}, "invalidTitle"),
        ({"title": "a > b"}, "invalidTitle"),
        ({"description": "é" * 2501}, "invalidDescription"),
        ({"tags": ["x" * 250, "y" * 250]}, "invalidTags"),
        ({"tags": ["two words", "x" * 489]}, "invalidTags"),
        ({"categoryId": "999"}, "invalidCategoryId"),
        ({"colour": "blue"}, "badRequest"),
    ],
)
def test_metadata_that_are_refused(api: httpx.Client, snippet: dict[str, Any], words: str) -> None:
    answer = start(api, **snippet)
    assert (answer.status_code, reason(answer)) == (400, words)


def test_metadata_at_their_limits(api: httpx.Client) -> None:
    """A hundred characters, 5,000 bytes and 500 characters of tags with their commas and quotation marks."""
    tags = ["two words", "x" * 488]
    assert start(api, title="x" * 100, description="é" * 2500, tags=tags).status_code == 200


def test_the_day_of_the_project(api: httpx.Client) -> None:
    """A hundred uploads; then nothing until it is midnight in California."""
    answers = [start(api).status_code for _ in range(100)]
    refused = start(api)
    assert set(answers) == {200}
    assert (refused.status_code, reason(refused)) == (403, "quotaExceeded")


def test_scopes_and_tokens(api: httpx.Client, account: Open) -> None:
    """Reading does not give the right to upload; a token that nobody gave out gives none at all."""
    reader = account("youtube", scopes="https://www.googleapis.com/auth/youtube.readonly")
    api.headers["authorization"] = f"Bearer {reader['credentials']['access_token']}"
    refused = start(api)
    assert (refused.status_code, reason(refused)) == (403, "insufficientPermissions")
    api.headers["authorization"] = "Bearer nobody"
    assert (start(api).status_code, reason(start(api))) == (401, "authError")


def test_processing(api: httpx.Client, settings: Any) -> None:
    """A video is being processed for a while; a file that is none fails."""
    settings(youtube_processing_seconds=60)
    states = []
    for content in (LONG, b"no video at all"):
        session = start(api, len(content)).headers["location"]
        made = put(api, session, content, f"0-{len(content) - 1}/{len(content)}").json()
        query = {"part": "status", "id": made["id"]}
        states.append(made["status"]["uploadStatus"])
        settings(clock_offset_seconds=61)
        (read,) = api.get("/youtube/youtube/v3/videos", params=query).json()["items"]
        states.append(read["status"]["uploadStatus"])
        settings(clock_offset_seconds=0)
    assert states == ["uploaded", "processed", "uploaded", "failed"]


def test_a_thumbnail_too_large(api: httpx.Client) -> None:
    """Two megabytes at most, and a picture."""
    path = "/youtube/upload/youtube/v3/thumbnails/set?videoId=x"
    assert api.post(path, content=picture() + bytes(2_097_152)).status_code == 413
    assert reason(api.post(path, content=b"no picture")) == "invalidImage"
    assert reason(api.post(path, content=picture())) == "videoNotFound"


def consent(http: httpx.Client, opened: dict[str, Any], **more: str) -> dict[str, str]:
    asked = {
        "client_id": opened["credentials"]["client_id"],
        "redirect_uri": CALLBACK,
        "response_type": "code",
        "scope": "https://www.googleapis.com/auth/youtube.upload https://www.googleapis.com/auth/youtube.readonly",
        "state": "s",
        "login_hint": opened["handle"],
        **more,
    }
    answer = http.get("/youtube/accounts/o/oauth2/v2/auth", params=asked)
    assert answer.status_code == 302, answer.text
    return {name: values[0] for name, values in parse_qs(urlsplit(answer.headers["location"]).query).items()}


def token(http: httpx.Client, opened: dict[str, Any], **form: str) -> httpx.Response:
    app = {name: opened["credentials"][name] for name in ("client_id", "client_secret")}
    return http.post("/youtube/oauth/token", data={**app, "redirect_uri": CALLBACK, **form})


def test_consent(http: httpx.Client, opened: dict[str, Any]) -> None:
    """A renewal token comes only with offline access and consent asked for anew; a code counts once."""
    codes = [
        consent(http, opened)["code"],
        consent(http, opened, access_type="offline")["code"],
        consent(http, opened, access_type="offline", prompt="select_account consent")["code"],
    ]
    answers = [token(http, opened, grant_type="authorization_code", code=code).json() for code in codes]
    assert ["refresh_token" in answer for answer in answers] == [False, False, True]
    again = token(http, opened, grant_type="authorization_code", code=codes[0])
    assert (again.status_code, again.json()["error"]) == (400, "invalid_grant")
    assert consent(http, opened, deny="1") == {"error": "access_denied", "state": "s"}


def test_renewal_and_revocation(http: httpx.Client, opened: dict[str, Any]) -> None:
    """A renewal token serves again and again and is not given anew; revoked, it serves no more."""
    renewing = {"grant_type": "refresh_token", "refresh_token": opened["credentials"]["refresh_token"]}
    first, second = token(http, opened, **renewing), token(http, opened, **renewing)
    assert first.json()["access_token"] != second.json()["access_token"]
    assert "refresh_token" not in first.json()
    http.post("/youtube/oauth/revoke", data={"token": renewing["refresh_token"]})
    refused = token(http, opened, **renewing)
    assert (refused.status_code, refused.json()["error"]) == (400, "invalid_grant")
