"""Resumable uploads: an address for the upload first, then the bytes; the last one makes the video.

https://developers.google.com/youtube/v3/guides/using_resumable_upload_protocol
"""

import re
from collections.abc import Mapping
from typing import Any

import httpx

from services.publisher.domain.access import Access
from services.publisher.domain.failures import failure
from services.publisher.errors import RefusedError, UnknownOutcomeError
from services.publisher.networks.calling import Caller
from services.publisher.networks.uploading import is_of
from services.publisher.networks.youtube.refusals import UPLOAD_GONE
from services.publisher.ports import Attachment

_GO_ON = 308
# Google takes multiples of 256 KiB; this one is held in memory while it goes out.
_CHUNK_BYTES = 32 * 256 * 1024
_PATH = "/upload/youtube/v3"
_RANGE = re.compile(r"bytes=0-(\d+)")


async def start(
    call: Caller, access: Access, video: Attachment, body: Mapping[str, Any], *, notify: bool
) -> str:
    """The upload's own address; nothing is visible, and no bytes are there yet."""
    answer = await call.send(
        "POST",
        f"{access.base_url}{_PATH}/videos",
        token=access.secrets["access_token"],
        params={
            "uploadType": "resumable",
            "part": "snippet,status",
            "notifySubscribers": str(notify).lower(),
        },
        headers={
            "X-Upload-Content-Type": video.media.media_type,
            "X-Upload-Content-Length": str(video.media.size),
        },
        json=dict(body),
    )
    address = answer.headers.get("Location", "")
    if not is_of("googleapis.com", address, access.base_url):
        raise call.unreadable("the upload was given no address, or one elsewhere")
    return str(address)


async def how_far(call: Caller, access: Access, address: str, total: int) -> int | dict[str, Any]:
    """The number of bytes that are there, or the video that they have become.

    Raises:
        RefusedError: With the code UPLOAD_GONE where the address is not known any more.
    """
    return await _put(call, access, address, f"bytes */{total}", b"")


async def send_rest(
    call: Caller, access: Access, address: str, video: Attachment, start: int
) -> dict[str, Any]:
    """The bytes from `start` on, and the video that the last of them makes."""
    total = video.media.size
    while start < total:
        piece = await video.read(start, min(_CHUNK_BYTES, total - start))
        last = start + len(piece) - 1
        reached = await _sent(
            call, access, address, f"bytes {start}-{last}/{total}", piece, is_end=last + 1 == total
        )
        if not isinstance(reached, int):
            return reached
        if reached <= start:
            raise UnknownOutcomeError(
                failure("transient", "youtube.upload_stuck", f"YouTube keeps no byte after {reached}")
            )
        start = reached
    raise call.unreadable("all bytes are there and have become no video")


async def _sent(
    call: Caller, access: Access, address: str, place: str, piece: bytes, *, is_end: bool
) -> int | dict[str, Any]:
    try:
        return await _put(call, access, address, place, piece)
    except RefusedError as error:
        if is_end and error.failure.code == UPLOAD_GONE:
            # It may be gone because it has become a video.
            raise UnknownOutcomeError(error.failure) from error
        raise


async def _put(call: Caller, access: Access, address: str, place: str, piece: bytes) -> int | dict[str, Any]:
    answer = await call.send(
        "PUT",
        address,
        token=access.secrets["access_token"],
        secrets=_secrets_of(address),
        also={_GO_ON},
        headers={"Content-Range": place},
        content=piece,
    )
    if answer.status_code == _GO_ON:
        reached = _RANGE.fullmatch(answer.headers.get("Range", ""))
        return int(reached[1]) + 1 if reached else 0
    made = call.read(answer)
    if not isinstance(made, dict) or not isinstance(made.get("id"), str):
        raise call.unreadable("the uploaded video's answer has no id")
    return made


async def set_thumbnail(call: Caller, access: Access, video_id: str, picture: Attachment) -> None:
    """Show that picture for the video; repeating changes nothing more."""
    await call.send(
        "POST",
        f"{access.base_url}{_PATH}/thumbnails/set",
        token=access.secrets["access_token"],
        params={"videoId": video_id},
        headers={"Content-Type": picture.media.media_type},
        content=await picture.read(),
    )


def _secrets_of(address: str) -> list[str]:
    """Whoever knows the upload's id may write to it."""
    return [httpx.URL(address).params.get("upload_id", "")]
