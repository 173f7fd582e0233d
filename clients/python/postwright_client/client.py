"""A connection to one installation, for the functions of `postwright_client.api`."""

from collections.abc import Mapping
from types import TracebackType
from typing import Self

import httpx

from postwright_client.authentication import Credentials
from postwright_client.retries import AsyncRetries, Patience, Retries

_TIMEOUT_SECONDS = 70.0  # longer than the longest `Prefer: wait`


class Client:
    """Keeps connections open, signs in and stays signed in, and repeats what may be repeated.

    `with Client(...)` for the functions called `sync`, `async with Client(...)` for those called `asyncio`. A POST without
    an Idempotency-Key gets one, so that a repeat after a lost answer makes nothing twice.

    Args:
        base_url: The address of the installation, such as `https://postwright.example`.
        token: An API key, or an access token that you keep fresh yourself.
        login: Instead of a token: e-mail address or username to sign in with.
        password: Belongs to `login`.
        patience: How often and how long to try again when the gateway is busy or away.
        headers: Sent with every request.
        timeout: Of one try, in seconds.
        transport: What carries the requests of `sync`, in place of a connection over the network.
        async_transport: The same for `asyncio`.
    """

    def __init__(
        self,
        base_url: str,
        *,
        token: str | None = None,
        login: str | None = None,
        password: str | None = None,
        patience: Patience | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: float = _TIMEOUT_SECONDS,
        transport: httpx.BaseTransport | None = None,
        async_transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self.base_url = base_url.rstrip("/")
        self._credentials = Credentials(self.base_url, token=token, login=login, password=password)
        self._patience = patience or Patience()
        self._headers = dict(headers or {})
        self._timeout = timeout
        self._transport = transport
        self._async_transport = async_transport
        self._client: httpx.Client | None = None
        self._async_client: httpx.AsyncClient | None = None

    def get_httpx_client(self) -> httpx.Client:
        """What `sync` functions send their requests with; made at the first call."""
        if self._client is None:
            self._client = httpx.Client(
                base_url=self.base_url,
                headers=self._headers,
                timeout=self._timeout,
                auth=self._credentials,
                transport=Retries(self._transport or httpx.HTTPTransport(), self._patience),
            )
        return self._client

    def get_async_httpx_client(self) -> httpx.AsyncClient:
        """What `asyncio` functions send their requests with; made at the first call."""
        if self._async_client is None:
            self._async_client = httpx.AsyncClient(
                base_url=self.base_url,
                headers=self._headers,
                timeout=self._timeout,
                auth=self._credentials,
                transport=AsyncRetries(self._async_transport or httpx.AsyncHTTPTransport(), self._patience),
            )
        return self._async_client

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._client is not None:
            self._client.close()
            self._client = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._async_client is not None:
            await self._async_client.aclose()
            self._async_client = None
