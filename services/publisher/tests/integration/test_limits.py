"""An account's limits on a running publisher, and a network that does not answer."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from services.publisher import main
from services.publisher.main import create_app
from services.publisher.tests.integration.conftest import (
    Networks,
    System,
    Told,
    open_system,
    stored_picture,
)
from shared.capabilities import Pacing
from shared.events import PostDetails, PublicationAttempted, PublicationHeld
from shared.testing.servers import Servers
from shared.testing.topics import Topics
from shared.testing.waiting import eventually

pytestmark = pytest.mark.asyncio(loop_scope="module")

LIMITS = Pacing.model_validate(
    {"windows": [{"max": 2, "seconds": 8, "source": "test"}], "min_spacing_seconds": 0.5}
)


@pytest_asyncio.fixture(loop_scope="module")
async def system(
    servers: Servers, sandbox_address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[System]:
    """A publisher on networks that allow two posts in eight seconds."""
    monkeypatch.setattr(main, "_pacing", lambda _settings: lambda _network: LIMITS)
    async with open_system(servers, sandbox_address, tmp_path) as system:
        yield system


async def test_a_burst_is_spread(system: System, networks: Networks, topics: Topics, told: Told) -> None:
    """Five due at once keep to the limit across a restart; who waits for longer says why and until when."""
    account = await networks.open("mastodon")
    async with create_app(system.settings).running():
        await told.connect(account)
        await topics.tell(*(account.due(f"Number {number}.") for number in range(5)))
        await told.published(2)
    async with create_app(system.settings).running():
        await told.published(5, seconds=40)
    instants = [datetime.fromisoformat(post["created_at"]) for post in reversed(await networks.wall(account))]
    for first, third in zip(instants, instants[2:], strict=False):
        # The sandbox notes when it answers, we when we begin.
        assert third - first > timedelta(seconds=7.5)
    held = await told.wait_for(PublicationHeld)
    assert {one.code for one in held} == {"publishing.paced"}
    assert all(one.until is not None and one.until > one.held_at for one in held)


async def test_a_network_that_does_not_answer_is_left_alone(
    system: System, networks: Networks, topics: Topics, told: Told
) -> None:
    """After some calls without an answer no account calls it; it is tried with one, and then all go out."""
    accounts = [await networks.open("mastodon") for _ in range(40)]
    # Time for all to be dropped before the first is repeated, and answered.
    settings = system.settings.model_copy(update={"repeat_delays": (1.0,)})
    async with create_app(settings).running():
        await told.connect(*accounts)
        for account in accounts:
            await networks.fault(account, "drop_before_accept", times=1)
        await topics.tell(*(account.due("In the end.") for account in accounts))
        await told.published(40, seconds=60)

    def is_left_alone() -> bool:
        return any(one.code == "network.circuit_open" for one in told.events(PublicationAttempted))

    await eventually(is_left_alone, what="an attempt that was not made")

    async def walls() -> list[list[str]]:
        return [await networks.texts(account) for account in accounts]

    assert await eventually(walls, what="the walls") == [["In the end."]] * 40


async def test_a_limit_of_stories_holds_up_stories_alone(
    system: System, networks: Networks, topics: Topics, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a network limits for one kind of post is counted for that kind."""
    one_story = Pacing.model_validate(
        {"windows": [{"max": 1, "seconds": 600, "kind": "story", "source": "test"}]}
    )
    monkeypatch.setattr(main, "_pacing", lambda _settings: lambda _network: one_story)
    account = await networks.open("facebook")
    stories = [
        account.due("", media=(await stored_picture(system.settings, ""),)).model_copy(
            update={"details": PostDetails(kind="story")}
        )
        for _ in range(2)
    ]
    async with create_app(system.settings).running():
        await told.connect(account)
        await topics.tell(*stories)
        [held] = await told.wait_for(PublicationHeld)
        await topics.tell(account.due("A post."), account.due("Another post."))
        published = {one.publication_id for one in await told.published(3)}
    assert held.code == "publishing.paced"
    assert len(published & {story.publication_id for story in stories}) == 1
