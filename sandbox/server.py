import contextlib
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from sandbox.calls import ABORT
from sandbox.main import create_app

_START_SECONDS = 60.0
_STOP_SECONDS = 10.0


class CuttableProtocol(HttpToolsProtocol):
    """uvicorn's HTTP protocol, with a way for the application to cut the connection without an answer."""

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self.scope["extensions"] = {ABORT: {"cut": self.transport.abort}}


def make_server(host: str, port: int, data: Path, public_url: str | None = None) -> uvicorn.Server:
    """The server, not yet started; port 0 takes a free one."""
    config = uvicorn.Config(
        create_app(data, public_url),
        host=host,
        port=port,
        http=CuttableProtocol,
        log_level="warning",
        timeout_graceful_shutdown=5,
    )
    return uvicorn.Server(config)


@contextlib.contextmanager
def running_server(data: Path) -> Iterator[str]:
    """The address of a server that runs in a thread of this process for as long as the block lasts.

    Raises:
        TimeoutError: It did not start.
    """
    server = make_server("127.0.0.1", 0, data)
    # A daemon, so that one that hangs can't keep the process from ending.
    thread = threading.Thread(target=server.run, name="sandbox", daemon=True)
    thread.start()
    try:
        deadline = time.monotonic() + _START_SECONDS
        while not server.started:
            if time.monotonic() > deadline or not thread.is_alive():
                raise TimeoutError("the sandbox did not start")
            time.sleep(0.01)
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(_STOP_SECONDS)
