"""One process of the stack: started apart from its starter, watched, ended."""

import contextlib
import os
import pwd
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from deploy.local.errors import NotReadyError, ProcessDiedError
from deploy.local.records import Record, record_path


def _nothing() -> None:
    """The preparation of a program that needs none."""


@dataclass(frozen=True)
class Program:
    """How to run one process, and how to know that it serves.

    Args:
        name: also the name of its log and pid file.
        command: makes the argument list; asked at each start, after `prepare`.
        port: where it listens on 127.0.0.1; 0 where it does not.
        ready: asks the process whether it serves; quick, never raises.
        prepare: what must exist before a start (a data folder, a formatted log); safe to repeat.
        environment: variables beside those of the starter, which they override.
        defaults: variables that give way to those of the starter.
        folder: where it works; None is the starter's own.
        user: the system account to run as; None is the starter's own.
        tier: programs of higher tiers need those of lower ones.
        stop_signal: asks for an orderly end.
        stop_seconds: how long that may take before SIGKILL.
    """

    name: str
    command: Callable[[], Sequence[str]]
    port: int
    ready: Callable[[], bool]
    prepare: Callable[[], None] = _nothing
    environment: Mapping[str, str] = field(default_factory=dict)
    defaults: Mapping[str, str] = field(default_factory=dict)
    folder: Path | None = None
    user: str | None = None
    tier: int = 0
    stop_signal: signal.Signals = signal.SIGTERM
    stop_seconds: float = 20.0


class Process:
    """A program at work under one folder: `logs/<name>.log` and `pids/<name>.json` are its traces there.

    Another object made for the same program and folder, in whatever process, speaks of the same one.
    """

    def __init__(self, program: Program, folder: Path) -> None:
        self.program = program
        self.log = folder / "logs" / f"{program.name}.log"
        self._record = record_path(folder, program.name)
        self._child: subprocess.Popen[bytes] | None = None

    @property
    def name(self) -> str:
        return self.program.name

    def running(self) -> psutil.Process | None:
        """The process if it lives, else None. Reaps it where it was our child."""
        if self._child is not None:
            self._child.poll()
        record = Record.read(self._record)
        return record.process() if record is not None else None

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
                list(self.program.command()),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd=self.program.folder,
                env={**_given_way(self.program.defaults), **os.environ, **self.program.environment},
                start_new_session=True,  # Ctrl-C in the starter's terminal is not meant for it
                **as_account(self.program.user),
            )
        self._remember(self._child.pid)

    def wait(self) -> None:
        """Return once the process that this object started has ended; at once if it started none."""
        if self._child is not None:
            self._child.wait()

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
        self._end(by_force=False)

    def kill(self) -> None:
        """End it as a power cut would (SIGKILL)."""
        self._end(by_force=True)

    def _remember(self, pid: int) -> None:
        try:
            started = psutil.Process(pid).create_time()
        except psutil.NoSuchProcess:  # it ended at once; there is nothing to remember
            return
        program = self.program
        Record(
            name=program.name,
            pid=pid,
            started=started,
            port=program.port,
            tier=program.tier,
            stop_signal=program.stop_signal,
            stop_seconds=program.stop_seconds,
        ).write(self._record)

    def _end(self, *, by_force: bool) -> None:
        record = Record.read(self._record)
        if record is not None:
            record.end(by_force=by_force)
        if self._child is not None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._child.wait(timeout=1)
            self._child = None


def as_account(user: str | None) -> dict[str, Any]:
    """The arguments of subprocess that run a command as that account; none for the starter's own."""
    if user is None:
        return {}
    account = pwd.getpwnam(user)
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def _given_way(defaults: Mapping[str, str]) -> dict[str, str]:
    """Those that the starter does not say in a file: a value beside one would win."""
    return {name: value for name, value in defaults.items() if f"{name}_FILE" not in os.environ}
