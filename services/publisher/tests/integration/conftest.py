"""A publisher on real servers, the sandbox's networks, and what a test does with both."""

import base64
import contextlib
import hashlib
import io
import json
import secrets
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID, uuid4

import httpx
import pytest
import pytest_asyncio
from PIL import Image

from sandbox.server import running_server
from services.publisher.config import Settings
from services.publisher.domain.failures import UNCLASSIFIED, Failure
from services.publisher.main import create_app
from services.publisher.tests.integration.results import (
    PROVEN,
    pytest_runtest_logreport,
    pytest_sessionfinish,
)
from services.publisher.tests.integration.served_media import serving
from shared.events import (
    TOPICS,
    AccountAuthorized,
    AccountConnected,
    Envelope,
    EventData,
    MediaObject,
    NetworkName,
    PostDue,
    PostFailed,
    PostPublished,
)
from shared.ids import new_id, publication_id
from shared.objects import ObjectStore
from shared.sealing import Sealer, generate_key_pair
from shared.settings import KafkaSettings, ObjectSettings
from shared.testing.servers import Servers, fresh_database, fresh_topic_prefix
from shared.testing.topics import TopicReader, Topics, open_topics
from shared.testing.waiting import eventually

__all__ = ["pytest_runtest_logreport", "pytest_sessionfinish"]

PRIVATE_KEY, PUBLIC_KEY = generate_key_pair()
ENCRYPTION_KEY = base64.b64encode(secrets.token_bytes(32)).decode()
Event = TypeVar("Event", bound=EventData)
SANDBOX_APP = {"client_id": "sandbox-client", "client_secret": "sandbox-client-secret"}
NETWORKS: tuple[NetworkName, ...] = ("mastodon", "bluesky", "x")
CREATE = {"mastodon": "statuses.create", "bluesky": "putRecord", "x": "tweets.create"}


@pytest.fixture
def proven(record_property: Callable[[str, object], None]) -> Callable[[str, str, str], None]:
    """Notes what a test has shown of a network: network, ability, how; docs/networks.md is made of it."""
    return lambda network, ability, how: record_property(PROVEN, [network, ability, how])


