"""Which ports are free, and who sits on those that are not."""

import itertools
import random
import socket

import psutil

LOOPBACK = "127.0.0.1"
# Below those that systems give to whoever asks for any, be it only to connect: one of those may be somebody else's by the
# time at which it is used, or while what listens there is being started again.
_KEPT = range(20_000, 32_000)
# The same seed in several processes would give them the same ports.
_chance = random.SystemRandom()


def is_free(port: int) -> bool:
    """Whether a server could listen on that loopback port now.

    SO_REUSEADDR is set because servers set it too: a port whose last connections are still in
    TIME_WAIT is free to them.
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


def answers(port: int, *, seconds: float = 0.5) -> bool:
    """Whether something accepts connections on that loopback port."""
    try:
        with socket.create_connection((LOOPBACK, port), timeout=seconds):
            return True
    except OSError:
        return False


def free_ports(count: int) -> list[int]:
    """That many different free ports, none of which the system gives to anybody by itself."""
    free = (port for port in _chance.sample(_KEPT, len(_KEPT)) if is_free(port))
    return list(itertools.islice(free, count))


def holder(port: int) -> str:
    """The process that listens on the port, as "name (pid 123)"; "" where the system does not tell."""
    try:
        connections = psutil.net_connections(kind="tcp")
    except psutil.AccessDenied:  # macOS shows other processes' sockets to root alone
        return ""
    for connection in connections:
        if connection.status != psutil.CONN_LISTEN or not connection.laddr or not connection.pid:
            continue
        if connection.laddr.port == port:
            try:
                return f"{psutil.Process(connection.pid).name()} (pid {connection.pid})"
            except psutil.NoSuchProcess:
                return ""
    return ""
