"""Calls to the account's own server, in its name.

https://atproto.com/specs/xrpc
"""

from collections.abc import Mapping
from typing import Any

from services.publisher.domain.access import Access
from services.publisher.networks.bluesky import sessions
from services.publisher.networks.calling import Caller

COLLECTION = "app.bsky.feed.post"


class Xrpc:
    """One account's server."""

    def __init__(self, call: Caller, access: Access) -> None:
        self.call = call
        self.access = access

    @property
    def did(self) -> str:
        """The account's lasting name."""
        return sessions.did(self.access)

    async def get(self, method: str, params: Mapping[str, Any]) -> Any:
        """The answer of a query."""
        return await self._ask("GET", method, params=dict(params))

    async def post(self, method: str, **options: Any) -> Any:
        """The answer of a procedure; options go to httpx."""
        return await self._ask("POST", method, **options)

    async def _ask(self, verb: str, method: str, **options: Any) -> Any:
        url = f"{sessions.server(self.access)}/xrpc/{method}"
        return await self.call(verb, url, token=sessions.token(self.access), **options)

    def place(self, rkey: str) -> dict[str, str]:
        """Where a post of the account is."""
        return {"repo": self.did, "collection": COLLECTION, "rkey": rkey}

    def uri(self, rkey: str) -> str:
        """The lasting address of a post of the account."""
        return f"at://{self.did}/{COLLECTION}/{rkey}"
