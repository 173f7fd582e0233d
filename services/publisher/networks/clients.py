"""The one place where HTTP clients are made: time-outs, limits, guarded addresses; no redirects, proxies, cookies."""

from http.cookiejar import CookieJar, DefaultCookiePolicy

import httpcore
import httpx

from services.publisher.networks.guard import AddressRefusedError, GuardedBackend

_CONNECT_SECONDS = 5.0
_READ_SECONDS = 30.0
_WRITE_SECONDS = 30.0
_CONNECTIONS = 100
# Shorter than servers keep an idle connection, so that we rarely write into one that is being closed.
_KEEP_ALIVE_SECONDS = 4.0


class _GuardedTransport(httpx.AsyncHTTPTransport):
    def __init__(self, *, allow_private: bool) -> None:
        super().__init__(trust_env=False)
        # httpx has no argument for the network backend; httpcore's pool, which it wraps, has.
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=httpx.create_ssl_context(trust_env=False),
            max_connections=_CONNECTIONS,
            max_keepalive_connections=_CONNECTIONS,
            keepalive_expiry=_KEEP_ALIVE_SECONDS,
            network_backend=GuardedBackend(allow_private=allow_private),
        )
        self._allow_plain = allow_private

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if request.url.scheme != "https" and not self._allow_plain:
            raise AddressRefusedError(
                request.url.host, "plain http would show its token to everybody between"
            )
        return await super().handle_async_request(request)


def make_client(*, allow_private: bool, read_seconds: float = _READ_SECONDS) -> httpx.AsyncClient:
    """A client for calls to networks; close it at the end.

    Args:
        allow_private: Also connect to addresses that are not public, and without TLS: for a local stack.
        read_seconds: Longest silence while waiting for an answer.
    """
    return httpx.AsyncClient(
        transport=_GuardedTransport(allow_private=allow_private),
        timeout=httpx.Timeout(read_seconds, connect=_CONNECT_SECONDS, write=_WRITE_SECONDS),
        follow_redirects=False,
        trust_env=False,
        # Accounts of the same server share the client: a session that one was given must not speak for another.
        cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
        headers={"User-Agent": "Postwright/0.1 (+https://postwright.dev)"},
    )
