"""A whole system as a user meets it."""

from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest

from deploy.local.stack import Stack
from tests.system import System, signed_in


@pytest.fixture(scope="package")
def stack(server_folder: Callable[[], Path]) -> Iterator[Stack]:
    """Every process of the system, on free ports, with the settings it has by default."""
    stack = Stack.on_free_ports(server_folder())
    try:
        stack.up()
        yield stack
    finally:
        stack.down()


@pytest.fixture
async def system(stack: Stack) -> AsyncIterator[System]:
    """A new user with an account on each network."""
    async with signed_in(stack) as user:
        yield user
