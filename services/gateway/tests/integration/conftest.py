from collections.abc import AsyncIterator

import pytest
from aiokafka import AIOKafkaProducer

from services.gateway.config import Settings
from services.gateway.tests.neighbours import Neighbours
from shared.service import Service


@pytest.fixture
async def neighbours(settings: Settings, gateway: Service) -> AsyncIterator[Neighbours]:
    """The other services of a running gateway, which has made its topics."""
    assert gateway.settings is settings
    producer = AIOKafkaProducer(bootstrap_servers=settings.kafka.bootstrap_servers)
    await producer.start()
    yield Neighbours(settings, producer)
    await producer.stop()
