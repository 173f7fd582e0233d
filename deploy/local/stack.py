"""The stack of a folder, for the command line and for tests: bring it up and down, look at it, hurt it."""

import fcntl
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from deploy.local.databases import create_databases
from deploy.local.errors import LocalStackError, NotReadyError, ProcessDiedError, UnusableFolderError
from deploy.local.keys import Keys
from deploy.local.plan import (
    DEFAULT_PORTS,
    LOCAL,
    REPLICAS,
    REPOSITORY,
    Plan,
    local_folder,
    make_plan,
    port_variable,
)
from deploy.local.ports import free_ports, holder, is_free
from deploy.local.process import Process, Program
from deploy.local.programs import Addresses, Programs
from deploy.local.records import records
from deploy.local.status import Line, line_of
from deploy.local.supervisor import Histories, Supervisor, hold_path

SUPERVISOR = "supervisor"
UP_SECONDS = 150.0
# So many starts in a row that did not live: it is not a matter of waiting.
HOPELESS = 4


class Stack:
    """The servers, the sandbox and the services of one folder.

    Args:
        folder: holds everything of it: data, logs, secrets, pid files.
        environment: what decides about ports, servers and replicas, and what every process gets.
    """

    def __init__(self, folder: Path | None = None, environment: Mapping[str, str] | None = None) -> None:
        self._environment = dict(os.environ if environment is None else environment)
        self.folder = folder.resolve() if folder is not None else local_folder(self._environment)
        self._environment[LOCAL] = str(self.folder)
        self._supervisor = Process(_supervisor_program(self._environment), self.folder)

    @classmethod
    def on_free_ports(
        cls, folder: Path, *, replicas: int = 1, settings: Mapping[str, str] | None = None
    ) -> Self:
        """A stack beside others: no documented port, nothing shared. `settings` are further variables."""
        names = list(DEFAULT_PORTS)
        ports = {
            port_variable(name): str(port) for name, port in zip(names, free_ports(len(names)), strict=True)
        }
        return cls(folder, {**os.environ, **ports, REPLICAS: str(replicas), **(settings or {})})

    # --- up and down -------------------------------------------------------------------------------------------

    def up(self, *, tell: Callable[[str, float], None] = lambda _name, _seconds: None) -> None:
        """Start what does not run and return when everything says that it is ready. Safe to repeat.

        Args:
            tell: called once per process as it becomes ready, with its name and the seconds it took.

        Raises:
            LocalStackError: a port is taken, a setting is wrong, or a process does not start; says what to do.
        """
        begun = time.monotonic()
        with self._alone():
            if self._supervisor.running() is not None:
                self._wait_ready(begun, tell)
                return
            self._begin()
            try:
                self._wait_ready(begun, tell)
            except ProcessDiedError:
                self.down()  # left up, its supervisor would start with the same settings for ever
                raise

    def down(self) -> None:
        """End everything that was started for this folder, in order; nothing is left on return."""
        self._supervisor.stop()
        # What a supervisor that was killed has left behind.
        for left in sorted(records(self.folder), key=lambda one: -one.tier):
            left.end()
        for path in (self.folder / "pids").glob("*.json"):
            path.unlink(missing_ok=True)

    def supervise(self) -> None:
        """Be the supervisor: keep the processes of the folder's plan running until SIGTERM or SIGINT."""
        addresses = self.addresses
        supervisor = Supervisor(
            self.folder,
            self.processes().values(),
            create_databases=lambda: create_databases(
                addresses.postgres, password=addresses.database_password
            ),
        )
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: supervisor.end())
        supervisor.run()

    # --- looking at it -----------------------------------------------------------------------------------------

    @property
    def plan(self) -> Plan:
        """What it consists of.

        Raises:
            LocalStackError: it was never brought up.
        """
        plan = Plan.read(self.folder)
        if plan is None:
            raise LocalStackError(f"Nothing was ever started in {self.folder}. Start it with: make up")
        return plan

    @property
    def addresses(self) -> Addresses:
        """Where its parts are reached."""
        return Addresses(self.plan, Keys(self.folder))

    def processes(self) -> dict[str, Process]:
        """Every process but the supervisor, by name."""
        programs = Programs(self.plan, self.folder).all()
        return {program.name: Process(program, self.folder) for program in programs}

    def is_up(self) -> bool:
        """Whether its supervisor runs."""
        return self._supervisor.running() is not None

    def status(self) -> list[Line]:
        """How each process is."""
        histories = Histories(self.folder).read()
        return [
            line_of(
                process,
                restarts=histories[name].restarts if name in histories else 0,
                alone=name == SUPERVISOR,
            )
            for name, process in {SUPERVISOR: self._supervisor, **self.processes()}.items()
        ]

    # --- hurting it --------------------------------------------------------------------------------------------

    def kill(self, name: str) -> None:
        """End a process with SIGKILL; the supervisor starts it again."""
        self._process(name).kill()

    def stop(self, name: str) -> None:
        """End a process in order and leave it ended until `start`."""
        hold = hold_path(self.folder, name)
        hold.parent.mkdir(parents=True, exist_ok=True)
        process = self._process(name)
        hold.touch()
        process.stop()

    def start(self, name: str, *, seconds: float = 60.0) -> None:
        """Have the supervisor start a stopped process, and wait until it is ready."""
        hold_path(self.folder, name).unlink(missing_ok=True)
        self.wait_ready(name, seconds=seconds)

    def wait_ready(self, name: str, *, seconds: float = 60.0) -> None:
        """Return once that process serves, whether it is running yet or not.

        Raises:
            NotReadyError: it did not within that time.
        """
        process = self._process(name)
        deadline = time.monotonic() + seconds
        while not process.ready():
            if time.monotonic() > deadline:
                raise NotReadyError(name, seconds, process.log)
            time.sleep(0.05)

    # --- inside ------------------------------------------------------------------------------------------------

    def _process(self, name: str) -> Process:
        processes = self.processes()
        if name not in processes:
            raise LocalStackError(f"There is no process {name}; there are: {', '.join(processes)}.")
        return processes[name]

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Two commands at once would start everything twice."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            lock_file = (self.folder / "lock").open("w")
        except OSError as error:
            raise UnusableFolderError(self.folder, error.strerror or str(error)) from None
        with lock_file as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _begin(self) -> None:
        self.down()  # what a supervisor that was killed has left behind
        Keys(self.folder).make_missing()
        make_plan(self._environment, Plan.read(self.folder)).write(self.folder)
        for path in (*(self.folder / "held").glob("*"), self.folder / "supervisor.json"):
            path.unlink(missing_ok=True)
        for process in self.processes().values():
            _require_free(process)
        self._supervisor.start()

    def _wait_ready(self, begun: float, tell: Callable[[str, float], None]) -> None:
        waiting = self.processes()
        while waiting:
            histories = Histories(self.folder).read()
            for name, process in list(waiting.items()):
                if process.ready():
                    del waiting[name]
                    tell(name, time.monotonic() - begun)
                elif name in histories and histories[name].failures >= HOPELESS:
                    raise ProcessDiedError(name, process.log)
            if waiting and not self.is_up():
                raise ProcessDiedError(SUPERVISOR, self._supervisor.log)
            if waiting and time.monotonic() - begun > UP_SECONDS:
                name, process = next(iter(waiting.items()))
                raise NotReadyError(name, UP_SECONDS, process.log)
            time.sleep(0.1)


def _supervisor_program(environment: Mapping[str, str]) -> Program:
    return Program(
        name=SUPERVISOR,
        command=lambda: [sys.executable, "-m", "deploy.local", "supervise"],
        folder=REPOSITORY,
        environment=environment,
        port=0,
        ready=lambda: True,
        tier=9,
        stop_seconds=60,
    )


def _require_free(process: Process) -> None:
    port = process.program.port
    if is_free(port):
        return
    who = holder(port)
    raise LocalStackError(
        f"Port {port}, where {process.name} listens, is taken{f' by {who}' if who else ''}. "
        f"Stop that, or choose another port: {port_variable(process.name)}=<port> make up"
    )
