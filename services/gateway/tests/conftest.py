"""A running gateway on real servers, one for all tests of a module, and each test's own people, who use it over HTTP."""

import base64
import contextlib
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
import pytest_asyncio

from services.gateway import cache
from services.gateway.config import MailSettings, Settings
from services.gateway.main import create_app
from services.gateway.tests.mailbox import Mailbox
from services.gateway.usecases import live
from shared.sealing import Opener, generate_key_pair
from shared.service import Service
from shared.settings import KafkaSettings, ObjectSettings
from shared.testing.servers import Servers, fresh_database, fresh_topic_prefix, fresh_valkey_database

PASSWORD = "a long pass phrase"

live.MISFITS_FAIL = True
# A test whose machine was busy for a quarter of a second would go on without Redis, and count anew what it had counted there.
cache._TIMEOUT_SECONDS = 10.0


@pytest.fixture(scope="module")
def sealing_keys() -> tuple[str, str]:
    """The publisher's private and public key."""
    return generate_key_pair()


@pytest.fixture(scope="module")
def opener(sealing_keys: tuple[str, str]) -> Opener:
    """Opens credentials as the publisher does."""
    return Opener(sealing_keys[0])


@contextlib.asynccontextmanager
async def open_settings(servers: Servers, sealing_public_key: str, folder: Path) -> AsyncIterator[Settings]:
    """A gateway's settings with a database, topics and objects of its own, and cheap passwords."""
    async with fresh_database(servers) as database_url, fresh_topic_prefix(servers) as prefix:
        with fresh_valkey_database(servers) as valkey_url:
            yield Settings(
                database_url=database_url,
                redis_url=valkey_url,
                redis_prefix=f"test-{uuid4().hex[:12]}",
                # Two partitions: enough for two replicas to share.
                kafka=KafkaSettings(bootstrap_servers=servers.kafka, topic_prefix=prefix, partitions=2),
                objects=ObjectSettings(url=f"file://{folder}"),
                mail=MailSettings(mailbox_folder=folder / "mailbox"),
                public_url="https://postwright.example",
                instance=f"test-{uuid4().hex[:12]}",
                token_signing_key=base64.b64encode(secrets.token_bytes(32)).decode(),
                sealing_public_key=sealing_public_key,
                encryption_keys=base64.b64encode(secrets.token_bytes(32)).decode(),
                password_memory_kib=8,
                password_passes=1,
                password_lanes=1,
                # All of a module's people sign up from one address.
                anonymous_requests_per_minute=100_000,
            )


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def settings(
    servers: Servers, sealing_keys: tuple[str, str], tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Settings]:
    """Those of the module's gateway."""
    async with open_settings(servers, sealing_keys[1], tmp_path_factory.mktemp("objects")) as settings:
        yield settings


@pytest_asyncio.fixture(loop_scope="module")
async def own_settings(
    servers: Servers, sealing_keys: tuple[str, str], tmp_path: Path
) -> AsyncIterator[Settings]:
    """For a gateway of one test alone."""
    async with open_settings(servers, sealing_keys[1], tmp_path) as settings:
        yield settings


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def gateway(settings: Settings) -> AsyncIterator[Service]:
    """The whole service, started and ready."""
    async with create_app(settings).running() as service:
        yield service


@pytest.fixture
def mailbox(settings: Settings) -> Mailbox:
    """The mail of the module's gateway."""
    assert settings.mail.mailbox_folder is not None
    return Mailbox(settings.mail.mailbox_folder)


def client_of(service: Service, **headers: str) -> httpx.AsyncClient:
    """A client of that replica."""
    return httpx.AsyncClient(
        transport=httpx.ASGITransport(app=service.app),
        base_url="https://postwright.example",
        headers=headers,
    )


@pytest_asyncio.fixture(loop_scope="module")
async def client(gateway: Service) -> AsyncIterator[httpx.AsyncClient]:
    """A client without a token."""
    async with client_of(gateway) as http:
        yield http


@dataclass(frozen=True)
class Person:
    """Somebody who has signed up: their client sends their access token."""

    http: httpx.AsyncClient
    username: str
    email: str
    organization_id: str
    access_token: str
    refresh_token: str


SignUp = Callable[..., Awaitable[Person]]


@pytest.fixture
def organizations() -> set[str]:
    """Those of this test's people: what it looks at is theirs."""
    return set()


@pytest_asyncio.fixture(loop_scope="module")
async def sign_up(gateway: Service, organizations: set[str]) -> AsyncIterator[SignUp]:
    """Makes people, each with an organisation of their own."""
    clients: list[httpx.AsyncClient] = []

    async def make(username: str | None = None) -> Person:
        username = username or f"user-{uuid4().hex[:12]}"
        body = {"email": f"{username}@example.com", "username": username, "password": PASSWORD}
        async with client_of(gateway) as anonymous:
            answer = await anonymous.post("/v1/auth/register", json=body)
        assert answer.status_code == 201, answer.text
        made: dict[str, Any] = answer.json()
        http = client_of(gateway, Authorization=f"Bearer {made['access_token']}")
        clients.append(http)
        organizations.add(made["user"]["organization_id"])
        return Person(
            http,
            username,
            body["email"],
            made["user"]["organization_id"],
            made["access_token"],
            made["refresh_token"],
        )

    yield make
    for http in clients:
        await http.aclose()


@pytest_asyncio.fixture(loop_scope="module")
async def person(sign_up: SignUp) -> Person:
    """Somebody who has signed up."""
    return await sign_up()


@pytest_asyncio.fixture(loop_scope="module")
async def stranger(sign_up: SignUp) -> Person:
    """Somebody of another organisation."""
    return await sign_up()