@pytest.fixture(autouse=True)
def _nothing_is_unclassified(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Whatever a network answers here, some table knows it: an unknown refusal is a row to be added."""
    unknown: list[Failure] = []
    make = Failure.__init__

    def noted(made: Failure, *args: Any, **details: Any) -> None:
        make(made, *args, **details)
        if made.code.endswith(UNCLASSIFIED) or made.code == "publisher.internal_error":
            unknown.append(made)

    monkeypatch.setattr(Failure, "__init__", noted)
    yield
    assert unknown == []


@pytest.fixture(scope="session")
def sandbox_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A running sandbox for the whole run."""
    with running_server(tmp_path_factory.mktemp("sandbox")) as address:
        yield address


@pytest.fixture(scope="module")
def media_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """Where networks fetch media, and the folder that they lie in."""
    folder = tmp_path_factory.mktemp("objects")
    with serving(folder) as address:
        yield address, folder


@dataclass
class OpenAccount:
    """An account on the sandbox, with our id."""

    account_id: UUID
    organization_id: UUID
    network: NetworkName
    handle: str
    base_url: str
    credentials: dict[str, Any]
    remote_id: str = ""

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
    opened: set[UUID] = field(default_factory=set)
    _faults: list[int] = field(default_factory=list)
    _settings: dict[str, Any] = field(default_factory=dict)

    async def open(self, network: NetworkName, **options: Any) -> OpenAccount:
        handle = f"p{uuid4().hex[:10]}"
        body = {"network": network, "handle": handle, **options}
        answer = await self.http.post("/_sandbox/accounts", json=body)
        opened = answer.raise_for_status().json()
        account = OpenAccount(
            uuid4(),
            uuid4(),
            network,
            opened["handle"],
            opened["base_url"],
            opened["credentials"],
            opened["remote_id"],
        )
        self.opened.add(account.account_id)
        return account

    async def fault(self, account: OpenAccount, mode: str, call: str | None = None, **options: Any) -> None:
        """The account's irreversible call, or the named one, fails in this way, once unless said otherwise."""
        document = {
            "network": account.network,
            "call": call or CREATE[account.network],
            "mode": mode,
            "account": account.handle,
            **options,
        }
        await self.add_fault(document)

    async def add_fault(self, document: dict[str, Any]) -> None:
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

    async def fired(self) -> int:
        """How often this test's faults have struck."""
        listed: list[dict[str, Any]] = (await self.http.get("/_sandbox/faults")).json()["items"]
        return sum(fault["fired"] for fault in listed if fault["id"] in self._faults)

    async def set(self, **changes: Any) -> None:
        """Change the sandbox's settings for this test."""
        if not self._settings:
            self._settings = (await self.http.get("/_sandbox/settings")).json()
        assert (await self.http.post("/_sandbox/settings", json=changes)).status_code == 200

    async def quick_and_many(self) -> dict[str, float]:
        """Settings of a sandbox that works on media at once and has no daily quotas."""
        known = (await self.http.get("/_sandbox/settings")).json()
        quick = {name: 0 for name in known if name.endswith(("_processing_seconds", "_moderation_seconds"))}
        many = {name: 1_000_000 for name in known if name.endswith(("_a_day", "_daily_posts"))}
        return {**quick, **many}

    async def clear(self) -> None:
        if self._settings:
            await self.http.post("/_sandbox/settings", json=self._settings)
        for fault in self._faults:
            await self.http.delete(f"/_sandbox/faults/{fault}")


@pytest_asyncio.fixture(loop_scope="module")
async def networks(sandbox_address: str) -> AsyncIterator[Networks]:
    async with httpx.AsyncClient(base_url=sandbox_address, timeout=20) as http:
        networks = Networks(http)
        yield networks
        await networks.clear()


@dataclass
class System:
    """Servers for a publisher, and its settings: impatient ones, unknown outcomes are resolved within seconds."""

    settings: Settings
    topics: Topics
    reader: TopicReader


@contextlib.asynccontextmanager
async def open_system(servers: Servers, sandbox_address: str, folder: Path) -> AsyncIterator[System]:
    """A database and topics of their own; no publisher yet."""
    async with fresh_database(servers) as database_url, fresh_topic_prefix(servers) as prefix:
        kafka = KafkaSettings(bootstrap_servers=servers.kafka, topic_prefix=prefix, partitions=2)
        settings = Settings.model_validate(
            {
                "database_url": database_url,
                "sealing_private_key": PRIVATE_KEY,
                "encryption_keys": ENCRYPTION_KEY,
                "apps": json.dumps({"x": SANDBOX_APP}),
                "allow_private_addresses": True,
                "lease_seconds": 2.0,
                "lookup_delays": (0.2, 0.5),
                "repeat_delays": (0.1,),
                "sandbox_url": sandbox_address,
                "instance": "publisher-a",
                "kafka": kafka,
                "objects": ObjectSettings(url=f"file://{folder}/objects"),
            }
        )
        told = [topic.name for topic in TOPICS.values() if topic.is_written_by("publisher")]
        async with open_topics(kafka) as topics, topics.read(*told) as reader:
            yield System(settings, topics, reader)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def system(
    servers: Servers, sandbox_address: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[System]:
    """A publisher for all tests of a module; each has accounts of its own.

    Not longer: its loop stands still while other tests run, and Kafka takes a consumer that is silent for dead.
    """
    folder = tmp_path_factory.mktemp("publisher")
    async with (
        open_system(servers, sandbox_address, folder) as system,
        create_app(system.settings).running(),
    ):
        yield system


@pytest.fixture
def settings(system: System) -> Settings:
    return system.settings


@pytest.fixture
def topics(system: System) -> Topics:
    return system.topics


@dataclass
class Told:
    """What the publisher tells of the test's own accounts, as it comes."""

    _system: System
    _networks: Networks

    def events(self, event: type[Event]) -> list[Event]:
        told = self._system.reader.events(event)
        return [one for one in told if getattr(one, "account_id", None) in self._networks.opened]

    def all(self, event: type[Event]) -> list[Event]:
        """Of everybody's."""
        return self._system.reader.events(event)

    def envelope(self, event: PostPublished) -> Envelope:
        envelopes = self._system.reader.envelopes(PostPublished)
        return next(one for one in envelopes if one.subject == event.subject)

    async def wait_for(self, event: type[Event], count: int = 1, seconds: float = 40) -> list[Event]:
        await eventually(
            lambda: len(self.events(event)) >= count, seconds=seconds, what=f"{count} {event.__name__}"
        )
        return self.events(event)

    async def published(self, count: int = 1, seconds: float = 40) -> list[PostPublished]:
        return await self.wait_for(PostPublished, count, seconds)

    async def failed(self, count: int = 1, seconds: float = 40) -> list[PostFailed]:
        return await self.wait_for(PostFailed, count, seconds)

    async def connect(self, *accounts: OpenAccount) -> None:
        """Authorise accounts and wait until they can publish."""
        known = len(self.events(AccountConnected))
        await self._system.topics.tell(*(account.authorized() for account in accounts))
        await self.wait_for(AccountConnected, known + len(accounts))


@pytest.fixture
def told(system: System, networks: Networks) -> Told:
    return Told(system, networks)


async def stored_picture(settings: Settings, alt_text: str) -> MediaObject:
    """A picture in the object store, as an event names it."""
    output = io.BytesIO()
    Image.new("RGB", (64, 48), (200, 80, 40)).save(output, "PNG")
    data = output.getvalue()
    key = f"organizations/{uuid4()}/pictures/{uuid4()}.png"
    await ObjectStore(settings.objects).put(key, data, "image/png")
    return MediaObject(
        key=key,
        media_type="image/png",
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        width=64,
        height=48,
        alt_text=alt_text,
    )
