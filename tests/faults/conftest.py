"""Stacks to hurt: real processes on free ports, one set for the tests of a module."""

from collections.abc import Iterator

import pytest

from deploy.local.stack import Stack

# The tests are about outcomes that are unknown; a person would wait minutes between the looks.
SETTINGS = {
    "POSTWRIGHT_PUBLISHER_LOOKUP_DELAYS": "1,2,4,8",
    "POSTWRIGHT_GATEWAY_RATE_LIMIT_SCALE": "1000",
}


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """One replica of each service."""
    yield from _running(Stack.on_free_ports(tmp_path_factory.mktemp("stack"), settings=SETTINGS))


@pytest.fixture(scope="module")
def doubled_stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """Two replicas of each service."""
    folder = tmp_path_factory.mktemp("doubled")
    yield from _running(Stack.on_free_ports(folder, replicas=2, settings=SETTINGS))


def _running(stack: Stack) -> Iterator[Stack]:
    stack.up()
    try:
        yield stack
    finally:
        stack.down()
