"""Processes that end in the middle, and several at once: each post is on the wall once."""

import asyncio
import os
import signal
import socket
import sys
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from services.publisher.config import Settings
from services.publisher.errors import LeaseLostError
from services.publisher.main import create_app
from services.publisher.networks.bluesky.connector import BlueskyConnector
from services.publisher.networks.mastodon.connector import MastodonConnector
from services.publisher.networks.x.connector import XConnector
from services.publisher.tests.integration.conftest import (
    ENCRYPTION_KEY,
    NETWORKS,
    PRIVATE_KEY,
    Networks,
    System,
    Told,
    open_system,
)
from services.publisher.usecases.ledger import Ledger
from shared.events import AccountDegraded, NetworkName, PostPublished
from shared.testing.servers import Servers
from shared.testing.topics import Topics
from shared.testing.waiting import eventually

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(loop_scope="module")
async def system(servers: Servers, sandbox_address: str, tmp_path: Path) -> AsyncIterator[System]:
    """Each test starts and ends publishers of its own."""
    async with open_system(servers, sandbox_address, tmp_path) as system:
        yield system


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@asynccontextmanager
async def process(settings: Settings, instance: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """The publisher as a process of its own, killed at the end if it is still there."""
    environment: Mapping[str, str] = {
        **os.environ,
        "POSTWRIGHT_PUBLISHER_DATABASE_URL": settings.database_url,
        "POSTWRIGHT_PUBLISHER_PORT": str(free_port()),
        "POSTWRIGHT_PUBLISHER_INSTANCE": instance,
        "POSTWRIGHT_PUBLISHER_SEALING_PRIVATE_KEY": PRIVATE_KEY,
        "POSTWRIGHT_PUBLISHER_ENCRYPTION_KEYS": ENCRYPTION_KEY,
        "POSTWRIGHT_PUBLISHER_ALLOW_PRIVATE_ADDRESSES": "true",
        "POSTWRIGHT_PUBLISHER_LEASE_SECONDS": "1",
        "POSTWRIGHT_PUBLISHER_LOOKUP_DELAYS": "0.2,0.5",
        "POSTWRIGHT_PUBLISHER_SANDBOX_URL": settings.sandbox_url or "",
        "POSTWRIGHT_KAFKA_BOOTSTRAP_SERVERS": settings.kafka.bootstrap_servers,
        "POSTWRIGHT_KAFKA_TOPIC_PREFIX": settings.kafka.topic_prefix,
        "POSTWRIGHT_OBJECTS_URL": settings.objects.url,
    }
    running = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "services.publisher", env=environment, stdout=asyncio.subprocess.DEVNULL
    )
    try:
        yield running
    finally:
        if running.returncode is None:
            running.send_signal(signal.SIGKILL)
            await running.wait()


@pytest.mark.parametrize("network", NETWORKS)
async def test_a_process_killed_after_the_network_took_the_post_leaves_it_once(
    networks: Networks, topics: Topics, told: Told, settings: Settings, network: NetworkName
) -> None:
    """SIGKILL while the answer is under way: whoever comes next finds the post."""
    account = await networks.open(network)
    await networks.fault(account, "slow", seconds=20)
    async with process(settings, settings.instance) as killed:
        await told.connect(account)
        await topics.tell(account.due("Killed in the middle."))
        await eventually(lambda: networks.texts(account), what="the post on the wall")
        killed.send_signal(signal.SIGKILL)
        await killed.wait()
    assert told.events(PostPublished) == []

    async with create_app(settings).running():
        [published] = await told.published()

    [post] = await networks.wall(account)
    assert published.reconciled
    assert post["remote_id"] == published.remote_id


