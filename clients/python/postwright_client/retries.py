"""Tries again where that can help and can't do harm, after as long as the gateway asks for."""

import asyncio
import random
import time
from dataclasses import dataclass

import httpx

_BUSY = frozenset({429, 503})
_SAFE = frozenset({"GET", "HEAD", "OPTIONS", "PUT", "DELETE"})


@dataclass(frozen=True)
class Patience:
    """How long to go on trying.

    Attributes:
        tries: How often a request is sent at most.
        longest_seconds: An answer that asks to wait for longer is given to the caller instead.
    """

    tries: int = 4
    longest_seconds: float = 60.0

    def pause(self, number: int, request: httpx.Request, response: httpx.Response | None) -> float | None:
        """Seconds to wait before the next try; none where there is to be none.

        Args:
            number: Of the try that has just failed, from 1.
            request: What was sent.
            response: What came back; none where the connection broke.
        """
        if number >= self.tries or not isinstance(request.stream, httpx.ByteStream):
            return None
        if response is None:
            may_repeat = request.method in _SAFE or "Idempotency-Key" in request.headers
            return _backoff(number) if may_repeat else None
        if response.status_code not in _BUSY:
            return None
        asked = response.headers.get("Retry-After", "")
        seconds = float(asked) if asked.isdigit() else _backoff(number)
        # Those who were turned away together should not come back together.
        return seconds + random.uniform(0, 0.25) if seconds <= self.longest_seconds else None  # noqa: S311


class Retries(httpx.BaseTransport):
    """A transport that sends a request again."""

    def __init__(self, inner: httpx.BaseTransport, patience: Patience) -> None:
        self._inner = inner
        self._patience = patience

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        number = 0
        while True:
            number += 1
            try:
                response = self._inner.handle_request(request)
            except httpx.TransportError:
                pause = self._patience.pause(number, request, None)
                if pause is None:
                    raise
            else:
                pause = self._patience.pause(number, request, response)
                if pause is None:
                    return response
                response.close()
            time.sleep(pause)

    def close(self) -> None:
        self._inner.close()


class AsyncRetries(httpx.AsyncBaseTransport):
    """The same for asyncio."""

    def __init__(self, inner: httpx.AsyncBaseTransport, patience: Patience) -> None:
        self._inner = inner
        self._patience = patience

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        number = 0
        while True:
            number += 1
            try:
                response = await self._inner.handle_async_request(request)
            except httpx.TransportError:
                pause = self._patience.pause(number, request, None)
                if pause is None:
                    raise
            else:
                pause = self._patience.pause(number, request, response)
                if pause is None:
                    return response
                await response.aclose()
            await asyncio.sleep(pause)

    async def aclose(self) -> None:
        await self._inner.aclose()


def _backoff(number: int) -> float:
    return float(min(0.25 * 2**number, 8.0))
