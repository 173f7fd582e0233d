"""Pinterest's own generated client, made for the real network, is content with this one."""

import base64
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from openapi_generated.pinterest_client import ApiClient, Configuration
from openapi_generated.pinterest_client.api.boards_api import BoardsApi
from openapi_generated.pinterest_client.api.media_api import MediaApi
from openapi_generated.pinterest_client.api.pins_api import PinsApi
from openapi_generated.pinterest_client.api.user_account_api import UserAccountApi
from openapi_generated.pinterest_client.exceptions import ApiException
from openapi_generated.pinterest_client.model.media_upload_request import MediaUploadRequest
from openapi_generated.pinterest_client.model.pin_create import PinCreate
from openapi_generated.pinterest_client.model.pin_update import PinUpdate

from sandbox.tests.conftest import picture
from sandbox.tests.videos import video

Open = Callable[..., dict[str, Any]]


@pytest.fixture
def opened(account: Open) -> dict[str, Any]:
    return account("pinterest")


@pytest.fixture
def client(opened: dict[str, Any]) -> Iterator[ApiClient]:
    """A client of that account, which checks every answer against Pinterest's description."""
    there = Configuration(host=f"{opened['base_url']}/v5", access_token=opened["credentials"]["access_token"])
    with ApiClient(there) as client:
        yield client


def pin(opened: dict[str, Any], **more: Any) -> PinCreate:
    return PinCreate(**{"board_id": f"{opened['remote_id']}1", **more})


def image() -> dict[str, str]:
    data = base64.b64encode(picture()).decode()
    return {"source_type": "image_base64", "content_type": "image/png", "data": data}


def test_create_list_change_and_delete(client: ApiClient, opened: dict[str, Any], posts: Any) -> None:
    """A foreign client's pin stands on the wall and is read, changed and deleted by it."""
    pins, boards = PinsApi(client), BoardsApi(client)
    board = boards.boards_list(page_size=25)["items"][0]
    made = pins.pins_create(
        pin(opened, board_id=board["id"], title="Bread", description="Rye", media_source=image())
    )
    listed = boards.boards_list_pins(board_id=board["id"], page_size=25)["items"]

    assert UserAccountApi(client).user_account_get().username == opened["handle"]
    assert [one["id"] for one in listed] == [made.id]
    assert posts(opened)[0]["text"] == "Rye"
    assert pins.pins_update(made.id, PinUpdate(description="Spelt")).description == "Spelt"
    pins.pins_delete(made.id)
    assert posts(opened)[0]["deleted"] is True
    with pytest.raises(ApiException, match="Pin not found"):
        pins.pins_get(made.id)


def test_video(client: ApiClient, opened: dict[str, Any], settings: Any, posts: Any) -> None:
    """Registered, sent and pinned with a cover."""
    settings(pinterest_processing_seconds=0)
    media = MediaApi(client)
    registered = media.media_create(MediaUploadRequest(media_type="video"))
    form = client.sanitize_for_serialization(registered.upload_parameters)
    sent = httpx.post(registered.upload_url, data=form, files={"file": ("v.mp4", video(seconds=4))})
    source = {"source_type": "video_id", "media_id": registered.media_id, "cover_image_key_frame_time": 0}

    assert sent.status_code == 204
    assert str(media.media_get(registered.media_id).status) == "succeeded"
    made = PinsApi(client).pins_create(pin(opened, media_source=source))
    assert posts(opened)[0]["remote_id"] == made.id


def test_figures(client: ApiClient, opened: dict[str, Any]) -> None:
    """Of one pin, for today."""
    pins = PinsApi(client)
    made = pins.pins_create(pin(opened, media_source=image()))
    today = datetime.now(UTC).date()
    found = pins.pins_analytics(made.id, today, today, ["IMPRESSION", "SAVE"])

    assert set(found["all"]["summary_metrics"]) == {"IMPRESSION", "SAVE"}
