"""A publisher on real servers, the sandbox's networks, and what a test does with both."""

import base64
import contextlib
import json
import secrets
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from sandbox.server import make_server
from services.publisher.config import Settings
from services.publisher.main import create_app
from shared.events import (
    AccountAuthorized,
    AccountConnected,
    MediaObject,
    NetworkName,
    PostDue,
    PostFailed,
    PostPublished,
)
from shared.ids import new_id, publication_id
from shared.sealing import Sealer, generate_key_pair
from shared.service import Service
from shared.settings import KafkaSettings, ObjectSettings
from shared.testing.topics import TopicReader, Topics

PRIVATE_KEY, PUBLIC_KEY = generate_key_pair()
ENCRYPTION_KEY = base64.b64encode(secrets.token_bytes(32)).decode()
NETWORKS: tuple[NetworkName, ...] = ("mastodon", "bluesky", "x")
CREATE = {"mastodon": "statuses.create", "bluesky": "putRecord", "x": "tweets.create"}


@pytest.fixture(scope="session")
def sandbox_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A running sandbox for the whole run."""
    server = make_server("127.0.0.1", 0, tmp_path_factory.mktemp("sandbox"))
    thread = threading.Thread(target=server.run)
    thread.start()
    deadline = time.monotonic() + 10
    while not server.started:
        assert time.monotonic() < deadline, "the sandbox did not start"
        time.sleep(0.01)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


@dataclass
class OpenAccount:
    """An account on the sandbox, with our id."""

    account_id: UUID
    organization_id: UUID
    network: NetworkName
    handle: str
    base_url: str
    credentials: dict[str, Any]

    def authorized(self, *, revision: int = 1, **credentials: str) -> AccountAuthorized:
        """As the gateway tells it."""
        sealed = Sealer(PUBLIC_KEY).seal(
            json.dumps({**self.credentials, **credentials}).encode(), str(self.account_id).encode()
        )
        return AccountAuthorized(
            organization_id=self.organization_id,
            account_id=self.account_id,
            network=self.network,
            sealed_credential=sealed,
            base_url=self.base_url,
            authorized_at=datetime.now(UTC),
            revision=revision,
        )

    def due(self, text: str, *, media: tuple[MediaObject, ...] = ()) -> PostDue:
        """A post of this account whose minute has come."""
        post_id, now = new_id(), datetime.now(UTC)
        return PostDue(
            organization_id=self.organization_id,
            publication_id=publication_id(post_id, self.account_id, now),
            post_id=post_id,
            account_id=self.account_id,
            network=self.network,
            revision=1,
            due_at=now,
            text=text,
            media=media,
            emitted_at=now,
        )


@dataclass
class Networks:
    """The sandbox's control side."""

    http: httpx.AsyncClient
    _faults: list[int] = field(default_factory=list)

    async def open(self, network: NetworkName) -> OpenAccount:
        handle = f"p{uuid4().hex[:10]}"
        answer = await self.http.post("/_sandbox/accounts", json={"network": network, "handle": handle})
        opened = answer.raise_for_status().json()
        return OpenAccount(
            uuid4(), uuid4(), network, opened["handle"], opened["base_url"], opened["credentials"]
        )

    async def fault(self, account: OpenAccount, mode: str, call: str | None = None, **options: Any) -> None:
        """The account's irreversible call, or the named one, fails in this way, once unless said otherwise."""
        document = {
            "network": account.network,
            "call": call or CREATE[account.network],
            "mode": mode,
            "account": account.handle,
            **options,
        }
        answer = await self.http.post("/_sandbox/faults", json=document)
        assert answer.status_code == 201, answer.text
        self._faults.append(answer.json()["id"])

    async def wall(self, account: OpenAccount) -> list[dict[str, Any]]:
        """What the account has posted, newest first."""
        query = {"network": account.network, "handle": account.handle}
        items: list[dict[str, Any]] = (await self.http.get("/_sandbox/posts", params=query)).json()["items"]
        return items

    async def texts(self, account: OpenAccount) -> list[str]:
        """The wall's texts, oldest first."""
        return [post["text"] for post in reversed(await self.wall(account))]

    async def calls(self, name: str) -> dict[str, int]:
        """How often a call was made, by what was answered."""
        counted: dict[str, Any] = (await self.http.get("/_sandbox/requests")).json()
        calls: dict[str, int] = counted["calls"].get(name, {})
        return calls

    async def clear(self) -> None:
        for fault in self._faults:
            await self.http.delete(f"/_sandbox/faults/{fault}")


@pytest.fixture
async def networks(sandbox_address: str) -> AsyncIterator[Networks]:
    async with httpx.AsyncClient(base_url=sandbox_address, timeout=20) as http:
        networks = Networks(http)
        yield networks
        await networks.clear()


@pytest.fixture
def settings(
    database_url: str, kafka_settings: KafkaSettings, sandbox_address: str, tmp_path: Path
) -> Settings:
    """Impatient ones: unknown outcomes are resolved within seconds."""
    return Settings.model_validate(
        {
            "database_url": database_url,
            "sealing_private_key": PRIVATE_KEY,
            "encryption_keys": ENCRYPTION_KEY,
            "allow_private_addresses": True,
            "lease_seconds": 2.0,
            "lookup_delays": (0.2, 0.5),
            "repeat_delays": (0.1,),
            "bluesky_web_url": f"{sandbox_address}/bluesky",
            "x_web_url": f"{sandbox_address}/x",
            "instance": "publisher-a",
            "kafka": kafka_settings,
            "objects": ObjectSettings(url=f"file://{tmp_path}/objects"),
        }
    )


@pytest.fixture
async def publisher(settings: Settings, topics: Topics) -> AsyncIterator[Service]:  # noqa: ARG001  topics first
    async with create_app(settings).running() as service:
        yield service


@dataclass
class Told:
    """What the publisher tells, as it comes."""

    reader: TopicReader
    topics: Topics

    async def published(self, count: int = 1, seconds: float = 20) -> list[PostPublished]:
        return await self.reader.wait_for(PostPublished, count, seconds=seconds)

    async def failed(self, count: int = 1, seconds: float = 20) -> list[PostFailed]:
        return await self.reader.wait_for(PostFailed, count, seconds=seconds)

    async def connect(self, *accounts: OpenAccount) -> None:
        """Authorise accounts and wait until they can publish."""
        known = len(self.reader.events(AccountConnected))
        await self.topics.tell(*(account.authorized() for account in accounts))
        await self.reader.wait_for(AccountConnected, known + len(accounts))


@pytest.fixture
async def told(topics: Topics) -> AsyncIterator[Told]:
    async with topics.read(
        "post.published", "post.failed", "account.connected", "account.degraded"
    ) as reader:
        yield Told(reader, topics)


@pytest.fixture
def another(settings: Settings) -> Callable[..., contextlib.AbstractAsyncContextManager[Service]]:
    """One more replica, with other settings where named."""

    def start(instance: str, **changes: Any) -> contextlib.AbstractAsyncContextManager[Service]:
        changed = settings.model_copy(update={"instance": instance, **changes})
        return create_app(changed).running()

    return start
