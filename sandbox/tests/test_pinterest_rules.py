"""Each of Pinterest's rules, over plain HTTP."""

import base64
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from sandbox.tests.conftest import picture
from sandbox.tests.videos import video

Open = Callable[..., dict[str, Any]]
MEGABYTE = 1024 * 1024


@pytest.fixture
def opened(account: Open) -> dict[str, Any]:
    return account("pinterest")


@pytest.fixture
def api(http: httpx.Client, opened: dict[str, Any]) -> httpx.Client:
    http.headers["authorization"] = f"Bearer {opened['credentials']['access_token']}"
    return http


def image(data: bytes | None = None, content_type: str = "image/png") -> dict[str, str]:
    return {"content_type": content_type, "data": base64.b64encode(data or picture()).decode()}


def pin(api: httpx.Client, opened: dict[str, Any], **more: Any) -> httpx.Response:
    body = {
        "board_id": f"{opened['remote_id']}1",
        "media_source": {"source_type": "image_base64", **image()},
        **more,
    }
    return api.post("/pinterest/v5/pins", json={name: value for name, value in body.items() if value})


def filmed(api: httpx.Client, data: bytes, **changes: str) -> tuple[str, httpx.Response]:
    """The id of a video and the storage's answer to it."""
    registered = api.post("/pinterest/v5/media", json={"media_type": "video"})
    assert registered.status_code == 201
    form = {**registered.json()["upload_parameters"], **changes}
    with httpx.Client() as storage:
        answer = storage.post(registered.json()["upload_url"], data=form, files={"file": ("v.mp4", data)})
    return registered.json()["media_id"], answer


@pytest.mark.parametrize(
    ("more", "status", "words"),
    [
        ({"board_id": None}, 400, "'board_id' is a required property"),
        ({"board_id": "products"}, 400, "does not match"),
        ({"board_id": "123"}, 404, "Board not found."),
        ({"media_source": None}, 400, "'media_source' is a required property"),
        ({"title": "t" * 101}, 400, "maxItems=100"),
        ({"description": "d" * 801}, 400, "maxItems=800"),
        ({"alt_text": "a" * 501}, 400, "maxItems=500"),
        ({"link": "https://a.example/" + "l" * 2048}, 400, "maxItems=2048"),
        ({"colour": "blue"}, 400, "Additional properties"),
        ({"media_source": {"source_type": "image_url", "url": "https://a.example"}}, 400, "reach the URL"),
        ({"media_source": {"source_type": "multiple_image_base64", "items": [image()]}}, 400, "minItems=2"),
        (
            {"media_source": {"source_type": "multiple_image_base64", "items": [image()] * 6}},
            400,
            "maxItems=5",
        ),
        ({"media_source": {"source_type": "image_base64", **image(b"none")}}, 400, "not image/png"),
        ({"media_source": {"source_type": "image_base64", **image(None, "image/webp")}}, 400, "content_type"),
        (
            {"media_source": {"source_type": "video_id", "media_id": "1", "cover_image_key_frame_time": 0}},
            400,
            "not found",
        ),
    ],
)
def test_refusals(
    api: httpx.Client, opened: dict[str, Any], more: dict[str, Any], status: int, words: str
) -> None:
    """Each refusal has Pinterest's envelope."""
    answer = pin(api, opened, **more)

    assert answer.status_code == status
    assert words in answer.json()["message"]
    assert "code" in answer.json()


def test_a_picture_too_large(api: httpx.Client, opened: dict[str, Any]) -> None:
    """What follows a picture's end counts as well."""
    source = {"source_type": "image_base64", **image(picture() + bytes(20 * MEGABYTE))}

    assert "more than 20971520" in pin(api, opened, media_source=source).json()["message"]


def test_a_pin_is_shown_listed_changed_and_deleted(
    api: httpx.Client, opened: dict[str, Any], posts: Any
) -> None:
    """On its board, newest first, a page at a time."""
    ids = [pin(api, opened, description=f"number {n}", title="Bread").json()["id"] for n in range(3)]
    place = f"/pinterest/v5/boards/{opened['remote_id']}1/pins"
    first = api.get(place, params={"page_size": 2}).json()
    second = api.get(place, params={"page_size": 2, "bookmark": first["bookmark"]}).json()

    assert [one["id"] for one in first["items"] + second["items"]] == ids[::-1]
    assert second["bookmark"] is None
    one = f"/pinterest/v5/pins/{ids[0]}"
    assert api.patch(one, json={"description": "other"}).json()["title"] == "Bread"
    assert api.get(one).json()["description"] == "other"
    assert api.get(posts(opened)[0]["url"]).status_code == 200
    assert [api.delete(one).status_code for _ in range(2)] == [204, 404]
    assert api.get(one).json() == {"code": 50, "message": "Pin not found."}


