"""Somebody who has one of everything in a running gateway."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
from aiokafka import AIOKafkaProducer

from services.gateway.config import Settings
from services.gateway.tests.conftest import PASSWORD, Person
from services.gateway.tests.neighbours import (
    BRIEF,
    Neighbours,
    content_for,
    due_for,
    failed_for,
    planned_post,
    published_for,
    seen,
)

PNG = Path(__file__).parent / "tea.png"


async def sign_up(address: str) -> Person:
    """The owner of a new organisation."""
    name = f"user-{uuid4().hex[:12]}"
    body = {"email": f"{name}@example.com", "username": name, "password": PASSWORD}
    async with httpx.AsyncClient(base_url=address) as anonymous:
        answer = await anonymous.post("/v1/auth/register", json=body)
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    http = httpx.AsyncClient(
        base_url=address, headers={"Authorization": f"Bearer {made['access_token']}"}, timeout=30
    )
    organization_id = made["user"]["organization_id"]
    return Person(http, name, body["email"], organization_id, made["access_token"], made["refresh_token"])


def sign_in(person: Person, address: str, anew: bool) -> str:  # noqa: FBT001  a callback
    """An access token of a new session; of a new person where that is wanted, or the old one can't sign in any more."""
    if anew:
        return asyncio.run(sign_up(address)).access_token
    body = {"login": person.username, "password": PASSWORD}
    answer = httpx.post(f"{address}/v1/auth/login", json=body)
    if answer.status_code == 200:
        return str(answer.json()["access_token"])
    return asyncio.run(sign_up(address)).access_token


@dataclass
class World:
    """Somebody with one of everything that the other services have a part in."""

    address: str
    person: Person
    neighbours: Neighbours
    posts: list[dict[str, Any]] = field(default_factory=list)


@contextlib.asynccontextmanager
async def world(settings: Settings, address: str) -> AsyncIterator[World]:
    """Accounts, requests at several steps, and posts that wait, are out and have failed."""
    person = await sign_up(address)
    try:
        async with producing(settings) as producer:
            neighbours = Neighbours(settings, producer, {person.organization_id})
            made = World(address, person, neighbours)
            await neighbours.connect(person, "mastodon", "bluesky", "x")
            await _plan(made)
            await _ask(made)
            await _watch(made)
            yield made
    finally:
        await person.http.aclose()


async def _watch(world: World) -> None:
    """A webhook with a test in its log; nobody is there."""
    body = {"url": "https://hooks.example.com/postwright", "event_types": ["*"]}
    webhook = (await world.person.http.post("/v1/webhooks", json=body)).json()
    answer = await world.person.http.post(f"/v1/webhooks/{webhook['webhook_id']}/test")
    assert answer.status_code == 202, answer.text


@contextlib.asynccontextmanager
async def producing(settings: Settings) -> AsyncIterator[AIOKafkaProducer]:
    """Writes to the topics of a running gateway, as the other services do."""
    producer = AIOKafkaProducer(bootstrap_servers=settings.kafka.bootstrap_servers)
    await producer.start()
    try:
        yield producer
    finally:
        await producer.stop()


async def _plan(world: World) -> None:
    """A post that waits, and one of which one target is out and one has failed."""
    person, neighbours = world.person, world.neighbours
    world.posts = [await planned_post(person, neighbours) for _ in range(2)]
    out, failed, *_ = world.posts[1]["targets"]
    for target in (out, failed):
        await neighbours.tell(due_for(world.posts[1], person, target))
    await neighbours.tell(published_for(world.posts[1], person, out))
    await neighbours.tell(failed_for(world.posts[1], person, failed))


async def _ask(world: World) -> None:
    """Requests that wait for content and for approval, a campaign, a batch, a picture."""
    person, neighbours = world.person, world.neighbours
    body = BRIEF | {"approval": "required"}
    for has_content in (False, True):
        request = (await person.http.post("/v1/content-requests", json=body)).json()
        if has_content:
            await neighbours.tell(content_for(request, person))
            await seen(person, f"/v1/content-requests/{request['request_id']}", state="awaiting_approval")
    await person.http.post("/v1/campaigns", json={"name": "Monsoon"})
    await person.http.post("/v1/content-requests/batches", json={"items": [BRIEF, BRIEF]})
    answer = await person.http.post("/v1/media", files={"file": ("tea.png", PNG.read_bytes(), "image/png")})
    assert answer.status_code in {200, 201}, answer.text
