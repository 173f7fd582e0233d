"""Fixtures for every test; the servers come from the one-machine stack unless the environment names some."""

import contextlib
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest
from xdist import is_xdist_worker  # type: ignore[import-untyped]  # xdist has no types
from xdist.scheduler import LoadScopeScheduling  # type: ignore[import-untyped]  # xdist has no types

from shared.testing.servers import VARIABLES, Servers

pytest_plugins = ["shared.testing.plugin"]

# How long an example takes says more about the machine's other work than about the code.
# Fewer than by default, and others in every run.
hypothesis.settings.register_profile(
    "postwright",
    deadline=None,
    max_examples=40,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("postwright")

# Kafka lives for minutes at most here: the compiler that is ready at once saves a third of what it would use.
os.environ.setdefault("JDK_JAVA_OPTIONS", "-XX:+UseSerialGC -XX:TieredStopAtLevel=1")


@contextlib.contextmanager
def _folder() -> Iterator[Path]:
    """A folder for servers.

    Not below pytest's own: each further run of pytest closes that to other accounts again, and PostgreSQL, which
    runs under one where tests run as root, dies of it.
    """
    with tempfile.TemporaryDirectory(prefix="postwright-test-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


@contextlib.contextmanager
def _started_servers() -> Iterator[Servers]:
    from deploy.local.servers.running import running_servers  # noqa: PLC0415 - only when needed

    with _folder() as folder, running_servers(folder) as addresses:
        yield Servers(addresses.kafka, addresses.postgres, addresses.valkey)


@pytest.fixture(scope="session")
def server_folder() -> Iterator[Callable[[], Path]]:
    """Makes folders for servers, gone at the end of the run."""
    with contextlib.ExitStack() as folders:
        yield lambda: folders.enter_context(_folder())


@pytest.fixture(scope="session")
def local_servers() -> Iterator[Servers]:
    """Kafka, PostgreSQL and Valkey started for this run, stopped and forgotten at its end."""
    with _started_servers() as servers:
        yield servers


def pytest_sessionstart(session: pytest.Session) -> None:
    """Where several processes share the tests they share the servers too, which are started before them."""
    config = session.config
    is_spread = config.getoption("numprocesses") and not config.getoption("collectonly")
    if not is_spread or is_xdist_worker(session) or Servers.named() is not None:
        return
    stopping = contextlib.ExitStack()
    config.add_cleanup(stopping.close)
    servers = stopping.enter_context(_started_servers())
    os.environ.update(zip(VARIABLES, (servers.kafka, servers.postgres, servers.valkey), strict=True))


# Tests that start whole stacks: one after the other, since two stacks at once fight for two cores, and first,
# since together they take the longest.
_STACKS = ("tests/e2e/", "tests/faults/", "deploy/local/tests/")


def _group(nodeid: str) -> str:
    path = nodeid.partition("::")[0]
    return "stacks" if path.startswith(_STACKS) else path


class _ByFile(LoadScopeScheduling):  # type: ignore[misc]  # xdist has no types
    """Gives a file's tests to one process, so that what they share is started once.

    The mark xdist_group would say the same, but xdist 3.8 and pytest 9.2 lose it between them.
    """

    def _split_scope(self, nodeid: str) -> str:
        return _group(nodeid)


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> LoadScopeScheduling:
    """Spread the tests over the processes by what they share."""
    return _ByFile(config, log)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest, folder by folder: the tests of one share a stack."""

    def turn(item: pytest.Item) -> tuple[bool, str]:
        is_stack = _group(item.nodeid) == "stacks"
        return not is_stack, item.nodeid.partition("::")[0].rpartition("/")[0] if is_stack else ""

    items.sort(key=turn)
