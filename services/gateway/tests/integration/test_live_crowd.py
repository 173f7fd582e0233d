"""Many clients on one gateway process, which are killed, and it is killed: `bench/watching.py` has a thousand of them."""

import os
import socket
from pathlib import Path

from services.gateway.config import Settings
from services.gateway.tests.processes import GatewayProcess
from services.gateway.tests.watchers import Crowd, sign_in, unlimited, watched
from shared.postgres import Database

CLIENTS = int(os.environ.get("POSTWRIGHT_TEST_LIVE_CLIENTS", "60"))


async def test_nobody_misses_anything(own_settings: Settings, tmp_path: Path) -> None:
    """Half of the clients are cut off, then the process is killed, while events come: everybody gets each once, in order.

    And when the process is told to stop, streams end by themselves.
    """
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    gateway = GatewayProcess(unlimited(own_settings, port), tmp_path / "gateway.log")
    database = Database(own_settings.database_url, application_name="test")
    try:
        await gateway.start()
        await database.open()
        figures = await watched(gateway, database, clients=CLIENTS, sessions=5, steady_seconds=1)
        _, tokens = await sign_in(gateway.address, 1)
        crowd = Crowd.of(gateway.address, tokens, 10)
        await crowd.connect()
        await gateway.stop()
    finally:
        await database.close()
        await gateway.stop()

    # Nobody held the process back, which would have been cut off noisily.
    assert "Cancel" not in (tmp_path / "gateway.log").read_text()
    assert all(watcher.is_lost for watcher in crowd.watchers)
    assert (figures.missed, figures.repeated, figures.out_of_order) == (0, 0, 0)
    assert len(figures.steady) > 1
    assert figures.megabytes < 300
