"""The bytes of a video, in chunks and in order; the last one posts it.

https://developers.tiktok.com/doc/content-posting-api-media-transfer-guide
"""

from collections.abc import Mapping
from typing import Any

import httpx

from services.publisher.domain.access import Access
from services.publisher.domain.failures import failure
from services.publisher.errors import RefusedError, UnknownOutcomeError
from services.publisher.networks.calling import Caller
from services.publisher.networks.tiktok.refusals import UPLOAD_AHEAD, UPLOAD_GONE
from services.publisher.networks.uploading import is_of
from services.publisher.ports import Attachment

# 5 to 64 MB are taken; a smaller one is held in memory more cheaply and is repeated more cheaply.
_CHUNK_BYTES = 10 * 1024 * 1024


def chunks_of(size: int) -> dict[str, int]:
    """How a video is cut: the last chunk takes what is left over."""
    if size < 2 * _CHUNK_BYTES:
        return {"video_size": size, "chunk_size": size, "total_chunk_count": 1}
    return {"video_size": size, "chunk_size": _CHUNK_BYTES, "total_chunk_count": size // _CHUNK_BYTES}


async def send_rest(
    call: Caller, access: Access, document: Mapping[str, Any], video: Attachment, there: int
) -> None:
    """The chunks after the bytes that are there already.

    Raises:
        UnknownOutcomeError: Also where the last chunk is refused since the upload has moved on.
    """
    address, cut = str(document["upload"]), document["source"]
    if not is_of("tiktokapis.com", address, access.base_url):
        raise call.unreadable("the address for the video is not TikTok's")
    size, chunk, count = cut["video_size"], cut["chunk_size"], cut["total_chunk_count"]
    for index in range(there // chunk, count):
        start = index * chunk
        end = size if index == count - 1 else start + chunk
        piece = await video.read(start, end - start)
        status = await _send(call, address, piece, video.media.media_type, f"bytes {start}-{end - 1}/{size}")
        if end == size and status != httpx.codes.CREATED:
            raise call.unreadable(f"the last bytes were answered with {status}, not with 201")


async def _send(call: Caller, address: str, piece: bytes, media_type: str, place: str) -> int:
    try:
        answer = await call.send(
            "PUT",
            address,
            secrets=_secrets_of(address),
            headers={"Content-Type": media_type, "Content-Range": place},
            content=piece,
        )
    except RefusedError as error:
        if error.failure.code in {UPLOAD_AHEAD, UPLOAD_GONE}:
            # Something has come in that we do not know of, or all of it: only the status tells.
            raise UnknownOutcomeError(
                failure("transient", error.failure.code, error.failure.detail)
            ) from error
        raise
    return answer.status_code


def _secrets_of(address: str) -> list[str]:
    """Whoever knows the upload's token may write to it."""
    query = httpx.URL(address).params
    return [query.get("upload_token", ""), query.get("upload_id", "")]
