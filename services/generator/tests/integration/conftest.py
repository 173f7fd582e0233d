"""A generator on real servers, and requests to it."""

import contextlib
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest

from services.generator.config import Settings
from services.generator.main import create_app
from services.generator.ports import Provider
from shared.service import Service
from shared.settings import KafkaSettings, ObjectSettings
from shared.testing.topics import Topics

Start = Callable[..., AbstractAsyncContextManager[Service]]


@pytest.fixture
def objects(tmp_path: Path) -> ObjectSettings:
    return ObjectSettings(url=f"file://{tmp_path}/objects")


@pytest.fixture
def settings(database_url: str, kafka_settings: KafkaSettings, objects: ObjectSettings) -> Settings:
    return Settings(
        database_url=database_url,
        port=8081,
        kafka=kafka_settings,
        objects=objects,
        instance="one",
    )


@pytest.fixture
def start(settings: Settings, topics: Topics) -> Start:  # noqa: ARG001  the topics are there before the service
    """Starts a replica; its settings may differ in what is named."""

    @contextlib.asynccontextmanager
    async def started(provider: Provider | None = None, /, **changes: Any) -> AsyncIterator[Service]:
        changed = settings.model_copy(update=changes)
        async with create_app(changed, provider=provider).running() as service:
            yield service

    return started
