"""The one place where clients of networks are made: guarded addresses, no redirects, proxies, cookies."""

import itertools

import httpx

from shared.guard import GuardedTransport, guarded_client

_READ_SECONDS = 30.0
_POOLS = 16


class _GuardedTransports(httpx.AsyncBaseTransport):
    """Several pools in turn: httpcore's looks at each of its connections several times a call, idle ones with a system
    call, so that one pool of a hundred costs more than everything else in a publication.
    """

    def __init__(self, *, allow_private: bool) -> None:
        self._pools = [GuardedTransport(allow_private=allow_private) for _ in range(_POOLS)]
        self._turns = itertools.cycle(self._pools)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
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
    return guarded_client(_GuardedTransports(allow_private=allow_private), read_seconds=read_seconds)
