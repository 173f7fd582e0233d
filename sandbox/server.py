from pathlib import Path

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from sandbox.calls import ABORT
from sandbox.main import create_app


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
