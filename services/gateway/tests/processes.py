"""A gateway as a process of its own, as it runs in production."""

import asyncio
import contextlib
import os
import re
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
from pydantic import SecretStr
from pydantic_settings import BaseSettings

from services.gateway.config import Settings
from shared.testing.waiting import eventually

ROOT = Path(__file__).parents[3]


class GatewayProcess:
    """It can be killed and started again.

    Args:
        settings: Its own; the port is free.
        log: Where its output goes.
    """

    def __init__(self, settings: Settings, log: Path) -> None:
        self.address = f"http://127.0.0.1:{settings.port}"
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("POSTWRIGHT")}
        self._environment = inherited | environment(settings)
        self._log = log
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """As soon as it is ready."""
        with self._log.open("ab") as log:
            self._process = process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "services.gateway"),
                cwd=ROOT,
                env=self._environment,
                stdout=log,
                stderr=log,
            )
        async with httpx.AsyncClient() as client:

            async def is_ready() -> bool:
                assert process.returncode is None, self._log
                with contextlib.suppress(httpx.TransportError):
                    return (await client.get(f"{self.address}/readyz")).status_code == 200
                return False

            await eventually(is_ready, seconds=60, every=0.1)

    async def kill(self) -> None:
        """At once, in the middle of whatever it does."""
        await self._end(signal.SIGKILL)

    async def stop(self) -> None:
        await self._end(signal.SIGTERM)

    async def _end(self, how: signal.Signals) -> None:
        if self._process is not None and self._process.returncode is None:
            self._process.send_signal(how)
            await self._process.wait()

    def megabytes(self, which: str = "VmRSS") -> float:
        """Memory that is its own at present, or (VmHWM) was at most."""
        assert self._process is not None
        status = Path(f"/proc/{self._process.pid}/status").read_text()
        found = re.search(rf"^{which}:\s+(\d+) kB$", status, re.MULTILINE)
        assert found is not None
        return int(found[1]) / 1_024


@contextlib.asynccontextmanager
async def running(settings: Settings, log: Path) -> AsyncIterator[str]:
    """The address of a gateway with these settings, for the length of the block."""
    gateway = GatewayProcess(settings, log)
    try:
        await gateway.start()
        yield gateway.address
    finally:
        await gateway.stop()


def environment(settings: BaseSettings) -> dict[str, str]:
    """The variables that these settings are read from."""
    found: dict[str, str] = {}
    for name in type(settings).model_fields:
        value = getattr(settings, name)
        if isinstance(value, BaseSettings):
            found |= environment(value)
        elif value is not None:
            text = value.get_secret_value() if isinstance(value, SecretStr) else value
            variable = f"{type(settings).model_config.get('env_prefix') or ''}{name}".upper()
            found[variable] = ",".join(text) if isinstance(text, tuple) else str(text)
    return found
