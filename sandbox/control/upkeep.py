from collections import defaultdict

from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from sandbox.control.bodies import json_object, unprocessable
from sandbox.world import World


class UpkeepControl:
    def __init__(self, world: World) -> None:
        self._world = world

    async def requests(self, _: Request) -> Response:
        """How often each call was made, by outcome: a status, or 'dropped'."""
        counts: dict[str, dict[str, int]] = defaultdict(dict)
        for row in self._world.state.store.all("SELECT * FROM request_counts ORDER BY call, outcome"):
            counts[row["call"]][row["outcome"]] = row["requests"]
        return JSONResponse({"calls": counts})

    async def settings(self, _: Request) -> Response:
        return JSONResponse(self._world.state.settings.model_dump())

    async def change_settings(self, request: Request) -> Response:
        try:
            changed = self._world.state.change_settings(await json_object(request))
        except ValidationError as error:
            raise unprocessable(error) from error
        return JSONResponse(changed.model_dump())

    async def wipe(self, _: Request) -> Response:
        self._world.state.wipe()
        return Response(status_code=204)

    async def ready(self, _: Request) -> Response:
        self._world.state.store.execute("DELETE FROM request_counts WHERE call IS NULL")
        return PlainTextResponse("ready")
