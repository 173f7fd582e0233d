"""One process of the stack: started apart from its starter, found again by its pid file, never mistaken."""

import contextlib
import json
import os
import pwd
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from deploy.local.errors import NotReadyError, ProcessDiedError


def _nothing() -> None:
    """The preparation of a program that needs none."""


@dataclass(frozen=True)
class Program:
    """How to run one process, and how to know that it serves.

    Args:
        name: also the name of its log and pid file.
        command: the argument list.
        port: where it listens on 127.0.0.1.
        ready: asks the process whether it serves; quick, never raises.
        prepare: what must exist before a start (a data folder, a formatted log); safe to repeat.
        environment: variables beside those of the starter.
        user: the system account to run as; None is the starter's own.
        stop_signal: asks for an orderly end.
        stop_seconds: how long that may take before SIGKILL.
    """

    name: str
    command: Sequence[str]
    port: int
    ready: Callable[[], bool]
    prepare: Callable[[], None] = _nothing
    environment: Mapping[str, str] = field(default_factory=dict)
    user: str | None = None
    stop_signal: signal.Signals = signal.SIGTERM
    stop_seconds: float = 20.0


class Process:
    """A program at work under one folder: `logs/<name>.log` and `pids/<name>.json` are its traces there.

    The pid file holds the start time beside the pid, so that a pid the system gave to somebody else
    is never taken for ours, whoever asks: this object, or another one made for the same folder later.
    """

    def __init__(self, program: Program, folder: Path) -> None:
        self.program = program
        self.log = folder / "logs" / f"{program.name}.log"
        self._pid_file = PidFile(folder / "pids" / f"{program.name}.json")
        self._child: subprocess.Popen[bytes] | None = None

    @property
    def name(self) -> str:
        return self.program.name

    def running(self) -> psutil.Process | None:
        """The process if it lives, else None. Reaps it where it was our child."""
        if self._child is not None and self._child.poll() is not None:
            self._child = None
        return self._pid_file.process()

    def ready(self) -> bool:
        """Whether the process lives and says that it serves."""
        return self.running() is not None and self.program.ready()

    def start(self) -> None:
        """Prepare and start it, unless it already runs."""
        if self.running() is not None:
            return
        self.program.prepare()
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            self._child = subprocess.Popen(
                [str(part) for part in self.program.command],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env={**os.environ, **self.program.environment},
                start_new_session=True,  # Ctrl-C in the starter's terminal is not meant for it
                **as_account(self.program.user),
            )
        self._pid_file.write(self._child.pid)

    def wait_ready(self, seconds: float) -> None:
        """Return once it serves.

        Raises:
            ProcessDiedError: it ended instead; the error carries the end of its log.
            NotReadyError: it did not serve within that many seconds.
        """
        deadline = time.monotonic() + seconds
        while not self.ready():
            if self.running() is None:
                raise ProcessDiedError(self.name, self.log)
            if time.monotonic() > deadline:
                raise NotReadyError(self.name, seconds, self.log)
            time.sleep(0.05)

    def stop(self) -> None:
        """Ask it to end, wait, and end it by force if it does not; nothing of it is left."""
        self._end(self.program.stop_signal, self.program.stop_seconds)

    def kill(self) -> None:
        """End it as a power cut would (SIGKILL)."""
        self._end(signal.SIGKILL, 10.0)

    def send_signal(self, number: signal.Signals) -> None:
        """Send it a signal; nothing happens where it does not run."""
        process = self.running()
        if process is not None:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.send_signal(number)

    def _end(self, number: signal.Signals, seconds: float) -> None:
        process = self.running()
        if process is None:
            self._pid_file.remove()
            return
        family = [process, *_children(process)]
        with contextlib.suppress(psutil.NoSuchProcess):
            process.send_signal(number)
        _, alive = psutil.wait_procs(family, timeout=seconds)
        for member in alive:
            with contextlib.suppress(psutil.NoSuchProcess):
                member.kill()
        psutil.wait_procs(alive, timeout=10)
        if self._child is not None:
            self._child.wait(timeout=10)
            self._child = None
        self._pid_file.remove()


def as_account(user: str | None) -> dict[str, Any]:
    """The arguments of subprocess that run a command as that account; none for the starter's own."""
    if user is None:
        return {}
    account = pwd.getpwnam(user)
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


class PidFile:
    """Which process is ours: its pid and the instant it was started."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()

    def write(self, pid: int) -> None:
        """Remember that process."""
        try:
            started = psutil.Process(pid).create_time()
        except psutil.NoSuchProcess:  # it ended at once; there is nothing to remember
            return
        self.path.parent.mkdir(parents=True, exist_ok=True)
        draft = self.path.with_suffix(".new")
        with self._lock:
            draft.write_text(json.dumps({"pid": pid, "started": started}))
            draft.replace(self.path)

    def process(self) -> psutil.Process | None:
        """The remembered process if it still lives, never another one that was given its pid."""
        try:
            entry = json.loads(self.path.read_text())
            process = psutil.Process(entry["pid"])
            same = abs(process.create_time() - entry["started"]) < 1.0
            return process if same and process.status() != psutil.STATUS_ZOMBIE else None
        except (OSError, ValueError, KeyError, psutil.NoSuchProcess):
            return None

    def remove(self) -> None:
        """Forget it."""
        self.path.unlink(missing_ok=True)


def _children(process: psutil.Process) -> list[psutil.Process]:
    try:
        return process.children(recursive=True)
    except psutil.NoSuchProcess:
        return []
