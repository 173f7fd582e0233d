"""Chunked uploads: initialize, append, finalize, then ask until it is ready.

https://docs.x.com/x-api/media/quickstart/media-upload-chunked
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from services.publisher.domain.access import Access
from services.publisher.domain.failures import failure
from services.publisher.errors import RefusedError
from services.publisher.networks.calling import Caller
from services.publisher.ports import Attachment
from shared.clock import Clock

_CHUNK_BYTES = 1024 * 1024
_POLLS = 60
_LONGEST_WAIT_SECONDS = 10
_DEFAULT_LIFE_SECONDS = 3600
_LONGEST_LIFE_SECONDS = 86_400
_MARGIN = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Uploaded:
    """A file that can be put into a post until X forgets it."""

    media_id: str
    until: datetime


async def upload(call: Caller, clock: Clock, access: Access, attachment: Attachment) -> Uploaded:
    """Upload one picture with its alternative text."""
    picture = attachment.media
    token = access.secrets["access_token"]
    base = f"{access.base_url}/2/media/upload"
    category = "tweet_gif" if picture.media_type == "image/gif" else "tweet_image"
    declared = {
        "media_type": picture.media_type,
        "total_bytes": picture.size,
        "media_category": category,
    }
    started = _data(call, await call("POST", f"{base}/initialize", token=token, json=declared))
    media_id = started["id"]
    for index, start in enumerate(range(0, picture.size, _CHUNK_BYTES)):
        chunk = await attachment.read(start, _CHUNK_BYTES)
        await call.send(
            "POST",
            f"{base}/{media_id}/append",
            token=token,
            data={"segment_index": str(index)},
            files={"media": ("picture", chunk, picture.media_type)},
        )
    finished = _data(call, await call("POST", f"{base}/{media_id}/finalize", token=token))
    finished = await _wait_until_ready(call, clock, base, token, finished)
    if picture.alt_text:
        await call.send(
            "POST",
            f"{access.base_url}/2/media/metadata",
            token=token,
            json={"id": media_id, "metadata": {"alt_text": {"text": picture.alt_text}}},
        )
    seconds = _seconds(finished.get("expires_after_secs"), _DEFAULT_LIFE_SECONDS, most=_LONGEST_LIFE_SECONDS)
    return Uploaded(media_id, clock.now() + timedelta(seconds=seconds) - _MARGIN)


async def _wait_until_ready(
    call: Caller, clock: Clock, base: str, token: str, upload_state: dict[str, Any]
) -> dict[str, Any]:
    for _ in range(_POLLS):
        processing = upload_state.get("processing_info") or {"state": "succeeded"}
        match processing:
            case {"state": "succeeded"}:
                return upload_state
            case {"state": "failed"}:
                raise RefusedError(failure("invalid", "x.media_refused", _reason(processing)))
            case {"state": "pending" | "in_progress"}:
                await clock.sleep(_seconds(processing.get("check_after_secs"), 1, most=_LONGEST_WAIT_SECONDS))
            case _:
                raise call.unreadable("the upload's processing_info has no known state")
        params = {"command": "STATUS", "media_id": upload_state["id"]}
        upload_state = _data(call, await call("GET", base, token=token, params=params))
    raise RefusedError(failure("transient", "x.media_processing", "X is still processing the picture"))


def _reason(processing: Mapping[str, Any]) -> str:
    error = processing.get("error")
    message = error.get("message") if isinstance(error, dict) else None
    return str(message or "X could not process the picture")


def _seconds(told: Any, otherwise: float, *, most: float) -> float:
    """A duration as X told it, where it told one that can be."""
    is_number = isinstance(told, int | float) and not isinstance(told, bool)
    return min(max(float(told), 0.0), most) if is_number else otherwise


def _data(call: Caller, answer: Any) -> dict[str, Any]:
    data = answer.get("data") if isinstance(answer, dict) else None
    if not isinstance(data, dict) or not isinstance(data.get("id"), str):
        raise call.unreadable("the upload's answer has no id")
    return data
