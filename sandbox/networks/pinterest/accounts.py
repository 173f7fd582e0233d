from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox import audience
from sandbox.calls import Calls
from sandbox.networks.pinterest.dialect import READS, Pinterest, invalid


def add_calls(calls: Calls, network: Pinterest) -> None:
    accounts = AccountCalls(network)
    calls.add("GET", "/v5/user_account", "user_account.get", accounts.account, READS)
    calls.add("GET", "/v5/boards", "boards.list", accounts.boards, READS)


class AccountCalls:
    def __init__(self, network: Pinterest) -> None:
        self._network = network
        self._state = network.state

    async def account(self, request: Request) -> Response:
        self._network.allow(request)
        account = self._network.require(request, "user_accounts:read")
        numbers = audience.of_account(self._network.name, account.handle)
        url = self._state.public_url(request)
        return JSONResponse(
            {
                "id": account.remote_id,
                "username": account.handle,
                "account_type": "BUSINESS",
                "business_name": account.display_name,
                "profile_image": f"{url}/_sandbox/avatars/pinterest/{account.handle}.svg",
                "website_url": "",
                "about": "",
                "follower_count": numbers["followers"],
                "following_count": numbers["following"],
                "pin_count": len(self._state.posts.live(self._network.name, account.id, limit=-1)),
                "board_count": len(self._network.boards(account)),
                "monthly_views": numbers["followers"] * 2,
            }
        )

    async def boards(self, request: Request) -> Response:
        self._network.allow(request, "bookmark", "page_size", "privacy")
        account = self._network.require(request, "boards:read")
        owner = {"username": account.handle}
        found = [
            {"id": board_id, "name": name, "owner": owner, "privacy": "PUBLIC", "description": ""}
            for board_id, name in self._network.boards(account).items()
        ]
        return JSONResponse(page(request, found))


def page(request: Request, found: list[dict[str, Any]]) -> dict[str, Any]:
    """A page of a list; `bookmark` is where the next one starts."""
    size, start = request.query_params.get("page_size", "25"), request.query_params.get("bookmark", "0")
    if not size.isdigit() or not 1 <= int(size) <= 250:
        raise invalid(f"'{size}' is not between 1 and 250")
    if not start.isdigit():
        raise invalid("the bookmark is not one of ours")
    end = int(start) + int(size)
    return {"items": found[int(start) : end], "bookmark": str(end) if end < len(found) else None}
