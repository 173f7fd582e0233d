"""Facebook Pages, Instagram and Threads from post.due to the wall: lost answers, processing, threads, stories."""

import base64
import dataclasses
import hashlib
import random
import threading
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import pytest_asyncio
from pydantic import SecretStr

from sandbox.tests.videos import video
from services.publisher.config import Settings
from services.publisher.main import create_app
from services.publisher.tests.integration.conftest import Networks, OpenAccount, System, Told, open_system
from services.publisher.tests.integration.pulled import jpeg
from shared.events import MediaObject, NetworkName, PostDetails, PostDue, ThreadPart
from shared.media import MediaLinks
from shared.objects import ObjectStore
from shared.testing.servers import Servers
from shared.testing.topics import Topics

pytestmark = pytest.mark.asyncio(loop_scope="module")

CREATE: dict[NetworkName, str] = {
    "facebook": "feed.create",
    "instagram": "media_publish",
    "threads": "threads_publish",
}
LOST = ("accept_then_drop", "drop_before_accept", "server_error", "malformed")
KEY = random.randbytes(32)


@pytest.fixture(scope="module")
def media_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """Where networks fetch media, as the gateway shows them, and the folder that they lie in."""
    folder = tmp_path_factory.mktemp("objects")

    class Serving(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = MediaLinks(KEY).read(self.path.removeprefix("/media/"), datetime.now(UTC))
            data = (folder / found.key).read_bytes() if found else b""
            self.send_response(200 if found else 404)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            """Tests have logs of their own."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Serving)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}", folder
    server.shutdown()
    server.server_close()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def system(
    servers: Servers, sandbox_address: str, media_address: tuple[str, Path]
) -> AsyncIterator[System]:
    """A publisher whose media can be fetched."""
    address, folder = media_address
    async with open_system(servers, sandbox_address, folder) as system:
        key = SecretStr(base64.b64encode(KEY).decode())
        changes = {
            "media_base_url": address,
            "keep_to_limits": False,
            "media": system.settings.media.model_copy(update={"signing_key": key}),
            "objects": system.settings.objects.model_copy(update={"url": f"file://{folder}"}),
        }
        settings = system.settings.model_copy(update=changes)
        async with create_app(settings).running():
            yield dataclasses.replace(system, settings=settings)


async def stored(settings: Settings, data: bytes, media_type: str, **known: Any) -> MediaObject:
    key = f"organizations/{uuid4()}/media/{uuid4()}"
    await ObjectStore(settings.objects).put(key, data, media_type)
    digest = hashlib.sha256(data).hexdigest()
    return MediaObject(key=key, media_type=media_type, size=len(data), sha256=digest, **known)


async def photo(settings: Settings, alt_text: str = "A loaf") -> MediaObject:
    shown = jpeg()
    return await stored(settings, shown.data, "image/jpeg", width=64, height=64, alt_text=alt_text)


async def film(settings: Settings) -> MediaObject:
    data = video(540, 960, seconds=4)
    return await stored(
        settings, data, "video/mp4", width=540, height=960, duration_seconds=4.0, frame_rate=25
    )


def due(account: OpenAccount, text: str, *media: MediaObject, **details: Any) -> PostDue:
    return account.due(text, media=media).model_copy(update={"details": PostDetails(**details)})


@pytest.mark.parametrize("network", CREATE)
@pytest.mark.parametrize("mode", LOST)
async def test_a_lost_answer(
    networks: Networks, topics: Topics, told: Told, settings: Settings, *, network: NetworkName, mode: str
) -> None:
    """One post, whatever became of the answer: the feed is searched, a container says it itself."""
    account = await networks.open(network)
    await told.connect(account)
    await networks.fault(account, mode, CREATE[network])
    await topics.tell(due(account, "Did it arrive?", await photo(settings)))

    [published] = await told.published(seconds=60)
    [post] = await networks.wall(account)
    assert (post["text"], post["media"][0]["alt"]) == ("Did it arrive?", "A loaf")
    assert (published.remote_id, published.url) == (post["remote_id"], post["url"])
    assert await networks.fired() == 1


@pytest.mark.parametrize("network", ["instagram", "threads"])
async def test_a_carousel_that_takes_its_time(
    networks: Networks, topics: Topics, told: Told, settings: Settings, network: NetworkName
) -> None:
    """Children first, then the whole, each when the network is ready; then one attempt, which is told."""
    await networks.set(**{f"{network}_processing_seconds": 2})
    account = await networks.open(network)
    await told.connect(account)
    shown = [await photo(settings, f"Number {number}") for number in range(3)]
    await topics.tell(due(account, "Three of them", *shown))

    [published] = await told.published(seconds=60)
    [post] = await networks.wall(account)
    assert [item["sha256"] for item in post["media"]] == [item.sha256 for item in shown]
    assert [item["alt"] for item in post["media"]] == ["Number 0", "Number 1", "Number 2"]
    assert (published.attempts, published.reconciled) == (1, False)


@pytest.mark.parametrize("mode", ["none", "accept_then_drop", "drop_before_accept"])
async def test_a_reel_of_a_page(
    networks: Networks, topics: Topics, told: Told, settings: Settings, mode: str
) -> None:
    """Uploaded, finished and processed; where the answer was lost, the reel itself says how far it is."""
    account = await networks.open("facebook")
    await told.connect(account)
    if mode != "none":
        # The first such call starts the upload, the second one finishes it.
        await networks.fault(account, mode, "video_reels.create", after=1)
    await topics.tell(due(account, "Moving", await film(settings), kind="reel"))

    [published] = await told.published(seconds=90)
    [post] = await networks.wall(account)
    assert (published.remote_id, published.url, post["text"]) == (post["remote_id"], post["url"], "Moving")


async def test_a_reel_that_can_not_be_processed(
    networks: Networks, topics: Topics, told: Told, settings: Settings
) -> None:
    """It failed, for a reason in Facebook's own words, and nothing is on the wall."""
    account = await networks.open("facebook")
    await told.connect(account)
    await networks.fault(account, "processing_failed", "video_reels.create")
    await topics.tell(due(account, "Broken", await film(settings), kind="reel"))

    [failed] = await told.failed(seconds=90)
    assert (failed.outcome, failed.code) == ("rejected", "facebook.processing_failed")
    assert await networks.wall(account) == []


async def test_a_story_whose_answer_was_lost(
    networks: Networks, topics: Topics, told: Told, settings: Settings
) -> None:
    """Nothing tells of it: a person is asked, and it is not published again."""
    account = await networks.open("facebook")
    await told.connect(account)
    await networks.fault(account, "accept_then_drop", "photo_stories.create")
    await topics.tell(due(account, "", await photo(settings), kind="story"))

    [failed] = await told.failed(seconds=60)
    assert failed.outcome == "uncertain"
    assert len(await networks.wall(account)) == 1


async def test_a_thread_with_a_lost_answer_in_its_middle(
    networks: Networks, topics: Topics, told: Told
) -> None:
    """Every part once, each below the one before, the comment below the first; all are told."""
    account = await networks.open("threads")
    await told.connect(account)
    await networks.fault(account, "accept_then_drop", "threads_publish", after=1)
    parts = (ThreadPart(text="Two"), ThreadPart(text="Three"))
    await topics.tell(due(account, "One", thread=parts, first_comment="More below"))

    [published] = await told.published(seconds=90)
    posts = (await networks.wall(account))[::-1]
    ids = [post["remote_id"] for post in posts]
    assert [post["text"] for post in posts] == ["One", "Two", "Three", "More below"]
    assert [post["document"]["in_reply_to"] for post in posts] == [None, ids[0], ids[1], ids[0]]
    assert [part.remote_id for part in published.parts] == ids
    assert [part.role for part in published.parts] == ["post", "reply", "reply", "comment"]
