"""The one place where HTTP clients are made: time-outs, limits, guarded addresses; no redirects, proxies, cookies."""

import functools
import itertools
import ssl
from http.cookiejar import CookieJar, DefaultCookiePolicy

import httpcore
import httpx

from services.publisher.networks.guard import AddressRefusedError, GuardedBackend

_CONNECT_SECONDS = 5.0
_READ_SECONDS = 30.0
_WRITE_SECONDS = 30.0
# Of each pool; how many there are at once is bounded by the work that is taken.
_CONNECTIONS = 100
_POOLS = 16
# Shorter than servers keep an idle connection, so that we rarely write into one that is being closed.
_KEEP_ALIVE_SECONDS = 4.0


@functools.cache
def _ssl_context() -> ssl.SSLContext:
    """The same for every client: reading the certificates takes longer than all else of it."""
    return httpx.create_ssl_context(trust_env=False)


class _GuardedTransport(httpx.AsyncHTTPTransport):
    def __init__(self, ssl_context: ssl.SSLContext, *, allow_private: bool) -> None:
        super().__init__(ssl_context, trust_env=False)
        # httpx has no argument for the network backend; httpcore's pool, which it wraps, has.
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=ssl_context,
            max_connections=_CONNECTIONS,
            max_keepalive_connections=_CONNECTIONS,
            keepalive_expiry=_KEEP_ALIVE_SECONDS,
            network_backend=GuardedBackend(allow_private=allow_private),
        )


class _GuardedTransports(httpx.AsyncBaseTransport):
    """Several pools in turn: httpcore's looks at each of its connections several times a call, idle ones with a system
    call, so that one pool of a hundred costs more than everything else in a publication.
    """

    def __init__(self, *, allow_private: bool) -> None:
        ssl_context = _ssl_context()
        self._pools = [_GuardedTransport(ssl_context, allow_private=allow_private) for _ in range(_POOLS)]
        self._turns = itertools.cycle(self._pools)
        self._allow_plain = allow_private

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if request.url.scheme != "https" and not self._allow_plain:
            raise AddressRefusedError(
                request.url.host, "plain http would show its token to everybody between"
            )
        return await next(self._turns).handle_async_request(request)

    async def aclose(self) -> None:
        for pool in self._pools:
            await pool.aclose()


def make_client(*, allow_private: bool, read_seconds: float = _READ_SECONDS) -> httpx.AsyncClient:
    """A client for calls to networks; close it at the end.

    Args:
        allow_private: Also connect to addresses that are not public, and without TLS: for a local stack.
        read_seconds: Longest silence while waiting for an answer.
    """
    return httpx.AsyncClient(
        transport=_GuardedTransports(allow_private=allow_private),
        timeout=httpx.Timeout(read_seconds, connect=_CONNECT_SECONDS, write=_WRITE_SECONDS),
        follow_redirects=False,
        trust_env=False,
        # Accounts of the same server share the client: a session that one was given must not speak for another.
        cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
        headers={"User-Agent": "Postwright/0.1 (+https://postwright.dev)"},
    )
