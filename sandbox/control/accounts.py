import hashlib
from html import escape

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox.control.bodies import json_object
from sandbox.world import World


class AccountControl:
    def __init__(self, world: World) -> None:
        self._world = world

    async def open(self, request: Request) -> Response:
        """An account of a handle with fresh credentials; asking again gives the same account. `display_name` names it."""
        body = await json_object(request)
        network, handle = str(body.get("network", "")), str(body.get("handle", "")).strip()
        played = self._world.networks.get(network)
        if played is None:
            raise HTTPException(
                422, f"network: {network!r} is not played here; known: {', '.join(self._world.networks)}"
            )
        if not handle:
            raise HTTPException(422, "handle: say which account, for example 'acme'")
        with self._world.state.store.transaction():
            account, credentials = played.open_account(handle, body)
            if body.get("display_name"):
                account = self._world.state.accounts.rename(account, str(body["display_name"]))
        url = self._world.state.public_url(request)
        return JSONResponse(
            {
                "network": network,
                "handle": account.handle,
                "remote_id": account.remote_id,
                "display_name": account.display_name,
                "base_url": f"{str(request.base_url).rstrip('/')}/{network}",
                "profile_url": played.profile_url(url, account),
                "credentials": credentials,
            }
        )

    async def avatar(self, request: Request) -> Response:
        """Initials on a colour made from the name."""
        name = request.path_params["name"]
        hue = int(hashlib.sha256(name.encode()).hexdigest()[:4], 16) % 360
        initials = escape("".join(word[0] for word in name.replace(".", "_").split("_")[:2] if word).upper())
        picture = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96"><rect width="96" height="96" fill="hsl({hue} 45% 40%)"/>'
            f'<text x="48" y="60" font-family="sans-serif" font-size="36" fill="#fff" text-anchor="middle">{initials}</text></svg>'
        )
        return Response(picture, media_type="image/svg+xml")
