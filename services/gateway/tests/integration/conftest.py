from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from aiokafka import AIOKafkaProducer

from services.gateway.config import Settings
from services.gateway.tests.neighbours import Neighbours
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


@pytest.fixture
def neighbours(settings: Settings, producer: AIOKafkaProducer, organizations: set[str]) -> Neighbours:
    """The other services of the gateway."""
    return Neighbours(settings, producer, organizations)
