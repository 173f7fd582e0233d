"""Pid files that cannot be mistaken: which processes of a folder run, and how each is ended."""

import contextlib
import json
import os
import signal
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

import psutil


@dataclass(frozen=True)
class Record:
    """A process that was started, with what ending it takes; a later command needs no more than this.

    Args:
        started: the instant the system says it was started. A pid that was given to another process since
            has another, so that nobody else's process is ever taken for ours.
        tier: processes of higher tiers need those of lower ones, and are ended before them.
        stop_signal: asks for an orderly end.
        stop_seconds: how long that may take before SIGKILL.
    """

    name: str
    pid: int
    started: float
    port: int
    tier: int
    stop_signal: int
    stop_seconds: float

    @classmethod
    def read(cls, path: Path) -> Self | None:
        """The record in that file; None where there is none, or none that was written to its end."""
        try:
            return cls(**json.loads(path.read_text()))
        except (OSError, ValueError, TypeError):
            return None

    def write(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(f".{os.getpid()}")
        draft.write_text(json.dumps(asdict(self)))
        draft.replace(path)

    def process(self) -> psutil.Process | None:
        """The process, if it still lives."""
        try:
            process = psutil.Process(self.pid)
            same = abs(process.create_time() - self.started) < 1.0
        except psutil.NoSuchProcess:
            return None
        return process if same and _alive(process) else None

    def end(self, *, by_force: bool = False) -> None:
        """End it and what it started, orderly unless by force; nothing of it is left on return."""
        process = self.process()
        if process is None:
            return
        family = [process, *_children(process)]
        _send(process, signal.SIGKILL if by_force else signal.Signals(self.stop_signal))
        for member in wait_gone(family, self.stop_seconds):
            _send(member, signal.SIGKILL)
        wait_gone(family, 10.0)


def record_path(folder: Path, name: str) -> Path:
    """The pid file of a process."""
    return folder / "pids" / f"{name}.json"


def records(folder: Path) -> list[Record]:
    """Every process that a folder remembers, living or not."""
    found = (Record.read(path) for path in sorted((folder / "pids").glob("*.json")))
    return [record for record in found if record is not None]


def wait_gone(processes: Iterable[psutil.Process], seconds: float) -> list[psutil.Process]:
    """Wait until they have ended; those that have not within that time are returned.

    A zombie has ended: whether its parent ever asks for it is not ours to wait for.
    """
    deadline = time.monotonic() + seconds
    left = list(processes)
    while left := [process for process in left if _alive(process)]:
        if time.monotonic() > deadline:
            break
        time.sleep(0.02)
    return left


def _alive(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _send(process: psutil.Process, number: signal.Signals) -> None:
    with contextlib.suppress(psutil.NoSuchProcess):
        process.send_signal(number)


def _children(process: psutil.Process) -> list[psutil.Process]:
    try:
        return process.children(recursive=True)
    except psutil.NoSuchProcess:
        return []
