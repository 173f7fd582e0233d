"""Rails' view of a body: JSON, form or multipart all give the same nested parameters."""

import itertools
import json
import re
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request

from sandbox.calls import RefusedError


async def parameters(request: Request) -> dict[str, Any]:
    """Query and body together; `a[b][]=1` becomes {"a": {"b": ["1"]}}, a file its bytes. Broken JSON is a 400."""
    found: dict[str, Any] = {}
    for name, value in request.query_params.multi_items():
        _put(found, name, value)
    if request.headers.get("content-type", "").startswith("application/json"):
        try:
            body = json.loads(await request.body() or b"{}")
        except ValueError as error:
            raise RefusedError(400, {"error": "Error occurred while parsing request parameters"}) from error
        if isinstance(body, dict):
            found.update(body)
        return found
    async with request.form(max_part_size=16 * 1024 * 1024) as form:
        for name, field in form.multi_items():
            _put(found, name, await field.read() if isinstance(field, UploadFile) else field)
    return found


def _put(into: dict[str, Any], name: str, value: str | bytes) -> None:
    keys = re.split(r"\]\[|\[|\]$", name)
    if name.endswith("]"):
        keys.pop()
    here: Any = into
    for key, following in itertools.pairwise(keys):
        here = here.setdefault(key, [] if following == "" else {})
        if not isinstance(here, list if following == "" else dict):
            raise RefusedError(400, {"error": f"Invalid parameter: {name}"})
    if isinstance(here, list):
        here.append(value)
    else:
        here[keys[-1]] = value


def truth(value: Any) -> bool:
    return value not in (None, False, "", "0", 0, "f", "F", "false", "FALSE", "off", "OFF")


def text(value: Any) -> str:
    return "" if value is None else str(value)


def texts(value: Any) -> list[str]:
    """A list of texts; what is no list counts as none, as with Rails' permitted arrays."""
    return [str(item) for item in value] if isinstance(value, list) else []
