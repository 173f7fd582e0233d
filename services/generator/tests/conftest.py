from collections.abc import Iterator

import pytest
from pydantic import SecretStr

from services.generator.config import Settings
from services.generator.tests.sandbox import KEY, Sandbox, running_sandbox


@pytest.fixture(scope="session")
def shared_sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    with running_sandbox(tmp_path_factory.mktemp("sandbox")) as sandbox:
        yield sandbox


@pytest.fixture
def sandbox(shared_sandbox: Sandbox) -> Sandbox:
    """An OpenAI-compatible provider that remembers nothing of other tests."""
    shared_sandbox.reset()
    return shared_sandbox


@pytest.fixture
def openai_settings(sandbox: Sandbox) -> Settings:
    """Those of a generator that uses it."""
    return Settings(
        database_url="postgresql://nobody@nowhere/none",
        provider="openai",
        openai_base_url=sandbox.base_url,
        openai_api_key=SecretStr(KEY),
    )
