"""Keeps every process of a stack running until it is told to end."""

import json
import logging
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from threading import Thread

from deploy.local.process import Process

logger = logging.getLogger(__name__)

LOOK_EVERY = 0.1
FIRST_DELAY = 0.2
LONGEST_DELAY = 10.0
# A process that lived this long was well: its next restart is the first one again.
LONG_LIFE = 30.0


@dataclass
class History:
    """What happened to one process.

    Args:
        restarts: how often it was started again after it ended by itself.
        failures: how many starts in a row did not live long.
        problem: why the last start failed, if it did.
    """

    restarts: int = 0
    failures: int = 0
    problem: str = ""


class Histories:
    """The history of each process, in a file that other commands read."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "supervisor.json"
        self._lock = threading.Lock()
        self._entries: dict[str, History] = {}

    def read(self) -> dict[str, History]:
        """What the supervisor last wrote."""
        try:
            return {name: History(**entry) for name, entry in json.loads(self._path.read_text()).items()}
        except (OSError, ValueError):
            return {}

    def note(self, name: str, history: History) -> None:
        """Write one process's history."""
        with self._lock:
            self._entries[name] = history
            draft = self._path.with_suffix(".new")
            draft.write_text(json.dumps({name: asdict(entry) for name, entry in self._entries.items()}))
            draft.replace(self._path)


def hold_path(folder: Path, name: str) -> Path:
    """A file whose presence means: this process was stopped on purpose, leave it so."""
    return folder / "held" / name


class Supervisor:
    """Starts processes and starts again whichever ends; what needs databases waits until they are made.

    Args:
        folder: where their traces are.
        processes: all of them.
        create_databases: called again and again until it raises nothing.
    """

    def __init__(
        self, folder: Path, processes: Iterable[Process], *, create_databases: Callable[[], None]
    ) -> None:
        self._folder = folder
        self._processes = list(processes)
        self._create_databases = create_databases
        self._databases = threading.Event()
        self._ending = threading.Event()
        self._histories = Histories(folder)

    def run(self) -> None:
        """Supervise until `end` is called, then end everything, what needs others first."""
        tasks: list[Callable[[], None]] = [self._make_databases]
        tasks += [partial(self._keep, process) for process in self._processes]
        threads = [Thread(target=task, daemon=True) for task in tasks]
        for thread in threads:
            thread.start()
        self._ending.wait()
        end_in_order(self._processes)
        for thread in threads:
            thread.join(timeout=5)
        end_in_order(self._processes)  # one that was being started in that very moment

    def end(self) -> None:
        """Let `run` come to its end."""
        self._ending.set()

    def _make_databases(self) -> None:
        told = ""
        while not self._ending.is_set():
            try:
                self._create_databases()
            except Exception as error:  # noqa: BLE001 - the server is starting, or away: the next try may find it
                if str(error) != told:
                    logger.info("databases: %s", error)
                told = str(error)
                self._ending.wait(LOOK_EVERY)
            else:
                self._databases.set()
                return

    def _keep(self, process: Process) -> None:
        history = History()
        while process.program.tier > 0 and not self._databases.wait(LOOK_EVERY):
            if self._ending.is_set():
                return
        while not self._ending.is_set():
            if hold_path(self._folder, process.name).exists():
                self._ending.wait(LOOK_EVERY)
                continue
            begun = time.monotonic()
            self._start(process, history)
            process.wait()
            if time.monotonic() - begun > LONG_LIFE:
                history.failures = 0
            history.failures += 1
            history.restarts += 1
            self._ending.wait(delay_after(history.failures))

    def _start(self, process: Process, history: History) -> None:
        try:
            process.start()
            history.problem = ""
        except Exception as error:  # noqa: BLE001 - it is tried again, and the reason is shown
            history.problem = str(error)
        logger.info("%s: start %d %s", process.name, history.restarts + 1, history.problem)
        self._histories.note(process.name, history)


def delay_after(failures: int) -> float:
    """Seconds before the next start, after that many in a row that did not live long."""
    # Doubled without end it would be no number any more, after some hours of failing.
    return min(FIRST_DELAY * 2.0 ** min(failures - 1, 10), LONGEST_DELAY)


def end_in_order(processes: Iterable[Process]) -> None:
    """Stop them, the highest tier first, those of one tier together."""
    tiers: dict[int, list[Process]] = {}
    for process in processes:
        tiers.setdefault(process.program.tier, []).append(process)
    for _, members in sorted(tiers.items(), reverse=True):
        with ThreadPoolExecutor(len(members)) as threads:
            list(threads.map(Process.stop, members))
