"""Many clients on one gateway process, which are killed, and it is killed: `bench/watching.py` has a thousand of them."""

import os
import socket
from pathlib import Path

from services.gateway.config import Settings
from services.gateway.tests.watchers import GatewayProcess, watched
from shared.postgres import Database

CLIENTS = int(os.environ.get("POSTWRIGHT_TEST_LIVE_CLIENTS", "60"))


async def test_nobody_misses_anything(own_settings: Settings, tmp_path: Path) -> None:
    """Half of the clients are cut off, then the process is killed, while events come: everybody gets each once, in order."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    gateway = GatewayProcess(own_settings, port, tmp_path / "gateway.log")
    database = Database(own_settings.database_url, application_name="test")
    try:
        await gateway.start()
        await database.open()
        figures = await watched(gateway, database, clients=CLIENTS, sessions=5, steady_seconds=1)
    finally:
        await database.close()
        await gateway.stop()

    assert (figures.missed, figures.repeated, figures.out_of_order) == (0, 0, 0)
    assert len(figures.steady) > 1
    assert figures.megabytes < 300
