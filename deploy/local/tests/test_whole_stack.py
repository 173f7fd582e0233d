import asyncio
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from deploy.local.errors import LocalStackError
from deploy.local.ports import is_free
from deploy.local.records import records
from deploy.local.stack import Stack
from shared.testing.waiting import eventually

pytestmark = pytest.mark.e2e


@pytest.fixture(scope="module")
def stack(server_folder: Callable[[], Path]) -> Iterator[Stack]:
    """The whole system on free ports, in a folder of its own."""
    stack = Stack.on_free_ports(server_folder())
    try:
        stack.up()
        yield stack
    finally:
        stack.down()


def _pid(stack: Stack, name: str) -> int | None:
    running = stack.processes()[name].running()
    return running.pid if running is not None else None


def _lives(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def test_everything_says_that_it_is_ready(stack: Stack) -> None:
    assert [line.name for line in stack.status() if not line.ready] == []


def test_up_again_changes_nothing(stack: Stack) -> None:
    """Whoever is not sure whether it runs may type it again."""
    before = {line.name: line.pid for line in stack.status()}
    stack.up()

    assert {line.name: line.pid for line in stack.status()} == before


@pytest.mark.parametrize("name", ["scheduler", "sandbox", "valkey"])
async def test_a_killed_process_is_ready_again(stack: Stack, name: str) -> None:
    before = _pid(stack, name)
    await asyncio.to_thread(stack.kill, name)
    await eventually(lambda: _pid(stack, name) not in {before, None})
    await asyncio.to_thread(stack.wait_ready, name, seconds=30)


def test_no_secret_is_in_an_environment(stack: Stack) -> None:
    """Environments are seen by every process of the user and end up in reports of crashes."""
    secrets = [path.read_text() for path in (stack.folder / "secrets").iterdir()]
    for record in records(stack.folder):
        process = record.process()
        assert process is not None
        environment = "\n".join(process.environ().values())
        assert not [secret for secret in secrets if secret in environment]


def test_down_ends_everything_although_the_supervisor_was_killed(stack: Stack) -> None:
    """No process and no port is left behind, and it comes up again with the same data."""
    [supervisor] = [record for record in records(stack.folder) if record.name == "supervisor"]
    os.kill(supervisor.pid, signal.SIGKILL)
    pids = [line.pid for line in stack.status() if line.pid and line.name != "supervisor"]
    ports = [line.port for line in stack.status() if line.port]
    assert len(pids) == 9
    stack.down()

    assert [pid for pid in pids if _lives(pid)] == []
    assert [port for port in ports if not is_free(port)] == []

    stack.up()
    assert [line.name for line in stack.status() if not line.ready] == []


def test_the_services_use_the_folder_and_nothing_else(stack: Stack) -> None:
    names = {path.name for path in Path(stack.folder).iterdir()}

    assert names <= {"data", "held", "lock", "logs", "pids", "plan.json", "secrets", "supervisor.json"}


def test_a_wrong_setting_leaves_nothing_running(server_folder: Callable[[], Path]) -> None:
    """A supervisor left behind would know the old settings: the corrected `up` would fail with the same words."""
    settings = {"POSTWRIGHT_GENERATOR_CONCURRENT_CALLS": "zero"}
    stack = Stack.on_free_ports(server_folder(), settings=settings)
    try:
        with pytest.raises(LocalStackError, match="POSTWRIGHT_GENERATOR_CONCURRENT_CALLS"):
            stack.up()

        assert not stack.is_up()
        assert [record for record in records(stack.folder) if record.process() is not None] == []
    finally:
        stack.down()
