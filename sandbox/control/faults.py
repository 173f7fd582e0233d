from pydantic import ValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox.control.bodies import json_object, unprocessable
from sandbox.faults import Fault
from sandbox.world import World


class FaultControl:
    def __init__(self, world: World) -> None:
        self._world = world

    async def add(self, request: Request) -> Response:
        try:
            fault = Fault.model_validate(await json_object(request))
        except ValidationError as error:
            raise unprocessable(error) from error
        names = self._world.call_names()
        if fault.call is not None and fault.call not in names:
            raise HTTPException(422, f"call: {fault.call!r} is unknown; known: {', '.join(names)}")
        if fault.network not in {name.split(".")[0] for name in names}:
            raise HTTPException(422, f"network: {fault.network!r} is not played here")
        if not self._world.calls(fault.network).has_fault(fault.mode):
            raise HTTPException(422, f"mode: {fault.network} has no {fault.mode}")
        return JSONResponse({"id": self._world.state.faults.add(fault), **fault.model_dump()}, 201)

    async def listed(self, _: Request) -> Response:
        return JSONResponse({"items": self._world.state.faults.listed()})

    async def clear(self, _: Request) -> Response:
        return JSONResponse({"removed": self._world.state.faults.remove(None)})

    async def remove(self, request: Request) -> Response:
        if not self._world.state.faults.remove(request.path_params["id"]):
            raise HTTPException(404, "No such fault.")
        return JSONResponse({"removed": 1})
