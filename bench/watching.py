"""A thousand clients that watch one gateway process, on servers that the environment names.

`python -m bench.watching [CLIENTS]` prints the figures as JSON. The gateway is a process of its own; the clients and
whoever tells the events are this one.
"""

import json
import socket
import statistics
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

import uvloop

from services.gateway.config import Settings
from services.gateway.tests.conftest import open_settings
from services.gateway.tests.processes import GatewayProcess
from services.gateway.tests.watchers import Figures, unlimited, watched
from shared.postgres import Database
from shared.sealing import generate_key_pair
from shared.testing.servers import Servers

CLIENTS = 1_000
SESSIONS = 200
STEADY_SECONDS = 10.0


async def thousand_watch(servers: Servers, clients: int = CLIENTS) -> Figures:
    """Everything once, with a gateway of its own."""
    with tempfile.TemporaryDirectory() as folder:
        async with open_settings(servers, generate_key_pair()[1], Path(folder)) as settings:
            return await _measured(settings, clients, Path(folder))


async def _measured(settings: Settings, clients: int, folder: Path) -> Figures:
    database = Database(settings.database_url, application_name="bench")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    gateway = GatewayProcess(unlimited(settings, port), folder / "gateway.log")
    try:
        await gateway.start()
        await database.open()
        return await watched(
            gateway, database, clients=clients, sessions=SESSIONS, steady_seconds=STEADY_SECONDS
        )
    finally:
        await database.close()
        await gateway.stop()


def summary(figures: Figures) -> dict[str, Any]:
    """What stands in the report."""
    steady = sorted(figures.steady)
    return asdict(figures) | {
        "steady": {
            "events": len(steady),
            "p50": round(statistics.median(steady), 3),
            "p99": round(steady[int(len(steady) * 0.99)], 3),
            "worst": round(steady[-1], 3),
        }
    }


if __name__ == "__main__":
    named = Servers.named()
    assert named is not None, "name the servers: POSTWRIGHT_TEST_KAFKA and so on"
    count = int(sys.argv[1]) if len(sys.argv) > 1 else CLIENTS
    measured = uvloop.run(thousand_watch(named, count))
    print(json.dumps(summary(measured)))
