"""Chunked uploads: initialize, append, finalize, then ask now and then until it is ready.

https://docs.x.com/x-api/media/quickstart/media-upload-chunked
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from services.publisher.domain.content import Prepared
from services.publisher.domain.failures import failure
from services.publisher.errors import RefusedError
from services.publisher.networks.calling import text_of
from services.publisher.networks.x.api import Api
from services.publisher.ports import Attachment

_UPLOAD = "/2/media/upload"
_CHUNK_BYTES = 1024 * 1024
# So much at a time, then what was sent is written down: a crash has to repeat no more than this.
_STRETCH_CHUNKS = 128
_LONGEST_WAIT_SECONDS = 60.0
_DEFAULT_LIFE_SECONDS = 3600
_LONGEST_LIFE_SECONDS = 86_400
_MARGIN = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Upload:
    """How far one attachment is.

    Attributes:
        media_id: X's id of it.
        sent: Bytes that X has.
        ready_in: Seconds until it is worth going on; 0 when it can be put into a post.
        until: When X forgets it, by our clock, ISO 8601; None until all of it is sent.
    """

    media_id: str
    sent: int = 0
    ready_in: float = 1.0
    until: str | None = None


async def go_on(
    api: Api, attachments: Sequence[Attachment], former: Prepared | None, now: datetime
) -> Prepared:
    """Every attachment as far as it goes without waiting."""
    known = list(_known(former)) if former and former.ready_in > 0 else []
    uploads: list[Upload] = []
    for index, attachment in enumerate(attachments):
        begun = known[index] if index < len(known) else None
        uploads.append(await _advance(api, attachment, begun, now))
    wait = max((upload.ready_in for upload in uploads), default=0.0)
    ends = [datetime.fromisoformat(upload.until) for upload in uploads if upload.until]
    document = {
        "media_ids": [upload.media_id for upload in uploads],
        "uploads": [asdict(upload) for upload in uploads],
    }
    return Prepared(document, min(ends, default=None), wait)


def _known(former: Prepared) -> Sequence[Upload]:
    return [Upload(**upload) for upload in former.document.get("uploads", ())]


async def _advance(api: Api, attachment: Attachment, upload: Upload | None, now: datetime) -> Upload:
    if upload is None:
        upload = await _begin(api, attachment)
    elif upload.ready_in == 0:
        return upload
    if upload.until is not None:
        params = {"command": "STATUS", "media_id": upload.media_id}
        return await _described(api, attachment, _worked_on(api, upload, await api.get(_UPLOAD, **params)))
    upload = await _send(api, attachment, upload)
    if upload.sent < attachment.media.size:
        return upload
    data = _data(api, await api.post(f"{_UPLOAD}/{upload.media_id}/finalize"))
    seconds = _seconds(data.get("expires_after_secs"), _DEFAULT_LIFE_SECONDS, most=_LONGEST_LIFE_SECONDS)
    upload = replace(upload, until=(now + timedelta(seconds=seconds) - _MARGIN).isoformat())
    return await _described(api, attachment, _worked_on(api, upload, {"data": data}))


async def _begin(api: Api, attachment: Attachment) -> Upload:
    media = attachment.media
    declared = {
        "media_type": media.media_type,
        "total_bytes": media.size,
        "media_category": _category(media.media_type),
    }
    return Upload(_data(api, await api.post(f"{_UPLOAD}/initialize", json=declared))["id"])


def _category(media_type: str) -> str:
    if media_type.startswith("video/"):
        return "tweet_video"
    return "tweet_gif" if media_type == "image/gif" else "tweet_image"


async def _send(api: Api, attachment: Attachment, upload: Upload) -> Upload:
    """Some more of it; a part that was sent before is sent again under the same number."""
    media, first = attachment.media, upload.sent // _CHUNK_BYTES
    for index in range(first, first + _STRETCH_CHUNKS):
        if upload.sent >= media.size:
            break
        chunk = await attachment.read(index * _CHUNK_BYTES, _CHUNK_BYTES)
        await api.send(
            "POST",
            f"{_UPLOAD}/{upload.media_id}/append",
            data={"segment_index": str(index)},
            files={"media": ("media", chunk, media.media_type)},
        )
        upload = replace(upload, sent=min((index + 1) * _CHUNK_BYTES, media.size))
    return upload


def _worked_on(api: Api, upload: Upload, answer: Any) -> Upload:
    """With what X says of its work on it."""
    processing = _data(api, answer).get("processing_info") or {"state": "succeeded"}
    match processing:
        case {"state": "succeeded"}:
            return replace(upload, ready_in=0.0)
        case {"state": "failed"}:
            raise RefusedError(failure("invalid", "x.media_refused", _reason(processing)))
        case {"state": "pending" | "in_progress"}:
            wait = _seconds(processing.get("check_after_secs"), 1, most=_LONGEST_WAIT_SECONDS)
            return replace(upload, ready_in=max(wait, 0.5))
    raise api.call.unreadable("the upload's processing_info has no known state")


async def _described(api: Api, attachment: Attachment, upload: Upload) -> Upload:
    """Given its alternative text once it is ready."""
    words = attachment.media.alt_text
    if upload.ready_in == 0 and words:
        body = {"id": upload.media_id, "metadata": {"alt_text": {"text": words}}}
        await api.send("POST", "/2/media/metadata", json=body)
    return upload


def _reason(processing: Mapping[str, Any]) -> str:
    error = processing.get("error")
    message = error.get("message") if isinstance(error, dict) else None
    return str(message or "X could not process the attachment")


def _seconds(told: Any, otherwise: float, *, most: float) -> float:
    """A duration as X told it, where it told one that can be."""
    is_number = isinstance(told, int | float) and not isinstance(told, bool)
    return min(max(float(told), 0.0), most) if is_number else otherwise


def _data(api: Api, answer: Any) -> dict[str, Any]:
    data = answer.get("data") if isinstance(answer, dict) else None
    try:
        text_of(data["id"] if isinstance(data, dict) else None)
    except (KeyError, TypeError):
        raise api.call.unreadable("the upload's answer has no id") from None
    assert isinstance(data, dict)
    return data
