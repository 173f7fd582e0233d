"""The three servers started together for as long as a block of code runs."""

import contextlib
import secrets
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from deploy.local.ports import LOOPBACK, free_ports
from deploy.local.process import Process
from deploy.local.servers.kafka import kafka
from deploy.local.servers.postgresql import postgresql, postgresql_url
from deploy.local.servers.valkey import valkey

START_SECONDS = 60.0


@dataclass(frozen=True)
class RunningServers:
    """Addresses of started servers, and their processes by name for tests that stop or kill one."""

    kafka: str
    postgres: str
    valkey: str
    processes: dict[str, Process]


@contextlib.contextmanager
def running_servers(folder: Path) -> Iterator[RunningServers]:
    """Kafka, PostgreSQL and Valkey with their data in the folder, on free ports, stopped at the end.

    Raises:
        LocalStackError: one of them did not start; the error carries the end of its log.
    """
    password = secrets.token_urlsafe(24)
    kafka_port, controller_port, postgres_port, valkey_port = free_ports(4)
    programs = [
        kafka(folder / "kafka", kafka_port, controller_port),
        postgresql(folder / "postgresql", postgres_port, password),
        valkey(folder / "valkey", valkey_port),
    ]
    processes = [Process(program, folder) for program in programs]
    with ThreadPoolExecutor(len(processes)) as threads:
        try:
            list(threads.map(_start, processes))
            yield RunningServers(
                kafka=f"{LOOPBACK}:{kafka_port}",
                postgres=postgresql_url(postgres_port, password),
                valkey=f"redis://{LOOPBACK}:{valkey_port}/0",
                processes={process.name: process for process in processes},
            )
        finally:
            list(threads.map(Process.stop, processes))


def _start(process: Process) -> None:
    process.start()
    process.wait_ready(START_SECONDS)
