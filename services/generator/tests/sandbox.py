"""The sandbox's OpenAI-compatible provider, and how tests make it fail."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx

from sandbox.server import running_server

KEY = "sk-sandbox-of-the-tests"


class Sandbox:
    """A running one."""

    def __init__(self, address: str) -> None:
        self.base_url = f"{address}/openai/v1"
        self._http = httpx.Client(base_url=address, timeout=10)

    def fault(self, call: str, mode: str, **more: Any) -> None:
        answer = self._http.post(
            "/_sandbox/faults", json={"network": "openai", "call": call, "mode": mode, **more}
        )
        assert answer.status_code == 201, answer.text

    def calls(self, call: str) -> dict[str, int]:
        """How often a call was answered, by status."""
        counts: dict[str, dict[str, int]] = self._http.get("/_sandbox/requests").json()["calls"]
        return counts.get(f"openai.{call}", {})

    def change(self, **settings: Any) -> None:
        assert self._http.post("/_sandbox/settings", json=settings).status_code == 200

    def reset(self) -> None:
        """Forget faults, counts and settings of the last test."""
        self._http.delete("/_sandbox/state")
        self.change(openai_token_delay_ms=0)

    def close(self) -> None:
        self._http.close()


@contextlib.contextmanager
def running_sandbox(folder: Path) -> Iterator[Sandbox]:
    """A sandbox of its own in a thread."""
    with running_server(folder) as address:
        sandbox = Sandbox(address)
        try:
            yield sandbox
        finally:
            sandbox.close()
