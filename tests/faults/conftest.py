"""Stacks to hurt: real processes on free ports."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from deploy.local.stack import Stack

# The tests are about outcomes that are unknown; a person would wait minutes between the looks.
SETTINGS = {
    "POSTWRIGHT_PUBLISHER_LOOKUP_DELAYS": "1,2,4,8",
    "POSTWRIGHT_GATEWAY_REQUESTS_PER_MINUTE": "1000000",
}


@pytest.fixture(scope="package")
def stack(server_folder: Callable[[], Path]) -> Iterator[Stack]:
    """One replica of each service, the same for all the tests here; each test has a user of its own."""
    yield from _running(Stack.on_free_ports(server_folder(), settings=SETTINGS))


@pytest.fixture
def doubled_stack(server_folder: Callable[[], Path]) -> Iterator[Stack]:
    """Two replicas of each service."""
    folder = server_folder()
    yield from _running(Stack.on_free_ports(folder, replicas=2, settings=SETTINGS))


def _running(stack: Stack) -> Iterator[Stack]:
    try:
        stack.up()
        yield stack
    finally:
        stack.down()
