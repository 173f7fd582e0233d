"""What a signal does to a service in a process of its own."""

import asyncio
import signal
import socket
import sys

import pytest

from shared.settings import KafkaSettings

SERVICE = """
import asyncio, sys
from prometheus_client import CollectorRegistry
from shared.metrics import CoreMetrics
from shared.postgres import Database
from shared.service import Service, run
from shared.settings import KafkaSettings
from shared.tests.integration.counting_service import MIGRATIONS, Settings

async def work():
    print("working", flush=True)
    try:
        await asyncio.Event().wait()
    finally:
        await asyncio.sleep(0.2)
        print("given back", flush=True)

url, kafka, prefix, port = sys.argv[1:]
settings = Settings(
    database_url=url, port=int(port), kafka=KafkaSettings(bootstrap_servers=kafka, topic_prefix=prefix)
)
database = Database(url, application_name="stopped")
metrics = CoreMetrics(CollectorRegistry())
run(Service(settings, database=database, metrics=metrics, migrations=MIGRATIONS, routes=[], workers=[work]))
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_lets_workers_give_back_what_they_hold(
    number: signal.Signals, database_url: str, kafka_settings: KafkaSettings
) -> None:
    """The process ends by itself, with status 0, after its work has ended and not in the middle of it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    arguments = (database_url, kafka_settings.bootstrap_servers, kafka_settings.topic_prefix, str(port))
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", SERVICE, *arguments, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    try:
        async with asyncio.timeout(60):
            async for line in process.stdout:
                if line == b"working\n":
                    break
            process.send_signal(number)
            told = await process.stdout.read()
            status = await process.wait()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()

    assert b"given back\n" in told
    assert status == 0
