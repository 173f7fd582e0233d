from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import pytest
import pytest_asyncio
from aiokafka import AIOKafkaProducer

from services.gateway.config import Settings
from services.gateway.tests.conftest import Person
from services.gateway.tests.neighbours import (
    Neighbours,
    all_of,
    by_network,
    due_for,
    failed_for,
    planned_post,
    seen,
)
from shared.service import Service
from shared.testing.module_loop import pytest_itemcollected

__all__ = ["pytest_itemcollected"]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def producer(settings: Settings, gateway: Service) -> AsyncIterator[AIOKafkaProducer]:
    """For the topics of a running gateway, which has made them."""
    assert gateway.settings is settings
    producer = AIOKafkaProducer(bootstrap_servers=settings.kafka.bootstrap_servers)
    await producer.start()
    yield producer
    await producer.stop()


@pytest_asyncio.fixture(loop_scope="module")
async def owner(settings: Settings, gateway: Service) -> AsyncIterator[asyncpg.Connection]:
    """The gateway's database, seen as its owner sees it."""
    assert gateway.settings is settings
    connection = await asyncpg.connect(settings.database_url)
    yield connection
    await connection.close()


@pytest.fixture
def neighbours(settings: Settings, producer: AIOKafkaProducer, organizations: set[str]) -> Neighbours:
    """The other services of the gateway."""
    return Neighbours(settings, producer, organizations)


@pytest_asyncio.fixture(loop_scope="module")
async def uncertain(person: Person, neighbours: Neighbours) -> dict[str, Any]:
    """A publication of which nobody knows what became of it."""
    await neighbours.connect(person, "mastodon")
    post = await planned_post(person, neighbours, networks=["mastodon"])
    target = by_network(post)["mastodon"]
    await all_of(
        neighbours,
        [due_for(post, person, target), failed_for(post, person, target, outcome="uncertain")],
    )
    await seen(person, f"/v1/posts/{post['post_id']}", state="needs_attention")
    return await seen(person, f"/v1/publications/{target['publication_id']}", state="uncertain")
