"""The sandbox as the demo speaks to it: its control API, and its networks as the person who owns the accounts."""

from typing import Any, Self
from urllib.parse import urlsplit

import httpx

from deploy.local.demo.clients import RefusedError
from deploy.local.errors import LocalStackError

DISPLAY_NAME = "Ten Brands"

_MOST_STEPS = 5


class Sandbox:
    """The played networks."""

    def __init__(self, base_url: str) -> None:
        self._base_url = base_url
        self._client = httpx.AsyncClient(base_url=base_url, timeout=30)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._client.aclose()

    def server_of(self, network: str) -> str:
        """The address that stands for a network's servers."""
        return f"{self._base_url}/{network}"

    async def open_account(self, network: str, handle: str) -> dict[str, Any]:
        """An account there with credentials for it."""
        response = await self._client.post(
            "/_sandbox/accounts", json={"network": network, "handle": handle, "display_name": DISPLAY_NAME}
        )
        return dict(_answer(response).json())

    async def consent(self, page: str, handle: str, own: str) -> str:
        """Open a network's consent page as that account's owner, who agrees; where the network sends them then.

        Args:
            page: its address.
            handle: of the account.
            own: the address that the network must send them back to begins with this.

        Raises:
            LocalStackError: it leads elsewhere.
        """
        address = httpx.URL(page).copy_merge_params({"login_hint": handle})
        for _ in range(_MOST_STEPS):
            response = _answer(await self._client.get(address, follow_redirects=False))
            address = response.url.join(response.headers.get("location", ""))
            if str(address).startswith(own):
                return str(address)
        raise LocalStackError(f"The consent page at {urlsplit(page).path} does not lead back to {own}.")

    async def boards(self, network: str, handle: str) -> list[dict[str, Any]]:
        """The places of an account that its posts can go to, as its owner sees them."""
        account = await self.open_account(network, handle)
        token = account["credentials"]["access_token"]
        headers = {"Authorization": f"Bearer {token}"}
        response = await self._client.get(f"{self.server_of(network)}/v5/boards", headers=headers)
        return list(_answer(response).json()["items"])

    async def posts(self, network: str, account: str) -> list[dict[str, Any]]:
        """What an account has on the wall, by the network's own id of it."""
        response = await self._client.get("/_sandbox/posts", params={"network": network})
        return [post for post in _answer(response).json()["items"] if post["account"] == account]


def _answer(response: httpx.Response) -> httpx.Response:
    if response.is_error:
        raise RefusedError(response)
    return response
