"""The database goes away while a network is asked: its answer is kept until the database is back."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from services.publisher.config import Settings
from services.publisher.main import create_app
from services.publisher.tests.integration.conftest import Networks, System, Told, open_system
from shared.events import AccountDegraded, PostFailed
from shared.testing.servers import Servers, database_away
from shared.testing.topics import Topics
from shared.testing.waiting import eventually

pytestmark = pytest.mark.asyncio(loop_scope="module")
ANSWER_SECONDS = 1.0


@pytest_asyncio.fixture(loop_scope="module")
async def system(servers: Servers, sandbox_address: str, tmp_path: Path) -> AsyncIterator[System]:
    """A publisher of each test's own, since its database goes away."""
    async with (
        open_system(servers, sandbox_address, tmp_path) as system,
        create_app(system.settings).running(),
    ):
        yield system


async def away_during(servers: Servers, settings: Settings, networks: Networks, faults: int) -> None:
    """From before the slow answer, which is the last of the test's faults, until after it."""

    async def all_fired() -> bool:
        return await networks.fired() == faults

    await eventually(all_fired, what="the slow call")
    async with database_away(servers, settings.database_url):
        await asyncio.sleep(ANSWER_SECONDS + 0.5)  # nothing tells from outside that the answer has come


async def test_a_renewed_token_is_not_lost(
    networks: Networks, topics: Topics, told: Told, settings: Settings, servers: Servers
) -> None:
    """X takes the old renewal token no second time: without the answer somebody would have to connect again."""
    account = await networks.open("x")
    await told.connect(account)
    await networks.fault(account, "expire_tokens")
    slow = {"network": "x", "call": "x.oauth.token", "mode": "slow", "seconds": ANSWER_SECONDS}
    await networks.add_fault(slow)
    await topics.tell(account.due("Renewed meanwhile."))
    await away_during(servers, settings, networks, 2)

    await told.published(seconds=40)

    assert told.events(AccountDegraded) == []
    assert await networks.texts(account) == ["Renewed meanwhile."]


async def test_an_answer_is_not_lost(
    networks: Networks, topics: Topics, told: Told, settings: Settings, servers: Servers
) -> None:
    """What only the network refuses is told as refused, and not looked for as if nobody knew."""
    account = await networks.open("x")
    await told.connect(account)
    await topics.tell(account.due("Said before."))
    await told.published()
    await networks.fault(account, "slow", seconds=ANSWER_SECONDS)
    await topics.tell(account.due("Said before."))
    await away_during(servers, settings, networks, 1)

    [failed] = await told.failed(seconds=40)

    assert (failed.outcome, failed.attempts) == ("rejected", 1)
    assert len(told.events(PostFailed)) == 1
    assert await networks.texts(account) == ["Said before."]
