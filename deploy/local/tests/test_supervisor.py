import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from deploy.local.ports import free_ports, is_free
from deploy.local.process import Process, Program
from deploy.local.programs import answers_ok
from deploy.local.records import Record, record_path
from deploy.local.supervisor import Histories, Supervisor, delay_after, hold_path
from shared.testing.waiting import eventually


def _web_server(folder: Path, *, name: str = "web", tier: int = 0) -> Process:
    [port] = free_ports(1)
    command = [
        sys.executable,
        "-m",
        "http.server",
        str(port),
        "--bind",
        "127.0.0.1",
        "--directory",
        str(folder),
    ]
    return Process(
        Program(
            name=name, command=lambda: command, port=port, tier=tier, ready=lambda: answers_ok(port, "/")
        ),
        folder,
    )


@contextmanager
def _supervised(folder: Path, *processes: Process) -> Iterator[Supervisor]:
    supervisor = Supervisor(folder, processes, create_databases=lambda: None)
    thread = threading.Thread(target=supervisor.run)
    thread.start()
    try:
        yield supervisor
    finally:
        supervisor.end()
        thread.join()


def _pid(process: Process) -> int | None:
    running = process.running()
    return running.pid if running is not None else None


async def test_a_killed_process_comes_back(tmp_path: Path) -> None:
    """SIGKILL costs a process its life, not the stack a process."""
    web = _web_server(tmp_path)
    with _supervised(tmp_path, web):
        await eventually(web.ready)
        first = _pid(web)
        assert first is not None
        os.kill(first, signal.SIGKILL)
        await eventually(lambda: web.ready() and _pid(web) != first)

        assert Histories(tmp_path).read()["web"].restarts == 1


async def test_a_process_stopped_on_purpose_stays_stopped(tmp_path: Path) -> None:
    """The fault tests stop a server for as long as they like."""
    web = _web_server(tmp_path)
    other = _web_server(tmp_path, name="other")
    with _supervised(tmp_path, web, other):
        await eventually(lambda: web.ready() and other.ready())
        hold = hold_path(tmp_path, "web")
        hold.parent.mkdir()
        hold.touch()
        web.stop()
        other.kill()
        await eventually(other.ready)

        assert web.running() is None
        hold.unlink()
        await eventually(web.ready)


async def test_the_end_leaves_no_process_and_no_port(tmp_path: Path) -> None:
    processes = [_web_server(tmp_path, name=f"web-{tier}", tier=tier) for tier in range(3)]
    with _supervised(tmp_path, *processes):
        await eventually(lambda: all(process.ready() for process in processes))
        pids = [_pid(process) for process in processes]

    assert not any(psutil.pid_exists(pid) for pid in pids if pid)
    assert all(is_free(process.program.port) for process in processes)


async def test_a_process_that_cannot_start_is_tried_ever_more_rarely(tmp_path: Path) -> None:
    """Its failures are counted for `make up`, which gives up on it and says why."""
    broken = Process(
        Program(
            name="broken", command=lambda: [sys.executable, "-c", "raise SystemExit(2)"], port=0, ready=bool
        ),
        tmp_path,
    )
    with _supervised(tmp_path, broken):
        await eventually(lambda: Histories(tmp_path).read().get("broken", None) is not None)
        await eventually(lambda: Histories(tmp_path).read()["broken"].failures >= 3)


def test_restarts_never_end() -> None:
    """However long something fails, it is tried again, and not more rarely than every ten seconds."""
    assert [delay_after(failures) for failures in (1, 2, 3, 7, 100_000)] == [0.2, 0.4, 0.8, 10.0, 10.0]


def test_a_recycled_pid_is_not_killed(tmp_path: Path) -> None:
    """A pid file whose pid belongs to somebody else since names nobody."""
    stranger = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    try:
        started = psutil.Process(stranger.pid).create_time()
        record = Record("web", stranger.pid, started - 3600, 0, 0, signal.SIGTERM, 1.0)
        record.write(record_path(tmp_path, "web"))
        web = _web_server(tmp_path)
        web.stop()
        record.end(by_force=True)

        assert web.running() is None
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


async def test_a_process_is_found_again_by_another_command(tmp_path: Path) -> None:
    """Whoever knows the folder can end what runs in it: the pid file says how."""
    web = _web_server(tmp_path)
    web.start()
    await eventually(web.ready)
    record = Record.read(record_path(tmp_path, "web"))
    assert record is not None
    assert record.process() is not None
    record.end()

    assert web.running() is None


def test_a_port_in_use_is_not_free() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()

        assert not is_free(taken.getsockname()[1])
