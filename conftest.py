"""Fixtures for every test; the servers come from the one-machine stack unless the environment names some."""

import contextlib
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest

from shared.testing.servers import Servers

pytest_plugins = ["shared.testing.plugin"]

# How long an example takes says more about the machine's other work than about the code.
hypothesis.settings.register_profile("postwright", deadline=None)
hypothesis.settings.load_profile("postwright")


@pytest.fixture(scope="session")
def server_folder() -> Iterator[Callable[[], Path]]:
    """Makes folders for servers, gone at the end of the run.

    Not below pytest's own: each further run of pytest closes that to other accounts again, and PostgreSQL, which
    runs under one where tests run as root, dies of it.
    """
    with contextlib.ExitStack() as folders:
        yield lambda: Path(
            folders.enter_context(
                tempfile.TemporaryDirectory(prefix="postwright-test-", ignore_cleanup_errors=True)
            )
        )


@pytest.fixture(scope="session")
def local_servers(server_folder: Callable[[], Path]) -> Iterator[Servers]:
    """Kafka, PostgreSQL and Valkey started for this run, stopped and forgotten at its end."""
    from deploy.local.servers.running import running_servers  # noqa: PLC0415 - only when needed

    with running_servers(server_folder()) as addresses:
        yield Servers(addresses.kafka, addresses.postgres, addresses.valkey)


# Tests that start whole stacks: one after the other, since two stacks at once fight for two cores, and first,
# since together they take the longest.
_STACKS = ("tests/e2e/", "tests/faults/", "deploy/local/tests/")


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Say what must run in one process where the run is spread over several."""

    def group(item: pytest.Item) -> str:
        path = item.nodeid.partition("::")[0]
        return "stacks" if path.startswith(_STACKS) else path

    for item in items:
        item.add_marker(pytest.mark.xdist_group(group(item)))
    items.sort(key=lambda item: group(item) != "stacks")
