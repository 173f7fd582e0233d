"""What every call of LinkedIn's versioned API carries."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

import httpx

from services.publisher.domain.access import Access
from services.publisher.networks.calling import Caller

VERSION = "202609"
"""Raise it twice a year: a version is taken for about one (this one until 2027-09-15, unverified)."""


class VersionedApi:
    """Calls under /rest.

    Args:
        call: Makes them.
    """

    def __init__(self, call: Caller) -> None:
        self.call = call

    async def send(
        self,
        access: Access,
        method: str,
        path: str,
        *,
        query: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        **options: Any,
    ) -> httpx.Response:
        """A 2xx answer.

        Args:
            access: The account.
            method: Of HTTP.
            path: Below /rest; URNs in it are encoded by `encoded`.
            query: Values already encoded: `List(…)` must keep its brackets.
            headers: Beside those of every call.
            options: Go to httpx.
        """
        asked = "&".join(f"{name}={value}" for name, value in (query or {}).items())
        return await self.call.send(
            method,
            f"{access.base_url}/rest/{path}{'?' if asked else ''}{asked}",
            token=access.secrets["access_token"],
            headers={
                "LinkedIn-Version": VERSION,
                "X-Restli-Protocol-Version": "2.0.0",
                **(headers or {}),
            },
            **options,
        )

    async def read(self, access: Access, path: str, query: Mapping[str, str] | None = None) -> Any:
        """The JSON of a GET."""
        return self.call.read(await self.send(access, "GET", path, query=query))


def encoded(urn: str) -> str:
    """A URN as it stands in a path or a query."""
    return quote(urn, safe="")


def listed(urns: list[str]) -> str:
    """Several URNs in a query."""
    return f"List({','.join(map(encoded, urns))})"