def test_a_video(api: httpx.Client, opened: dict[str, Any], settings: Any, posts: Any) -> None:
    """Registered, sent to the storage, looked at; a cover has to be named; it goes into one pin."""
    settings(pinterest_processing_seconds=30)
    media_id, stored = filmed(api, video(seconds=4))
    source = {"source_type": "video_id", "media_id": media_id, "cover_image_key_frame_time": 1}

    assert stored.status_code == 204
    assert api.get(f"/pinterest/v5/media/{media_id}").json()["status"] == "processing"
    assert "is not ready" in pin(api, opened, media_source=source).json()["message"]
    settings(clock_offset_seconds=31)
    assert api.get(f"/pinterest/v5/media/{media_id}").json()["status"] == "succeeded"
    uncovered = {"source_type": "video_id", "media_id": media_id}
    assert "cover image" in pin(api, opened, media_source=uncovered).json()["message"]
    assert pin(api, opened, media_source=source).status_code == 201
    assert pin(api, opened, media_source=source).status_code == 400
    assert posts(opened)[0]["media"][0]["mime"] == "video/mp4"


@pytest.mark.parametrize("data", [b"\0\0\0\x20ftypisom" + bytes(80_000), video(seconds=1), picture()])
def test_videos_that_can_t_be_shown(api: httpx.Client, settings: Any, data: bytes) -> None:
    """Broken, too short, or none."""
    settings(pinterest_processing_seconds=0)
    media_id, stored = filmed(api, data)

    assert stored.status_code == 204
    assert api.get(f"/pinterest/v5/media/{media_id}").json()["status"] == "failed"


def test_the_storage_wants_its_signature(api: httpx.Client) -> None:
    """And nothing that was not announced."""
    assert filmed(api, b"", **{"x-amz-signature": "0" * 64})[1].status_code == 403
    assert filmed(api, b"", key="uploads/1/2:video")[1].status_code == 403


def test_scopes_and_limits(http: httpx.Client, account: Open) -> None:
    """What was not granted is named; writes are counted by the minute, and the answer says how many are left."""
    reader = account("pinterest", scopes="pins:read boards:read")
    http.headers["authorization"] = f"Bearer {reader['credentials']['access_token']}"
    refused = pin(http, reader)
    assert (refused.status_code, "boards:write" in refused.json()["message"]) == (403, True)
    writer = account("pinterest")
    http.headers["authorization"] = f"Bearer {writer['credentials']['access_token']}"
    answers = [pin(http, writer) for _ in range(101)]
    assert [answer.status_code for answer in answers] == [201] * 100 + [429]
    assert answers[0].headers["x-ratelimit-remaining"] == "99"
    assert 0 < int(answers[-1].headers["x-ratelimit-reset"]) <= 60


@pytest.mark.parametrize(
    "changes",
    [
        {"metric_types": "VIDEO_MRC_VIEW"},
        {"metric_types": ""},
        {"start_date": "2020-01-01"},
        {"end_date": "tomorrow"},
    ],
)
def test_analytics(api: httpx.Client, opened: dict[str, Any], changes: dict[str, str]) -> None:
    """For the last 90 days; a picture has no video views."""
    made = pin(api, opened).json()
    today = made["created_at"][:10]
    query = {"start_date": today, "end_date": today, "metric_types": "IMPRESSION,TOTAL_REACTIONS"}
    place = f"/pinterest/v5/pins/{made['id']}/analytics"

    found = api.get(place, params=query).json()["all"]
    assert set(found["summary_metrics"]) == {"IMPRESSION"}
    assert set(found["lifetime_metrics"]) == {"TOTAL_REACTIONS"}
    assert (
        api.get(place, params={**query, **changes}).json()["message"] == "Invalid pins analytics parameters."
    )
