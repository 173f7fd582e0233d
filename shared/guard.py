"""No request to a private address on a user's word: the address is checked where the connection is made."""

import asyncio
import functools
import ipaddress
import socket
import ssl
from collections.abc import Awaitable, Callable, Iterable
from http.cookiejar import CookieJar, DefaultCookiePolicy

import httpcore
import httpx

Resolve = Callable[[str, int], Awaitable[list[str]]]
_CONNECT_SECONDS = 5.0
_CONNECTIONS = 100
# Shorter than servers keep an idle connection, so that we rarely write into one that is being closed.
_KEEP_ALIVE_SECONDS = 4.0
USER_AGENT = "Postwright/0.1 (+https://postwright.dev)"

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
# All the public addresses of IPv6 that were ever given out; what lies outside are tunnels and translations into
# somebody's own network, which `is_global` lets through.
_GLOBAL_UNICAST = ipaddress.ip_network("2000::/3")
_DOCUMENTATION = ipaddress.ip_network("3fff::/20")


class AddressRefusedError(Exception):
    """The name leads to an address that this installation does not call, or not in that way."""

    def __init__(self, host: str, why: str = "it is, or leads to, an address that is not public") -> None:
        super().__init__(f"{host} is not called: {why}")


class GuardedBackend(httpcore.AsyncNetworkBackend):
    """Resolves a name itself, refuses it if any answer is not public, and connects to an address that was checked.

    The pool above still knows the name, so TLS and the Host header use it and connections are never shared between
    names.

    Args:
        allow_private: Also connect to addresses that are not public: for a local stack.
        resolving: Finds the addresses of a name; the system's resolver if there is none.
    """

    def __init__(self, *, allow_private: bool, resolving: Resolve | None = None) -> None:
        self._allow_private = allow_private
        self._resolving = resolving
        self._backend = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109  the backend's own signature
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        addresses = await (self._resolving or resolve)(host, port)
        if not self._allow_private and not all(is_public(address) for address in addresses):
            raise AddressRefusedError(host)
        failed: Exception | None = None
        for address in addresses:
            try:
                return await self._backend.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
        raise failed or httpcore.ConnectError(f"{host} has no address")

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ARG002, ASYNC109  the backend's own signature
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,  # noqa: ARG002
    ) -> httpcore.AsyncNetworkStream:
        raise AddressRefusedError(path)

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


class GuardedTransport(httpx.AsyncHTTPTransport):
    """A pool of guarded connections; no proxies from the environment.

    Args:
        allow_private: As `GuardedBackend`; and plain http.
        resolving: As `GuardedBackend`.
        ssl_context: Whom to trust; the public authorities if it is left out.
    """

    def __init__(
        self,
        *,
        allow_private: bool,
        resolving: Resolve | None = None,
        ssl_context: ssl.SSLContext | None = None,
    ) -> None:
        trusted = ssl_context or public_authorities()
        super().__init__(trusted, trust_env=False)
        self._allow_plain = allow_private
        # httpx has no argument for the network backend; httpcore's pool, which it wraps, has.
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=trusted,
            max_connections=_CONNECTIONS,
            max_keepalive_connections=_CONNECTIONS,
            keepalive_expiry=_KEEP_ALIVE_SECONDS,
            network_backend=GuardedBackend(allow_private=allow_private, resolving=resolving),
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if request.url.scheme != "https" and not self._allow_plain:
            raise AddressRefusedError(
                request.url.host, "plain http would show what is sent to everybody between"
            )
        return await super().handle_async_request(request)


@functools.cache
def public_authorities() -> ssl.SSLContext:
    """The same for every client: reading the certificates takes longer than all else of it."""
    return httpx.create_ssl_context(trust_env=False)


def guarded_client(
    transport: httpx.AsyncBaseTransport, *, read_seconds: float, write_seconds: float = 30.0
) -> httpx.AsyncClient:
    """A client that follows no redirect, uses no proxy and keeps no cookie; close it at the end.

    Args:
        transport: A `GuardedTransport`, or several.
        read_seconds: Longest silence while waiting for an answer.
        write_seconds: Longest time without progress while sending.
    """
    return httpx.AsyncClient(
        transport=transport,
        timeout=httpx.Timeout(read_seconds, connect=_CONNECT_SECONDS, write=write_seconds),
        follow_redirects=False,
        trust_env=False,
        # Callers share the client: a session that one was given must not speak for another.
        cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
        headers={"User-Agent": USER_AGENT},
    )


async def resolve(host: str, port: int) -> list[str]:
    """The addresses of a name, in the order the system prefers.

    Raises:
        httpcore.ConnectError: It has none.
    """
    loop = asyncio.get_running_loop()
    try:
        found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise httpcore.ConnectError(f"{host} can't be resolved: {error}") from error
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def is_public(address: str) -> bool:
    """Whether an address is one of the public internet, whatever form it is wrapped in."""
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(parsed, ipaddress.IPv6Address):
        inner = _embedded(parsed)
        if inner is not None:
            return inner.is_global and not inner.is_multicast
        return parsed in _GLOBAL_UNICAST and parsed not in _DOCUMENTATION and parsed.is_global
    return parsed.is_global and not parsed.is_multicast


def _embedded(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that a mapped, translated or tunnelled IPv6 address leads to."""
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)
    if address.teredo is not None:
        return address.teredo[1]
    return address.sixtofour
