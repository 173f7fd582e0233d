import asyncio
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import asyncpg
import pytest

from deploy.local.databases import create_databases, database_name, service_url
from deploy.local.plan import SERVICES
from deploy.local.servers.running import RunningServers, running_servers
from shared.testing.servers import database_named

START_SECONDS = 30.0


@pytest.fixture(scope="module")
def own_servers(server_folder: Callable[[], Path]) -> Iterator[RunningServers]:
    """Servers of this module alone, to be hurt."""
    with running_servers(server_folder()) as started:
        yield started


@pytest.mark.parametrize("name", ["kafka", "postgresql", "valkey"])
def test_a_killed_server_comes_back_on_its_port(own_servers: RunningServers, name: str) -> None:
    """With the same data, and without a person's help."""
    process = own_servers.processes[name]
    process.kill()

    assert not process.program.ready()
    process.start()
    process.wait_ready(START_SECONDS)


async def test_what_postgresql_has_committed_survives_sigkill(own_servers: RunningServers) -> None:
    connection = await asyncpg.connect(own_servers.postgres)
    await connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    process = own_servers.processes["postgresql"]
    await asyncio.to_thread(process.kill)
    process.start()
    await asyncio.to_thread(process.wait_ready, START_SECONDS)
    connection.terminate()
    connection = await asyncpg.connect(own_servers.postgres)

    assert await connection.fetchval("SELECT answer FROM kept") == 42
    await connection.close()


async def test_postgresql_starts_although_its_old_pid_belongs_to_another(own_servers: RunningServers) -> None:
    """PostgreSQL itself refuses when the pid in its lock file lives; ours is known to be dead."""
    process = own_servers.processes["postgresql"]
    await asyncio.to_thread(process.kill)
    data = Path(process.program.command()[2])
    (data / "postmaster.pid").write_text(f"1\n{data}\n")
    process.start()
    await asyncio.to_thread(process.wait_ready, START_SECONDS)


async def test_each_service_has_a_database_that_no_other_can_open(own_servers: RunningServers) -> None:
    for _ in range(2):  # safe to repeat
        await asyncio.to_thread(create_databases, own_servers.postgres, password="word")
    for service in SERVICES:
        connection = await asyncpg.connect(service_url(own_servers.postgres, service, password="word"))
        await connection.execute("CREATE TABLE IF NOT EXISTS mine (id int)")
        await connection.close()

    own = service_url(own_servers.postgres, "gateway", password="word")
    url = database_named(own, database_name("publisher"))
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await asyncpg.connect(url)


async def test_the_password_is_needed(own_servers: RunningServers) -> None:
    """Any account of the machine reaches the port."""
    url = service_url(own_servers.postgres, "gateway", password="wrong")
    with pytest.raises(asyncpg.InvalidPasswordError):
        await asyncpg.connect(url)


def test_postgresql_stops_in_order_on_the_signal_it_expects(own_servers: RunningServers) -> None:
    """SIGTERM would wait for clients to leave by themselves."""
    assert own_servers.processes["postgresql"].program.stop_signal == signal.SIGINT
