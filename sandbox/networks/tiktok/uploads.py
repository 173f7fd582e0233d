"""The bytes of a video, in chunks and in order; the last one posts it.

https://developers.tiktok.com/doc/content-posting-api-media-transfer-guide
"""

import re
import secrets

from starlette.requests import Request
from starlette.responses import Response

from sandbox.calls import Calls, RefusedError
from sandbox.files import look_at
from sandbox.media import Media
from sandbox.networks.tiktok.dialect import TikTok
from sandbox.networks.tiktok.publishing import finish, why_refused

RANGE = re.compile(r"bytes (\d+)-(\d+)/(\d+)")
LARGEST_LAST_CHUNK = 128 * 1024 * 1024


def add_calls(calls: Calls, network: TikTok) -> None:
    uploads = UploadCalls(network)
    calls.add_told_apart(
        "PUT", "/upload/video/", _which, {"upload.chunk": uploads.put, "upload.finish": uploads.put}
    )


def _which(request: Request) -> str:
    place = RANGE.fullmatch(request.headers.get("content-range", ""))
    return "upload.finish" if place and int(place[2]) + 1 == int(place[3]) else "upload.chunk"


class UploadCalls:
    def __init__(self, network: TikTok) -> None:
        self._network = network
        self._state = network.state

    async def put(self, request: Request) -> Response:
        media = self._upload(request)
        data = await request.body()
        path = self._state.files.path(f"{media.media_id}.tiktok")
        size = path.stat().st_size if path.exists() else 0
        place = RANGE.fullmatch(request.headers.get("content-range", ""))
        if place is None or not request.headers.get("content-type", "").startswith("video/"):
            raise RefusedError(400, {"error": "Content-Range and Content-Type are needed"})
        first, last, total = (int(number) for number in place.groups())
        if media.document["state"] != "uploading" or first != size or total != media.size:
            raise RefusedError(416, {"error": "range"}, {"Content-Range": f"bytes 0-{size}/{media.size}"})
        if len(data) != last - first + 1 or not _fits(media, first, len(data)):
            raise RefusedError(400, {"error": "The chunk is not as long as it was said."})
        with path.open("ab") as file:
            file.write(data)
        headers = {"Content-Range": f"bytes 0-{last}/{total}"}
        if last + 1 < total:
            return Response(status_code=206, headers=headers)
        self._finish(media)
        return Response(status_code=201, headers=headers)

    def _upload(self, request: Request) -> Media:
        query = request.query_params
        row = self._state.store.one(
            "SELECT account_id FROM media WHERE network = ? AND media_id = ?",
            self._network.name,
            query.get("upload_id", ""),
        )
        media = (
            self._state.media.find(self._network.name, row["account_id"], query["upload_id"]) if row else None
        )
        if media is None or "upload_token" not in media.document:
            raise RefusedError(404, {"error": "The upload does not exist."})
        known = media.document["upload_token"]
        if not secrets.compare_digest(known.encode(), query.get("upload_token", "").encode()):
            raise RefusedError(403, {"error": "The upload token is wrong."})
        if media.expires_at is not None and media.expires_at <= self._state.now():
            raise RefusedError(403, {"error": "The upload address has expired."})
        return media

    def _finish(self, media: Media) -> None:
        path = self._state.files.path(f"{media.media_id}.tiktok")
        data = path.read_bytes()
        found = look_at(data)
        self._state.files.put(found.sha256, data)
        with self._state.store.transaction():
            finish(self._network, media, [found], why_refused(self._network, found))
        path.unlink()


def _fits(media: Media, first: int, length: int) -> bool:
    """Whether a chunk has the size that was announced; the last one takes what is left over."""
    chunk, count = media.document["chunk_size"], media.document["chunks"]
    index = first // chunk
    if index == count - 1:
        return bool(first + length == media.size and length <= LARGEST_LAST_CHUNK)
    return bool(index < count - 1 and length == chunk)
