"""Videos from post.due to the walls of YouTube and TikTok: uploaded, worked on by the network, told."""

import hashlib
from typing import Any
from uuid import uuid4

import pytest

from sandbox.tests.videos import video
from services.publisher.config import Settings
from services.publisher.tests.integration.conftest import Networks, OpenAccount, Told
from shared.events import MediaObject, NetworkName, PostDetails, PostDue
from shared.objects import ObjectStore
from shared.testing.topics import Topics

pytestmark = pytest.mark.asyncio(loop_scope="module")

LAST_BYTES = {"youtube": "videos.finish", "tiktok": "upload.finish"}
NETWORKS: tuple[NetworkName, ...] = tuple(LAST_BYTES)


async def stored_film(settings: Settings, *, size: int = 0) -> MediaObject:
    """A video in the object store, as an event names it."""
    data = video(seconds=3.2)
    data += bytes(max(size - len(data), 0))
    key = f"organizations/{uuid4()}/media/{uuid4()}.mp4"
    await ObjectStore(settings.objects).put(key, data, "video/mp4")
    return MediaObject(
        key=key,
        media_type="video/mp4",
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        width=360,
        height=640,
        duration_seconds=3.2,
    )


def due(account: OpenAccount, text: str, film: MediaObject, **details: Any) -> PostDue:
    asked = PostDetails(title="Bread", **details) if account.network == "youtube" else PostDetails(**details)
    return account.due(text, media=(film,)).model_copy(update={"details": asked})


@pytest.mark.parametrize("network", NETWORKS)
async def test_a_video_is_published_once_and_told(
    networks: Networks, topics: Topics, told: Told, settings: Settings, network: NetworkName
) -> None:
    """When the network has made it visible; every byte of it arrived, in pieces where it is large."""
    account = await networks.open(network)
    await told.connect(account)
    film = await stored_film(settings, size=21 * 1024 * 1024)
    await topics.tell(due(account, "Fresh bread", film))

    [published] = await told.published(seconds=40)
    [post] = await networks.wall(account)
    assert (published.remote_id, published.url) == (post["remote_id"], post["url"])
    assert post["media"][0]["sha256"] == film.sha256
    assert (published.attempts, published.reconciled) == (1, False)


@pytest.mark.parametrize("network", NETWORKS)
@pytest.mark.parametrize("mode", ["accept_then_drop", "drop_before_accept", "server_error"])
async def test_a_lost_answer_to_the_last_bytes(
    networks: Networks, topics: Topics, told: Told, settings: Settings, *, network: NetworkName, mode: str
) -> None:
    """The network itself knows how it stands: one video, whatever became of the answer."""
    account = await networks.open(network)
    await told.connect(account)
    await networks.fault(account, mode, LAST_BYTES[network])
    await topics.tell(due(account, "Did it arrive?", await stored_film(settings)))

    [published] = await told.published(seconds=40)
    [post] = await networks.wall(account)
    assert published.remote_id == post["remote_id"]
    assert await networks.fired() == 1


async def test_a_comment_under_a_video(
    networks: Networks, topics: Topics, told: Told, settings: Settings
) -> None:
    """The video first, then the comment, each told with its address."""
    account = await networks.open("youtube")
    await told.connect(account)
    await topics.tell(due(account, "Video", await stored_film(settings), first_comment="First!"))

    [published] = await told.published(seconds=40)
    comment, film = await networks.wall(account)
    assert (film["text"], comment["text"]) == ("Video", "First!")
    assert [(part.role, part.remote_id, part.url) for part in published.parts] == [
        ("post", film["remote_id"], film["url"]),
        ("comment", comment["remote_id"], comment["url"]),
    ]


@pytest.mark.parametrize(
    ("network", "reason", "code"),
    [
        ("youtube", "codec", "youtube.codec_refused"),
        ("tiktok", "frame_rate_check_failed", "tiktok.frame_rate_refused"),
    ],
)
async def test_processing_that_fails(
    networks: Networks,
    topics: Topics,
    told: Told,
    settings: Settings,
    *,
    network: NetworkName,
    reason: str,
    code: str,
) -> None:
    """What the network could not process has certainly failed, with the network's reason."""
    account = await networks.open(network)
    await told.connect(account)
    await networks.set(**{f"{network}_processing_failure": reason})
    await topics.tell(due(account, "Broken", await stored_film(settings)))

    [failed] = await told.failed(seconds=40)
    assert (failed.outcome, failed.code, failed.error_class) == ("rejected", code, "invalid")
    assert [post for post in await networks.wall(account) if not post["deleted"]] == []
