import json
import re
from dataclasses import dataclass
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request

from sandbox.networks.discord.dialect import refusal

LARGEST_REQUEST_BYTES = 25 * 1024 * 1024
_FILE = re.compile(r"files\[(\d+)\]")


@dataclass(frozen=True)
class Body:
    """JSON, and the files that came with it by their number."""

    given: dict[str, Any]
    files: dict[str, tuple[str, bytes]]


async def body(request: Request) -> Body:
    if int(request.headers.get("content-length", "0")) > LARGEST_REQUEST_BYTES:
        raise refusal(413, 40005, "Request entity too large")
    if not request.headers.get("content-type", "").startswith("multipart/"):
        return Body(_parsed(await request.body()), {})
    files: dict[str, tuple[str, bytes]] = {}
    given: dict[str, Any] = {}
    async with request.form(max_part_size=LARGEST_REQUEST_BYTES) as form:
        for name, field in form.multi_items():
            number = _FILE.fullmatch(name)
            if isinstance(field, UploadFile) and number:
                files[number[1]] = (field.filename or "file", await field.read())
            elif name == "payload_json":
                given = _parsed(field if isinstance(field, str) else await field.read())
    return Body(given, files)


def _parsed(text: str | bytes) -> dict[str, Any]:
    try:
        parsed = json.loads(text or "{}")
    except ValueError as error:
        raise refusal(400, 50109, "The request body contains invalid JSON.") from error
    if not isinstance(parsed, dict):
        raise refusal(400, 50109, "The request body contains invalid JSON.")
    return parsed
