"""An account on every network: by the network's consent page where there is one, else by credentials."""

import asyncio
from collections.abc import Iterable
from typing import Any

from deploy.local.demo.clients import Gateway
from deploy.local.demo.sandbox import Sandbox
from deploy.local.errors import LocalStackError
from shared.capabilities import Capability

CONNECT_SECONDS = 45.0
LOOK_SECONDS = 0.2
_WAITING = frozenset({"requested", "authorizing"})


class Accounts:
    """The accounts of one run, all of the same name."""

    def __init__(self, gateway: Gateway, sandbox: Sandbox, handle: str) -> None:
        self._gateway = gateway
        self._sandbox = sandbox
        self._handle = handle

    async def connect(self, networks: Iterable[Capability]) -> list[dict[str, Any]]:
        """One account on each.

        Raises:
            LocalStackError: One is not connected in time, or a network or the gateway refuses.
        """
        wanted = list(networks)
        try:
            async with asyncio.timeout(CONNECT_SECONDS):
                await asyncio.gather(*map(self._connect, wanted))
                return await self._connected(len(wanted))
        except TimeoutError:
            states = ", ".join(f"{one['network']} {one['state']}" for one in await self._gateway.accounts())
            raise LocalStackError(
                f"The accounts were not connected within {CONNECT_SECONDS:.0f} s: {states or 'none is'}."
            ) from None

    async def _connect(self, network: Capability) -> None:
        account = await self._sandbox.open_account(network.network, self._handle)
        base_url = account["base_url"] if network.api.base_url_per_account else None
        if not network.connecting.consent:
            await self._gateway.connect(network.network, base_url, account["credentials"])
            return
        begun = await self._gateway.begin_connection(network.network, base_url)
        opened = await self._settled(begun)
        if opened["state"] == "open":
            back = await self._sandbox.consent(opened["authorize_url"], self._handle, opened["redirect_url"])
            await self._gateway.come_back(back)
            opened = await self._settled(opened, left=frozenset({"open", "authorizing"}))
        if opened["state"] == "choose":
            # A person is named before the page or organisation that they look after.
            await self._gateway.choose(opened["connection_id"], [opened["choices"][-1]["choice_id"]])
        elif opened["state"] != "done":
            problem = (opened["problem"] or {}).get("detail", opened["state"])
            raise LocalStackError(f"The consent to {network.name} came to nothing: {problem}.")

    async def _settled(self, connection: dict[str, Any], left: frozenset[str] = _WAITING) -> dict[str, Any]:
        while connection["state"] in left:
            await asyncio.sleep(LOOK_SECONDS)
            connection = await self._gateway.connection(connection["connection_id"])
        return connection

    async def _connected(self, count: int) -> list[dict[str, Any]]:
        while True:
            accounts = await self._gateway.accounts()
            if [one["state"] for one in accounts].count("connected") == count:
                return accounts
            await asyncio.sleep(LOOK_SECONDS)
