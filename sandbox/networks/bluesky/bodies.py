import json
from typing import Any

from starlette.requests import Request

from sandbox.networks.bluesky.dialect import invalid_request


async def json_input(request: Request, **required: type) -> dict[str, Any]:
    """The JSON body of a procedure; fields named here must be there and of that type."""
    content_type = request.headers.get("content-type", "")
    if not content_type.startswith("application/json"):
        raise invalid_request(
            f"Wrong request encoding (Content-Type): {content_type}"
            if content_type
            else "Request encoding (Content-Type) required but not provided"
        )
    try:
        body = json.loads(await request.body())
    except ValueError as error:
        raise invalid_request("Invalid JSON in request body") from error
    if not isinstance(body, dict):
        raise invalid_request("Input must be an object")
    for name, kind in required.items():
        if name not in body:
            raise invalid_request(f'Input must have the property "{name}"')
        if not isinstance(body[name], kind):
            raise invalid_request(f"Input/{name} must be a {'string' if kind is str else 'object'}")
    return body


def query(request: Request, *required: str) -> dict[str, str]:
    """The query parameters of a query; those named here must be there."""
    for name in required:
        if not request.query_params.get(name):
            raise invalid_request(f'Error: Params must have the property "{name}"')
    return dict(request.query_params)


def page_size(given: dict[str, str], default: int, most: int) -> int:
    text = given.get("limit", str(default))
    if not text.isdigit():
        raise invalid_request("Error: Params/limit must be an integer")
    if not 1 <= int(text) <= most:
        raise invalid_request(
            f"Error: Params/limit can not be {'less than 1' if int(text) < 1 else f'greater than {most}'}"
        )
    return int(text)
