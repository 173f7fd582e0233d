"""Calls to the instance an account lives on, in its name."""

from typing import Any

import httpx

from services.publisher.domain.access import Access
from services.publisher.networks.calling import Caller


class Api:
    """One account's instance."""

    def __init__(self, call: Caller, access: Access) -> None:
        self.call = call
        self.access = access

    async def get(self, path: str, **options: Any) -> Any:
        """The JSON of a GET; options go to httpx."""
        return self.call.read(await self.send("GET", path, **options))

    async def send(self, method: str, path: str, **options: Any) -> httpx.Response:
        """A 2xx answer; raises as `Caller` does."""
        url, token = f"{self.access.base_url}{path}", self.access.secrets["access_token"]
        return await self.call.send(method, url, token=token, **options)
