"""A running gateway on real servers, and people who use it over HTTP."""

import base64
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest

from services.gateway.config import Settings
from services.gateway.main import create_app
from shared.sealing import Opener, generate_key_pair
from shared.service import Service
from shared.settings import KafkaSettings, ObjectSettings

PASSWORD = "a long pass phrase"


@pytest.fixture
def sealing_keys() -> tuple[str, str]:
    """The publisher's private and public key."""
    return generate_key_pair()


@pytest.fixture
def opener(sealing_keys: tuple[str, str]) -> Opener:
    """Opens credentials as the publisher does."""
    return Opener(sealing_keys[0])


@pytest.fixture
def settings(
    database_url: str,
    valkey_url: str,
    kafka_settings: KafkaSettings,
    sealing_keys: tuple[str, str],
    tmp_path: Path,
) -> Settings:
    """A gateway's settings on servers of this test alone, with cheap passwords."""
    return Settings(
        database_url=database_url,
        redis_url=valkey_url,
        redis_prefix=f"test-{uuid4().hex[:12]}",
        kafka=kafka_settings,
        objects=ObjectSettings(url=f"file://{tmp_path}"),
        public_url="https://postwright.example",
        instance=f"test-{uuid4().hex[:12]}",
        token_signing_key=base64.b64encode(secrets.token_bytes(32)).decode(),
        sealing_public_key=sealing_keys[1],
        password_memory_kib=8,
        password_passes=1,
        password_lanes=1,
    )


@pytest.fixture
async def gateway(settings: Settings) -> AsyncIterator[Service]:
    """The whole service, started and ready."""
    async with create_app(settings).running() as service:
        yield service


def client_of(service: Service, **headers: str) -> httpx.AsyncClient:
    """A client of that replica."""
    return httpx.AsyncClient(
        transport=httpx.ASGITransport(app=service.app),
        base_url="https://postwright.example",
        headers=headers,
    )


@pytest.fixture
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
async def sign_up(gateway: Service) -> AsyncIterator[SignUp]:
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


@pytest.fixture
async def person(sign_up: SignUp) -> Person:
    """Somebody who has signed up."""
    return await sign_up()


@pytest.fixture
async def stranger(sign_up: SignUp) -> Person:
    """Somebody of another organisation."""
    return await sign_up()