@pytest.mark.parametrize("network", NETWORKS)
async def test_a_process_that_ends_before_the_network_was_called_loses_nothing(
    networks: Networks,
    topics: Topics,
    told: Told,
    settings: Settings,
    network: NetworkName,
) -> None:
    """The attempt is written down, the call was never made: it is made by the next one, once."""
    account = await networks.open(network)
    reached = asyncio.Event()

    async def hang(*_: object, **__: object) -> None:
        reached.set()
        await asyncio.Event().wait()

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("shared.working._GRACE_SECONDS", 0.0)
        for connector in (MastodonConnector, BlueskyConnector, XConnector):
            patched.setattr(connector, "commit", hang)
        async with create_app(settings).running():
            await told.connect(account)
            await topics.tell(account.due("Never sent."))
            async with asyncio.timeout(10):
                await reached.wait()
    assert await networks.texts(account) == []

    async with create_app(settings).running():
        [published] = await told.published()

    assert published.attempts == 2
    assert await networks.texts(account) == ["Never sent."]


async def test_a_process_that_stood_still_until_its_lease_was_over_does_not_call_any_more(
    networks: Networks, topics: Topics, told: Told, settings: Settings
) -> None:
    """Somebody else may have found by then that the post is not there, and published it."""
    account = await networks.open("x")
    begin, stood_still = Ledger.begin, asyncio.Event()

    async def stand_still(self: Ledger, *arguments: Any) -> Any:
        begun = await begin(self, *arguments)
        if not stood_still.is_set():
            stood_still.set()
            time.sleep(settings.lease_seconds + 0.1)  # noqa: ASYNC251  the whole process, as SIGSTOP would
        return begun

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Ledger, "begin", stand_still)
        async with create_app(settings).running():
            await told.connect(account)
            await topics.tell(account.due("Only by one."))
            [published] = await told.published()

    assert stood_still.is_set()
    assert published.attempts == 2
    assert await networks.texts(account) == ["Only by one."]


async def test_an_account_does_not_wait_for_a_lease_that_serves_nothing(
    networks: Networks, topics: Topics, told: Told, settings: Settings
) -> None:
    """Its publication was changed by somebody else while it was taken: the account is free at once."""
    account = await networks.open("mastodon")
    begin, changed = Ledger.begin, asyncio.Event()

    async def too_late(self: Ledger, *arguments: Any) -> Any:
        if not changed.is_set():
            changed.set()
            raise LeaseLostError
        return await begin(self, *arguments)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Ledger, "begin", too_late)
        async with create_app(settings.model_copy(update={"lease_seconds": 60.0})).running():
            await told.connect(account)
            await topics.tell(account.due("Without waiting."))
            await told.published(seconds=10)


@pytest.mark.parametrize("network", NETWORKS)
async def test_two_replicas_publish_each_post_once(
    networks: Networks,
    topics: Topics,
    told: Told,
    settings: Settings,
    network: NetworkName,
) -> None:
    """Thirty posts of three accounts, one replica stopped in between."""
    accounts = [await networks.open(network) for _ in range(3)]
    async with create_app(settings).running():
        async with create_app(settings.model_copy(update={"instance": "publisher-b"})).running():
            await told.connect(*accounts)
            due = [account.due(f"{n} of {account.handle}") for n in range(10) for account in accounts]
            await topics.tell(*due)
            await told.published(5)
        published = await told.published(30)

    assert {event.publication_id for event in published} == {event.publication_id for event in due}
    assert len(published) == 30
    for account in accounts:
        assert sorted(await networks.texts(account)) == sorted(f"{n} of {account.handle}" for n in range(10))


@pytest.mark.parametrize("network", ["bluesky", "x"])
async def test_two_replicas_never_spend_a_renewal_token_twice(
    networks: Networks, topics: Topics, told: Told, settings: Settings, network: NetworkName
) -> None:
    """Tokens that run out every two seconds, renewed by whoever comes first; a token spent twice ends the account."""
    await networks.set(**{f"{network}_access_token_seconds": 2})
    account = await networks.open(network)
    async with (
        create_app(settings).running(),
        create_app(settings.model_copy(update={"instance": "publisher-b"})).running(),
    ):
        await told.connect(account)
        for number in range(15):
            await topics.tell(account.due(f"post {number}"))
            await told.published(number + 1)
            await asyncio.sleep(0.2)  # lets tokens run out: time is what is tested here

    assert await networks.texts(account) == [f"post {number}" for number in range(15)]
    assert told.events(AccountDegraded) == []
