"""Bytes of media over HTTP: whole or in one range, typed by what they are, and never run by a browser."""

import re
from typing import Any

from fastapi import Request, Response
from fastapi.responses import StreamingResponse

from services.gateway.errors import NotFoundError, RangeNotThereError
from shared.events import MediaObject
from shared.objects import ObjectMissingError, ObjectStore

BYTES: dict[int | str, dict[str, Any]] = {
    200: {"content": {"*/*": {}}, "description": "The bytes, under their own media type."},
    206: {"content": {"*/*": {}}, "description": "The range that was asked for."},
    304: {"description": "They are the same as those you have."},
}
"""What the OpenAPI document says of such an answer."""

UNCHANGING = "private, max-age=31536000, immutable"
"""The Cache-Control of what never changes and is for who signed in alone."""

_RANGE = re.compile(r"bytes=(?P<first>\d{0,18})-(?P<last>\d{0,18})")
_LOST = "The file is not in the object store any more."


async def served(request: Request, objects: ObjectStore, media: MediaObject, *, caching: str) -> Response:
    """The answer to GET or HEAD.

    Args:
        request: May ask for one range; several at once get the whole, as RFC 9110 allows.
        objects: Where the bytes lie.
        media: What is served.
        caching: The Cache-Control of it.

    Raises:
        NotFoundError: The object store has lost it.
        RangeNotThereError: It ends before the range that is asked for.
    """
    try:
        size = await objects.size(media.key)
    except ObjectMissingError:
        raise NotFoundError(_LOST) from None
    headers = {
        "Accept-Ranges": "bytes",
        "Cache-Control": caching,
        "ETag": f'"{media.sha256}"',
        "X-Content-Type-Options": "nosniff",
        # A document or picture opened by itself runs nothing and loads nothing.
        "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    }
    if request.headers.get("if-none-match") == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    wanted = _wanted(request, size, headers["ETag"])
    if wanted is None:
        raise RangeNotThereError(
            f"The file has {size} bytes and ends before that range.",
            headers={"Accept-Ranges": "bytes", "Content-Range": f"bytes */{size}"},
        )
    start, end = wanted
    is_part = (start, end) != (0, size)
    if is_part:
        headers["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    headers["Content-Length"] = str(end - start)
    status = 206 if is_part else 200
    if request.method == "HEAD":
        return Response(status_code=status, headers=headers, media_type=media.media_type)
    return StreamingResponse(
        objects.stream(media.key, start, end),
        status_code=status,
        headers=headers,
        media_type=media.media_type,
    )


def _wanted(request: Request, size: int, entity_tag: str) -> tuple[int, int] | None:
    """From where up to (and without) where; None where the range asked for is not there."""
    match = _RANGE.fullmatch(request.headers.get("range", "").strip())
    condition = request.headers.get("if-range", entity_tag)
    if match is None or condition != entity_tag or not (match["first"] or match["last"]):
        return 0, size
    if not match["first"]:
        length = int(match["last"])
        return (max(size - length, 0), size) if length and size else None
    first = int(match["first"])
    last = min(int(match["last"]), size - 1) if match["last"] else size - 1
    if match["last"] and int(match["last"]) < first:
        return 0, size
    return (first, last + 1) if first < size else None
