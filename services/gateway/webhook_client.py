"""Sends one message to one receiver: never to a private address, never after a redirect, never for long."""

import asyncio
import ssl
from collections.abc import Mapping
from typing import Any

import httpx

from services.gateway.domain.webhooks import Answer, retry_after
from shared.clock import Clock
from shared.guard import AddressRefusedError, GuardedTransport, Resolve, guarded_client

_BODY_EXCERPT_BYTES = 2_048
_HEADER_EXCERPT = 300
# Which of a receiver's headers help to find out what happened, and can't hold a secret of its own.
_TOLD_HEADERS = frozenset(
    ["content-type", "content-length", "date", "location", "retry-after", "server", "via", "x-request-id"]
)


class WebhookClient:
    """One for all receivers.

    Args:
        allow_private: Also call addresses that are not public, and on plain http: for a local stack.
        seconds: How long a receiver may take, from connecting to the last byte that is read.
        clock: Time.
        resolving: Finds the addresses of a name; the system's resolver if there is none.
        ssl_context: Whom to trust; the public authorities if it is left out.
    """

    def __init__(
        self,
        *,
        allow_private: bool,
        seconds: float,
        clock: Clock,
        resolving: Resolve | None = None,
        ssl_context: ssl.SSLContext | None = None,
    ) -> None:
        transport = GuardedTransport(
            allow_private=allow_private, resolving=resolving, ssl_context=ssl_context
        )
        self._http = guarded_client(transport, read_seconds=seconds)
        self._seconds = seconds
        self._clock = clock

    async def open(self) -> None:
        """Nothing to do: it connects when there is something to send."""

    async def close(self) -> None:
        await self._http.aclose()

    async def send(self, url: str, headers: Mapping[str, str], body: str) -> Answer:
        """What came of it; never raises for what the receiver or the network did."""
        began = self._clock.monotonic()

        def failed(error: str, detail: str) -> Answer:
            return Answer(None, self._elapsed_ms(began), error, detail)

        try:
            async with asyncio.timeout(self._seconds):
                return await self._exchange(url, headers, body, began)
        except (TimeoutError, httpx.TimeoutException):
            return failed("timeout", f"No answer within {self._seconds:g} s.")
        except AddressRefusedError as refused:
            return failed("address_refused", f"{refused}.")
        except (httpx.ConnectError, ssl.SSLError) as error:
            if isinstance(error.__cause__ or error, ssl.SSLError) or "SSL" in str(error):
                return failed("tls_failed", f"No TLS connection: {_words(error)}")
            return failed("connection_failed", f"No connection: {_words(error)}")
        except (httpx.HTTPError, httpx.InvalidURL, OSError, UnicodeError) as error:
            return failed("connection_failed", f"The connection broke: {_words(error)}")

    async def _exchange(self, url: str, headers: Mapping[str, str], body: str, began: float) -> Answer:
        sent = {**headers, "Content-Type": "application/json", "Accept-Encoding": "identity"}
        async with self._http.stream("POST", url, headers=sent, content=body.encode()) as answer:
            beginning = await _beginning(answer)
            status = answer.status_code
            error, detail = _judged(status)
            return Answer(
                status=status,
                latency_ms=self._elapsed_ms(began),
                error=error,
                detail=detail,
                retry_after=None
                if error is None
                else retry_after(answer.headers.get("retry-after"), self._clock.now()),
                headers=_excerpt(answer.headers),
                body=beginning,
            )

    def _elapsed_ms(self, began: float) -> int:
        return round((self._clock.monotonic() - began) * 1_000)


async def _beginning(answer: httpx.Response) -> str:
    """The first bytes of an answer as text; the rest is not waited for."""
    read = b""
    async for chunk in answer.aiter_raw():
        read += chunk
        if len(read) >= _BODY_EXCERPT_BYTES:
            break
    return _storable(read[:_BODY_EXCERPT_BYTES].decode(errors="replace"))


def _judged(status: int) -> tuple[str | None, str]:
    if 200 <= status < 300:
        return None, ""
    if 300 <= status < 400:
        return "redirect", f"HTTP {status}: redirects are not followed; register the address itself."
    if status == 410:
        return "gone", "HTTP 410: the receiver wants no more."
    if status == 429:
        return "rate_limited", "HTTP 429: the receiver asks for fewer messages."
    return "refused", f"HTTP {status}: anything but 2xx is a failure."


def _excerpt(headers: httpx.Headers) -> dict[str, str]:
    return {
        name: _storable(value[:_HEADER_EXCERPT])
        for name, value in headers.items()
        if name.lower() in _TOLD_HEADERS
    }


def _storable(text: str) -> str:
    # PostgreSQL keeps no U+0000, and a lone surrogate is no character.
    return text.replace("\x00", "\ufffd").encode(errors="replace").decode()


def _words(error: Exception) -> str:
    return _storable(str(error) or type(error).__name__)[:300]


def request_headers_excerpt(headers: Mapping[str, Any]) -> dict[str, str]:
    """What the log shows of what was sent: a signature lets whoever reads it send the message once more."""
    return {name: value for name, value in headers.items() if name != "webhook-signature"}
