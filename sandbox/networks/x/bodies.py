import json
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from starlette.datastructures import UploadFile
from starlette.requests import Request

from sandbox.networks.x.dialect import invalid_request


class Body(BaseModel):
    """A JSON body as X takes it: unknown fields and wrong types are refused."""

    model_config = ConfigDict(extra="forbid", strict=True)


Shape = TypeVar("Shape", bound=Body)


async def json_body(request: Request) -> Any:
    try:
        return json.loads(await request.body() or b"{}")
    except ValueError as error:
        raise invalid_request("The request body is not valid JSON.") from error


async def read_body(request: Request, shape: type[Shape]) -> Shape:
    """The JSON body in that shape; raises X's 400 with a line for each thing that is wrong."""
    return shaped(await json_body(request), shape)


def shaped(body: Any, shape: type[Shape]) -> Shape:
    try:
        return shape.model_validate(body)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(["$", *(str(part) for part in first["loc"])])
        if first["type"] == "extra_forbidden":
            words = (
                f"{place}: is not defined in the schema and the schema does not allow additional properties"
            )
        elif first["type"] == "too_long":
            words = f"{place}: there must be a maximum of {first['ctx']['max_length']} items in the array"
        elif first["type"] == "too_short":
            words = f"{place}: there must be a minimum of {first['ctx']['min_length']} items in the array"
        else:
            words = f"{place}: {first['msg']}"
        raise invalid_request(words) from error


async def fields(request: Request) -> dict[str, str | bytes]:
    """Query, form, multipart or JSON fields of the upload calls, files as bytes."""
    found: dict[str, str | bytes] = dict(request.query_params)
    kind = request.headers.get("content-type", "")
    if kind.startswith("application/json"):
        body = await json_body(request)
        found.update({name: str(value) for name, value in body.items()} if isinstance(body, dict) else {})
    elif kind.startswith(("multipart/form-data", "application/x-www-form-urlencoded")):
        async with request.form(max_part_size=16 * 1024 * 1024) as form:
            for name, field in form.items():
                found[name] = await field.read() if isinstance(field, UploadFile) else field
    return found
