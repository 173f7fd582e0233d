"""Stacks to hurt: real processes on free ports."""

from collections.abc import Iterator

import pytest

from deploy.local.stack import Stack

# The tests are about outcomes that are unknown; a person would wait minutes between the looks.
SETTINGS = {
    "POSTWRIGHT_PUBLISHER_LOOKUP_DELAYS": "1,2,4,8",
    "POSTWRIGHT_GATEWAY_REQUESTS_PER_MINUTE": "1000000",
}


@pytest.fixture(scope="package")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """One replica of each service, the same for all the tests here; each test has a user of its own."""
    yield from _running(Stack.on_free_ports(tmp_path_factory.mktemp("stack"), settings=SETTINGS))


@pytest.fixture
def doubled_stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """Two replicas of each service."""
    folder = tmp_path_factory.mktemp("doubled")
    yield from _running(Stack.on_free_ports(folder, replicas=2, settings=SETTINGS))


def _running(stack: Stack) -> Iterator[Stack]:
    try:
        stack.up()
        yield stack
    finally:
        stack.down()
