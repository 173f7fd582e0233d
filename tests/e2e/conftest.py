"""A whole system as a user meets it."""

from collections.abc import AsyncIterator, Iterator

import pytest

from deploy.local.stack import Stack
from tests.system import System, signed_in


@pytest.fixture(scope="package")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """Every process of the system, on free ports, with the settings it has by default."""
    stack = Stack.on_free_ports(tmp_path_factory.mktemp("stack"))
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
