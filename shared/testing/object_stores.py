"""An S3 store of one's own: moto's, which keeps everything in memory and checks no signature."""

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator

import httpx

_START_SECONDS = 30.0


@contextlib.contextmanager
def s3_bucket(name: str) -> Iterator[dict[str, str]]:
    """A running server with an empty bucket; gives the variables by which a service finds it.

    Raises:
        TimeoutError: It did not start.
    """
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-W", "ignore", "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    environment = os.environ | {"MOTO_ALLOW_NONEXISTENT_REGION": "true"}
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
    try:
        _make_bucket(f"{address}/{name}")
        yield {
            "AWS_ENDPOINT_URL": address,
            "AWS_ALLOW_HTTP": "true",
            "AWS_ACCESS_KEY_ID": "key",
            "AWS_SECRET_ACCESS_KEY": "secret",
            "AWS_REGION": "us-east-1",
        }
    finally:
        server.terminate()
        server.wait(timeout=10)


def _make_bucket(address: str) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while True:
        with contextlib.suppress(httpx.TransportError):
            if httpx.put(address).status_code == 200:
                return
        if time.monotonic() > deadline:
            raise TimeoutError(f"no bucket at {address}")
        time.sleep(0.05)


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port
