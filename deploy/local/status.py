"""How each process is, for a person to see."""

import time
from dataclasses import dataclass

import psutil

from deploy.local.process import Process


@dataclass(frozen=True)
class Line:
    """One process as `make status` shows it."""

    name: str
    pid: int | None
    state: str
    ready: bool
    port: int
    uptime_seconds: float
    memory_bytes: int
    restarts: int


def line_of(process: Process, *, restarts: int, alone: bool) -> Line:
    """How a process is now; `alone` leaves out what its children use."""
    running = process.running()
    ready = running is not None and process.program.ready()
    return Line(
        name=process.name,
        pid=running.pid if running is not None else None,
        state=_state(running, ready=ready),
        ready=ready,
        port=process.program.port,
        uptime_seconds=time.time() - running.create_time() if running is not None else 0.0,
        memory_bytes=_memory(running, alone=alone),
        restarts=restarts,
    )


def _state(running: psutil.Process | None, *, ready: bool) -> str:
    if running is None:
        return "stopped"
    return "running" if ready else "starting"


def _memory(process: psutil.Process | None, *, alone: bool) -> int:
    """What would be free if it and its children ended: memory that they share with others is not theirs."""
    if process is None:
        return 0
    try:
        family = [process] if alone else [process, *process.children(recursive=True)]
    except psutil.NoSuchProcess:
        return 0
    return sum(_own_memory(member) for member in family)


def _own_memory(process: psutil.Process) -> int:
    try:
        return int(process.memory_full_info().uss)
    except psutil.AccessDenied:
        return int(process.memory_info().rss)
    except psutil.NoSuchProcess:
        return 0
