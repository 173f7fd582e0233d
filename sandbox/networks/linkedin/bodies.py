import json
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from starlette.requests import Request

from sandbox.networks.linkedin.dialect import refusal


class Body(BaseModel):
    """A JSON body as LinkedIn takes it: unknown fields and wrong types are refused."""

    model_config = ConfigDict(extra="forbid", strict=True)


Shape = TypeVar("Shape", bound=Body)


async def read_body(request: Request, shape: type[Shape]) -> Shape:
    """The JSON body in that shape; raises LinkedIn's 400 or 422 for the first thing that is wrong."""
    try:
        body: Any = json.loads(await request.body() or b"{}")
    except ValueError as error:
        raise refusal(400, "BAD_REQUEST", "The request body is not valid JSON") from error
    try:
        return shape.model_validate(body)
    except ValidationError as error:
        raise _refused(error) from error


def _refused(error: ValidationError) -> Exception:
    first = error.errors(include_url=False)[0]
    place = "/".join(["", *(str(part) for part in first["loc"])])
    match first["type"]:
        case "missing":
            return refusal(
                400, "MISSING_FIELD", f"{place} :: field is required but not found and has no default value"
            )
        case "extra_forbidden":
            return refusal(
                422, "UNRECOGNIZED_FIELD", f"ERROR :: {place} :: unrecognized field found but not allowed"
            )
        case "string_too_long":
            most = first["ctx"]["max_length"]
            return refusal(400, "FIELD_LENGTH_TOO_LONG", f"{place} :: length is greater than {most}")
    return refusal(400, "INVALID_VALUE_FOR_FIELD", f"{place} :: {first['msg']}")
