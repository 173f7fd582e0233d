"""One event loop for all tests of a module, so that they can share a running service.

The conftest.py of a folder imports the hook, which then holds for the tests in that folder. An async fixture of theirs
says `loop_scope="module"` too; one that is shared also `scope="module"`, and no more: its loop stands still while other
modules' tests run, and Kafka takes a consumer that is silent for dead.
"""

import pytest


def pytest_itemcollected(item: pytest.Item) -> None:
    """Run the test on its module's loop."""
    if item.get_closest_marker("asyncio") is not None:
        # First, since pytest-asyncio asks the first mark and has put one without a scope there.
        item.add_marker(pytest.mark.asyncio(loop_scope="module"), append=False)
