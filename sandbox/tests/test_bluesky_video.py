"""The video service and galleries, over plain HTTP."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from sandbox.tests.conftest import picture
from sandbox.tests.test_bluesky_rules import KEY, Server, record, refusal
from sandbox.tests.videos import video

Open = Callable[..., dict[str, Any]]
VIDEO = "/bluesky/video/xrpc/app.bsky.video"


@pytest.fixture
def server(http: httpx.Client, account: Open) -> Server:
    return Server(http, account("bluesky"))


def permission(server: Server, method: str = "com.atproto.repo.uploadBlob") -> dict[str, str]:
    given = server.get("com.atproto.server.getServiceAuth", aud="did:web:127.0.0.1", lxm=method)
    return {"authorization": f"Bearer {given.json()['token']}"}


def upload(server: Server, content: bytes, **headers: str) -> httpx.Response:
    return server.http.post(
        f"{VIDEO}.uploadVideo",
        params={"did": server.did, "name": "x.mp4"},
        content=content,
        headers={"content-type": "video/mp4", **(headers or permission(server))},
    )


def job(server: Server, job_id: str) -> dict[str, Any]:
    answer = server.http.get(f"{VIDEO}.getJobStatus", params={"jobId": job_id})
    status: dict[str, Any] = answer.json()["jobStatus"]
    return status


def test_video(server: Server, settings: Callable[..., None], posts: Any) -> None:
    """A job that is worked on, then its blob, then a post with it; the same file is the same job."""
    settings(bluesky_video_processing_seconds=30)
    content = video(64, 64)
    made = upload(server, content).json()["jobStatus"]
    assert "blob" not in made
    again = upload(server, content)
    assert (again.status_code, again.json()["jobId"]) == (409, made["jobId"])
    settings(clock_offset_seconds=31)
    done = job(server, made["jobId"])
    assert done["state"] == "JOB_STATE_COMPLETED"
    embed = {"$type": "app.bsky.embed.video", "video": done["blob"], "alt": "orange"}
    assert server.put(record(embed=embed)).status_code == 200
    [post] = posts(server.opened)
    assert [(item["mime"], item["alt"]) for item in post["media"]] == [("video/mp4", "orange")]


def test_video_that_fails(server: Server, settings: Callable[..., None]) -> None:
    """Too long, or no video at all: the job ends in failure and says why."""
    settings(bluesky_video_processing_seconds=0)
    made = upload(server, b"\0\0\0\x20ftypisom" + b"\0" * 900).json()["jobStatus"]
    assert (made["state"], made["failureCode"]) == ("JOB_STATE_FAILED", "validation_failure")
    assert refusal(upload(server, picture()))[0] == 400


def test_service_tokens(server: Server) -> None:
    """Only a token for this method and this service uploads; it lives half an hour at most."""
    session = {"authorization": f"Bearer {server.session['accessJwt']}"}
    assert upload(server, b"", **session).status_code == 401
    assert upload(server, b"", **permission(server, "app.bsky.video.getUploadLimits")).status_code == 401
    late = server.get("com.atproto.server.getServiceAuth", aud="did:web:127.0.0.1", exp="99999999999")
    assert refusal(late) == (400, "BadExpiration")


def test_daily_quota(server: Server, settings: Callable[..., None]) -> None:
    """25 videos a day, told beforehand."""
    settings(bluesky_video_processing_seconds=0)
    limits = permission(server, "app.bsky.video.getUploadLimits")
    for number in range(25):
        assert upload(server, b"\0\0\0\x20ftypisom" + bytes([number])).status_code == 200
    left = server.http.get(f"{VIDEO}.getUploadLimits", headers=limits).json()
    assert (left["canUpload"], left["remainingDailyVideos"]) == (False, 0)
    assert refusal(upload(server, video(64, 64))) == (400, "DailyLimitExceeded")


def test_gallery(server: Server, posts: Any) -> None:
    """More than four pictures are a gallery; each of them tells its shape."""
    items = [
        {
            "$type": "app.bsky.embed.gallery#image",
            "image": server.upload(picture(60 + number, 40)),
            "alt": str(number),
            "aspectRatio": {"width": 60 + number, "height": 40},
        }
        for number in range(5)
    ]
    grid = {"$type": "app.bsky.embed.images", "images": items}
    assert "more than 4 elements" in server.put(record(embed=grid)).json()["message"]
    del items[4]["aspectRatio"]
    gallery = {"$type": "app.bsky.embed.gallery", "items": items}
    assert "aspectRatio" in server.put(record(embed=gallery)).json()["message"]
    items[4]["aspectRatio"] = {"width": 64, "height": 40}
    assert server.put(record(embed=gallery), KEY).status_code == 200
    assert [item["alt"] for item in posts(server.opened)[0]["media"]] == list("01234")
