"""The publisher dies at every point at which it could: never two posts, and never one lost unseen.

The points are counted, not listed: a first run counts how often the way of one publication waits for anything, then it
dies at each of them in turn. Dying is what SIGKILL does: nothing of the process goes on, nothing is cleaned up, its
connections are cut; what it had sent by then is sent. Whoever comes next finds the lease run out.
"""

import asyncio
import dataclasses
import io
import multiprocessing
import os
import random
import signal
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import pytest_asyncio
from PIL import Image

from sandbox.tests.videos import video
from services.publisher import main
from services.publisher.config import Settings
from services.publisher.tests.integration.conftest import Networks, OpenAccount, Told, open_system
from services.publisher.tests.integration.dying import Life, life, live
from services.publisher.tests.integration.served_media import shown_at, stored
from shared import capabilities
from shared.capabilities import Capability
from shared.consuming import Received
from shared.events import (
    Envelope,
    MediaObject,
    PostDetails,
    PostDue,
    ThreadPart,
)
from shared.ids import new_id
from shared.testing.servers import Servers

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(300)]

NETWORKS = [capability.network for capability in capabilities.load()]
# Every n-th point, beginning with another one each time; 1 dies at all of them, which takes minutes.
STRIDE = int(os.environ.get("POSTWRIGHT_TEST_CRASH_STRIDE", "100"))
FEWEST_POINTS = 10
MAY_BE_UNCERTAIN = {"person", "look_up", "status"}
FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["services.publisher.tests.integration.dying"])


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def system(
    servers: Servers, sandbox_address: str, media_address: tuple[str, Path]
) -> AsyncIterator[Any]:
    """A database with the publisher's tables; patience is over at once."""
    address, folder = media_address
    async with open_system(servers, sandbox_address, folder) as system:
        settings = shown_at(
            system.settings,
            address,
            folder,
            lookup_delays=(0.0, 0.0),
            repeat_delays=(0.0,),
            uncertain_seconds=2.0,
            keep_to_limits=False,
        )
        yield dataclasses.replace(system, settings=settings)


async def picture(settings: Settings) -> MediaObject:
    output = io.BytesIO()
    shade = random.randbytes(3)
    Image.new("RGB", (600, 600), (shade[0], shade[1], shade[2])).save(output, "JPEG")
    return await stored(settings, output.getvalue(), "image/jpeg", width=600, height=600, alt_text="A loaf")


async def film(settings: Settings) -> MediaObject:
    return await stored(
        settings, video(seconds=3.2), "video/mp4", width=360, height=640, duration_seconds=3.2
    )


async def wanted(settings: Settings, capability: Capability, account: OpenAccount, number: int) -> PostDue:
    """A post with what the network takes beside a text, unlike every other."""
    needed = {kind.kind for kind in capability.media.kinds if kind.min_count}
    takes = needed or {kind.kind for kind in capability.media.kinds}
    media: tuple[MediaObject, ...] = ()
    if "image" in takes:
        media = (await picture(settings),)
    elif "video" in takes:
        media = (await film(settings),)
    details: dict[str, Any] = {}
    if capability.title is not None and not capability.title.beside:
        details["title"] = f"Bread {number}"
    if capability.recipients is not None:
        details["recipients"] = ("+15550000001", "+15550000002")
    elif capability.thread is not None:
        details["thread"] = (ThreadPart(text=f"And part two of {number}."),)
    if capability.network == "pinterest":
        details["options"] = {"board_id": f"{account.remote_id}1"}
    due = account.due(f"Fresh bread number {number}.", media=media)
    return due.model_copy(update={"details": PostDetails(**details)})


async def first_life(settings: Settings, publication_id: UUID, die_at: int | None) -> int | None:
    """In a process of its own: how many points it passed, or None where it died."""
    here, there = FORKS.Pipe(duplex=False)
    process = FORKS.Process(target=live, args=(settings, publication_id, die_at, there), daemon=True)
    process.start()
    there.close()
    await asyncio.to_thread(process.join, 60)
    try:
        points: int | None = here.recv() if here.poll() else None
    except EOFError:
        points = None
    assert process.exitcode in {0, -signal.SIGKILL}, process.exitcode
    return points


@pytest.mark.parametrize("network", NETWORKS)
async def test_dying_at_any_point(networks: Networks, told: Told, network: str, settings: Settings) -> None:
    """At most one of each part on the wall, and what is not there is known not to be, or told as uncertain."""
    capability = capabilities.load()[network]
    await networks.set(rate_limits=False, **await networks.quick_and_many())
    account = await networks.open(network)
    async with main.create_app(settings).running():
        await told.connect(account)

    async with life(settings) as rescuer:

        async def survived(number: int, die_at: int | None) -> int | None:
            due = await wanted(settings, capability, account, number)
            before = len(await networks.wall(account))
            await accept(rescuer, due)
            points = await first_life(settings, due.publication_id, die_at)
            await rescuer.work(due.publication_id)
            row = await rescuer.state(due.publication_id)
            # The same words to somebody else are another message.
            wall = [(post["text"], post["document"].get("to")) for post in await networks.wall(account)]
            added = wall[: len(wall) - before]
            assert row["state"] in {"published", "uncertain"}, (die_at, row)
            assert len(added) == len(set(added)), f"twice on the wall when it died at {die_at}: {added}"
            if row["state"] == "published":
                assert added, f"published and not there when it died at {die_at}"
            else:
                assert capability.recovery.way in MAY_BE_UNCERTAIN, (die_at, row)
            return points

        points = await survived(0, None)
        assert points is not None
        assert points > FEWEST_POINTS
        for point in range(1 + random.randrange(STRIDE), points + 1, STRIDE):
            await survived(point, point)


async def accept(alive: Life, due: PostDue) -> None:
    envelope = Envelope(
        id=new_id(),
        source="//postwright/test",
        type=due.event_type,
        time=datetime.now(UTC),
        subject=due.subject,
        organization_id=due.organization_id,
        correlation_id=str(due.post_id),
    )
    async with alive.parts.units() as work:
        await alive.accepting.due(work, [Received(due, envelope, "post.due", 0, 0)])
