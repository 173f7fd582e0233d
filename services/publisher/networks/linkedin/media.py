"""Images, documents and videos: announced, sent to addresses made for them, then asked after until they are ready.

https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/videos-api
"""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import httpx

from services.publisher.domain.access import Access
from services.publisher.domain.failures import failure
from services.publisher.errors import RefusedError
from services.publisher.networks.calling import address_of, text_of
from services.publisher.networks.linkedin.versioned import VersionedApi, encoded
from services.publisher.networks.uploading import pieces_of
from services.publisher.ports import Attachment

_PARTS_AT_ONCE = 8
"""Of a video, about 4 MB each, before what was sent is put down."""
_SOON = 0.05
_POLL_SECONDS = 5.0
_GRACE_SECONDS: Mapping[str, float] = {"images": 2.0, "documents": 10.0, "videos": 30.0}
"""A member's media can't be asked after: wait so long, then try."""

Progress = dict[str, Any]
"""Of one upload, as JSON: resource, urn, alt_text, state (parts, sent, ready), and for a video token, parts and etags."""


@dataclass(frozen=True, slots=True)
class Step:
    """One upload after some more was done for it.

    Attributes:
        progress: What to go on with.
        ready_in: Seconds until going on makes sense; 0 when it can be put into a post.
    """

    progress: Progress
    ready_in: float


class Uploads:
    """Brings attachments to LinkedIn, a step at a time.

    Args:
        api: Its calls.
    """

    def __init__(self, api: VersionedApi) -> None:
        self._api = api

    async def go_on(self, access: Access, attachment: Attachment, progress: Progress | None) -> Step:
        """The next step, from the announcement to being ready."""
        if progress is None:
            progress = await self._announce(access, attachment)
            progress["alt_text"] = attachment.media.alt_text
        if progress["state"] == "parts":
            return await self._send_parts(access, attachment, progress)
        if progress["state"] == "sent":
            return await self._ask(access, progress)
        return Step({**progress, "state": "ready"}, 0)

    async def _announce(self, access: Access, attachment: Attachment) -> Progress:
        resource = _resource(attachment.media.media_type)
        asked: dict[str, Any] = {"owner": access.remote_id}
        if resource == "videos":
            asked |= {
                "fileSizeBytes": attachment.media.size,
                "uploadCaptions": False,
                "uploadThumbnail": False,
            }
        answer = await self._act(access, resource, "initializeUpload", asked)
        try:
            value = self._api.call.read(answer)["value"]
            urn = text_of(value[resource.removesuffix("s")])
            if resource == "videos":
                return _announced_video(urn, value)
            url = address_of(value["uploadUrl"])
        except (AttributeError, KeyError, TypeError, ValueError):
            raise self._api.call.unreadable("the upload's answer has no URN or address") from None
        await self._put(access, url, pieces_of(attachment), attachment.media.size, has_token=True)
        return {"resource": resource, "urn": urn, "state": "sent"}

    async def _send_parts(self, access: Access, attachment: Attachment, progress: Progress) -> Step:
        etags: list[str] = list(progress["etags"])
        for url, first, last in progress["parts"][len(etags) :][:_PARTS_AT_ONCE]:
            size = last - first + 1
            answer = await self._put(access, url, await attachment.read(first, size), size)
            etags.append(answer.headers.get("etag", "").removeprefix("W/").strip('"'))
            if not etags[-1]:
                raise self._api.call.unreadable("the answer to a part has no ETag")
        if len(etags) < len(progress["parts"]):
            return Step({**progress, "etags": etags}, _SOON)
        finish = {"video": progress["urn"], "uploadToken": progress["token"], "uploadedPartIds": etags}
        await self._act(access, "videos", "finalizeUpload", finish)
        kept = {name: progress[name] for name in ("resource", "urn", "alt_text")}
        return Step({**kept, "state": "sent"}, _SOON)

    async def _ask(self, access: Access, progress: Progress) -> Step:
        resource = progress["resource"]
        try:
            found = await self._api.read(access, f"{resource}/{encoded(progress['urn'])}")
        except RefusedError as error:
            if error.failure.code != "linkedin.access_denied":
                raise
            return Step({**progress, "state": "waited"}, _GRACE_SECONDS[resource])
        match found:
            case {"status": "AVAILABLE"}:
                return Step({**progress, "state": "ready"}, 0)
            case {"status": "PROCESSING_FAILED"}:
                reason = found.get("processingFailureReason") or "LinkedIn could not process the file"
                raise RefusedError(failure("invalid", "linkedin.media_refused", str(reason)))
            case {"status": "PROCESSING" | "WAITING_UPLOAD"}:
                return Step(progress, _POLL_SECONDS)
        raise self._api.call.unreadable("the upload has no known status")

    async def _act(
        self, access: Access, resource: str, action: str, asked: Mapping[str, Any]
    ) -> httpx.Response:
        body = {f"{action}Request": asked}
        return await self._api.send(access, "POST", resource, query={"action": action}, json=body)

    async def _put(
        self,
        access: Access,
        url: str,
        data: bytes | AsyncIterator[bytes],
        size: int,
        *,
        has_token: bool = False,
    ) -> httpx.Response:
        """Send bytes to an address that LinkedIn gave; it holds a secret of its own."""
        own = {urlsplit(host).hostname for host in access.hosts.values()}
        token = access.secrets["access_token"] if has_token and urlsplit(url).hostname in own else None
        return await self._api.call.send(
            "PUT",
            url,
            token=token,
            secrets=[urlsplit(url).query],
            content=data,
            headers={"Content-Type": "application/octet-stream", "Content-Length": str(size)},
        )


def _announced_video(urn: str, value: Mapping[str, Any]) -> Progress:
    parts = []
    for part in value["uploadInstructions"]:
        first, last = int(part["firstByte"]), int(part["lastByte"])
        if not 0 <= first <= last:
            raise ValueError("not a part of a file")
        parts.append([address_of(part["uploadUrl"]), first, last])
    # An empty token is what LinkedIn gives for a video of one part.
    token = str(value.get("uploadToken") or "")
    return {"resource": "videos", "urn": urn, "state": "parts", "token": token, "parts": parts, "etags": []}


def _resource(media_type: str) -> str:
    if media_type.startswith("image/"):
        return "images"
    return "videos" if media_type.startswith("video/") else "documents"
