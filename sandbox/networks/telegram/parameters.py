"""Parameters come in the query, as a form, as multipart or as JSON; what is structured is JSON inside a form."""

import json
from dataclasses import dataclass
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request

from sandbox.networks.telegram.dialect import bad_request

LARGEST_BODY_BYTES = 52 * 1024 * 1024


@dataclass(frozen=True)
class Parameters:
    """What a call was given; `files` are its uploads by the name of their part."""

    given: dict[str, Any]
    files: dict[str, bytes]

    def text(self, name: str) -> str:
        value = self.given.get(name)
        return "" if value is None else str(value)

    def number(self, name: str) -> int | None:
        text = self.text(name)
        if not text:
            return None
        if not text.lstrip("-").isdigit():
            raise bad_request(f'parameter "{name}" must be of type Number')
        return int(text)

    def truth(self, name: str) -> bool:
        return self.text(name).lower() in {"true", "yes", "1"}

    def structure(self, name: str) -> Any:
        """A structured parameter; None when it is not there."""
        value = self.given.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError as error:
            raise bad_request(f"can't parse {name} JSON object") from error


async def parameters(request: Request) -> Parameters:
    given: dict[str, Any] = dict(request.query_params)
    files: dict[str, bytes] = {}
    if request.headers.get("content-type", "").startswith("application/json"):
        try:
            body = json.loads(await request.body() or b"{}")
        except ValueError as error:
            raise bad_request("can't parse JSON object") from error
        return Parameters({**given, **(body if isinstance(body, dict) else {})}, files)
    async with request.form(max_part_size=LARGEST_BODY_BYTES) as form:
        for name, field in form.multi_items():
            if isinstance(field, UploadFile):
                files[name] = await field.read()
            else:
                given[name] = field
    return Parameters(given, files)
