import re

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response

from sandbox.audience import NAMES
from sandbox.control.bodies import json_object
from sandbox.files import look_at
from sandbox.world import World


class PostControl:
    def __init__(self, world: World) -> None:
        self._world = world

    async def listed(self, request: Request) -> Response:
        """What was posted, newest first, deleted ones too: the only count that matters."""
        state = self._world.state
        network, handle = request.query_params.get("network"), request.query_params.get("handle")
        account = None
        if handle:
            networks = [network] if network else list(self._world.networks)
            found = [
                state.accounts.by_handle(name, self._world.networks[name].normalise_handle(handle))
                for name in networks
                if name in self._world.networks
            ]
            account = next((one for one in found if one), None)
            if account is None:
                return JSONResponse({"items": []})
        posts = state.posts.listed(network=network, account_id=account.id if account else None)
        url = state.public_url(request)
        return JSONResponse({"items": [self._world.described(post, url) for post in posts]})

    async def set_figures(self, request: Request) -> Response:
        """How a post does from now on, in place of the numbers that grow by themselves."""
        body = await json_object(request)
        network, remote_id, figures = (
            str(body.get("network")),
            str(body.get("remote_id")),
            body.get("figures"),
        )
        if not isinstance(figures, dict) or not figures:
            raise HTTPException(422, 'figures: say which, for example {"likes": 12}')
        for name, value in figures.items():
            if name not in NAMES:
                raise HTTPException(422, f"figures: {name!r} is unknown; known: {', '.join(sorted(NAMES))}")
            if not isinstance(value, int) or isinstance(value, bool) or value < 0:
                raise HTTPException(422, f"figures.{name}: must be a whole number of at least 0")
        with self._world.state.store.transaction():
            post = self._world.state.posts.find(network, None, remote_id)
            if post is None:
                raise HTTPException(404, f"No post {remote_id!r} on {network!r}.")
            self._world.state.posts.set_figures(post, figures)
        return Response(status_code=204)

    async def media(self, request: Request) -> Response:
        sha256 = request.path_params["sha256"]
        path = self._world.state.files.path(sha256)
        if not re.fullmatch(r"[0-9a-f]{64}", sha256) or not path.exists():
            raise HTTPException(404)
        row = self._world.state.store.one("SELECT mime FROM media WHERE sha256 = ?", sha256)
        headers = {
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "public, max-age=31536000, immutable",
        }
        return FileResponse(
            path, media_type=row["mime"] if row else look_at(path.read_bytes()).mime, headers=headers
        )
