"""Fixtures for every test; the servers come from the one-machine stack unless the environment names some."""

from collections.abc import Iterator

import pytest

from shared.testing.servers import Servers

pytest_plugins = ["shared.testing.plugin"]


@pytest.fixture(scope="session")
def local_servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    """Kafka, PostgreSQL and Valkey started for this run, stopped and forgotten at its end."""
    from deploy.local.servers.running import running_servers  # noqa: PLC0415 - only when needed

    with running_servers(tmp_path_factory.mktemp("servers")) as addresses:
        yield Servers(addresses.kafka, addresses.postgres, addresses.valkey)
