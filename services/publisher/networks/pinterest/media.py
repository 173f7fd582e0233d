"""Videos: registered, sent as a form to the storage that Pinterest names, then asked after until they are ready.

https://developers.pinterest.com/docs/api/v5/media-create/
"""

import secrets
from collections.abc import AsyncIterator, Mapping
from typing import Any
from urllib.parse import quote

from services.publisher.domain.access import Access
from services.publisher.domain.failures import failure
from services.publisher.errors import RefusedError
from services.publisher.networks.calling import Caller, id_of, text_of
from services.publisher.ports import Attachment

_PIECE_BYTES = 4 * 1024 * 1024
_POLL_SECONDS = 5.0


async def upload(call: Caller, call_for_storage: Caller, access: Access, video: Attachment) -> str:
    """The id of a video that Pinterest will look at."""
    token = access.secrets["access_token"]
    url = f"{access.base_url}/v5/media"
    registered = await call("POST", url, token=token, json={"media_type": "video"})
    try:
        media_id = id_of(registered["media_id"])
        place = text_of(registered["upload_url"])
        parameters = {str(name): text_of(value) for name, value in registered["upload_parameters"].items()}
    except (AttributeError, KeyError, TypeError):
        raise call.unreadable("the registration's answer lacks media_id, upload_url or parameters") from None
    boundary = secrets.token_hex(16)
    opening = _fields(parameters, video.media.media_type, boundary)
    closing = f"\r\n--{boundary}--\r\n".encode()
    await call_for_storage.send(
        "POST",
        place,
        content=_form(opening, video, closing),
        headers={
            "Content-Type": f"multipart/form-data; boundary={boundary}",
            # The storage takes no chunked requests.
            "Content-Length": str(len(opening) + video.media.size + len(closing)),
        },
        secrets=list(parameters.values()),
    )
    return media_id


async def ready_in(call: Caller, access: Access, media_id: str) -> float:
    """Seconds until it is worth asking again; 0 when the video can be put into a pin."""
    url = f"{access.base_url}/v5/media/{quote(media_id, safe='')}"
    found = await call("GET", url, token=access.secrets["access_token"])
    match found:
        case {"status": "succeeded"}:
            return 0.0
        case {"status": "registered" | "processing"}:
            return _POLL_SECONDS
        case {"status": "failed"}:
            detail = "Pinterest could not process the video, and does not say why"
            raise RefusedError(failure("invalid", "pinterest.media_refused", detail))
    raise call.unreadable("the video has no known status")


def _fields(parameters: Mapping[str, Any], media_type: str, boundary: str) -> bytes:
    """Everything before the file, which has to come last."""
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in parameters.items()
    ]
    file = f'Content-Disposition: form-data; name="file"; filename="video"\r\nContent-Type: {media_type}'
    return f"{''.join(parts)}--{boundary}\r\n{file}\r\n\r\n".encode()


async def _form(opening: bytes, video: Attachment, closing: bytes) -> AsyncIterator[bytes]:
    yield opening
    for start in range(0, video.media.size, _PIECE_BYTES):
        yield await video.read(start, _PIECE_BYTES)
    yield closing
