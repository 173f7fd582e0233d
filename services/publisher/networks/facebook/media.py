"""Photos that wait for their post, and videos that go up in pieces.

https://developers.facebook.com/docs/video-api/guides/reels-publishing
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from services.publisher.domain.access import Access
from services.publisher.domain.content import Prepared
from services.publisher.networks.calling import id_of
from services.publisher.networks.graph import VERSION, Graph, at
from services.publisher.networks.uploading import pieces_of
from services.publisher.ports import Attachment

# How long unpublished photos and started uploads are kept: unverified, a day by general knowledge.
_KEPT_FOR = timedelta(hours=20)
_PIECE_BYTES = 1024 * 1024
_PIECES_A_STEP = 16
# Only so that what is known so far is stored before the upload goes on.
_AT_ONCE = 0.05
_EDGES = {"post": "videos", "reel": "video_reels", "story": "video_stories"}


async def upload_photos(call: Graph, access: Access, photos: Sequence[Attachment], now: datetime) -> Prepared:
    """Ids of photos that nobody sees yet."""
    ids = [await _upload_photo(call, access, photo) for photo in photos]
    return Prepared({"photos": ids}, now + _KEPT_FOR if ids else None)


async def _upload_photo(call: Graph, access: Access, photo: Attachment) -> str:
    form = {"published": "false"}
    if photo.media.alt_text:
        form["alt_text_custom"] = photo.media.alt_text
    made = await call(
        "POST",
        f"{access.base_url}/{VERSION}/{access.remote_id}/photos",
        token=access.secrets["access_token"],
        data=form,
        files={"source": ("photo", await photo.read(), photo.media.media_type)},
    )
    try:
        return id_of(made["id"])
    except (KeyError, TypeError):
        raise call.unreadable("the photo's answer has no id") from None


class VideoUploads:
    """Uploads that are gone on with where they were, after whatever happened.

    Args:
        call: To the API.
        transfer: For the bytes: as long as they need.
    """

    def __init__(self, call: Graph, transfer: Graph) -> None:
        self._call = call
        self._transfer = transfer

    async def step(
        self, access: Access, kind: str, video: Attachment, former: Prepared | None, now: datetime
    ) -> Prepared:
        """One step: the upload is started, or gone on with."""
        if former is None or "video_id" not in former.document or (former.until and former.until <= now):
            return await self._start(access, kind, video, now)
        document = former.document
        have = await self._have(access, document)
        if have >= video.media.size:
            return Prepared(document, former.until)
        if document["edge"] == "videos":
            have = await self._send_pieces(access, document, video, have)
        else:
            have = await self._send_rest(access, document, video, have)
        is_whole = have >= video.media.size
        return Prepared({**document, "offset": have}, former.until, 0.0 if is_whole else _AT_ONCE)

    async def _start(self, access: Access, kind: str, video: Attachment, now: datetime) -> Prepared:
        edge = _EDGES[kind]
        form = {"upload_phase": "start"}
        if edge == "videos":
            form["file_size"] = str(video.media.size)
        started = await self._call("POST", edge_url(access, edge), token=_token(access), data=form)
        try:
            document = {"edge": edge, "video_id": id_of(started["video_id"])}
            if edge == "videos":
                document["session"] = id_of(started["upload_session_id"])
        except (KeyError, TypeError):
            raise self._call.unreadable("the upload's answer lacks video_id or upload_session_id") from None
        return Prepared(document, now + _KEPT_FOR, _AT_ONCE)

    async def _have(self, access: Access, document: Mapping[str, Any]) -> int:
        """Bytes that Facebook has, as it says itself; else as many as we know of."""
        status = await status_of(self._call, access, document["video_id"])
        uploading = at(status, "status", "uploading_phase")
        # Their documentation writes it with one r as well.
        have = at(uploading, "bytes_transferred") or at(uploading, "bytes_transfered")
        return _offset(have, document.get("offset", 0))

    async def _send_pieces(
        self, access: Access, document: Mapping[str, Any], video: Attachment, have: int
    ) -> int:
        for _ in range(_PIECES_A_STEP):
            if have >= video.media.size:
                break
            piece = await video.read(have, _PIECE_BYTES)
            form = {
                "upload_phase": "transfer",
                "upload_session_id": document["session"],
                "start_offset": str(have),
            }
            taken = await self._call(
                "POST",
                edge_url(access, "videos"),
                token=_token(access),
                data=form,
                files={"video_file_chunk": ("video", piece, "application/octet-stream")},
            )
            have = _offset(at(taken, "start_offset"), have + len(piece))
        return have

    async def _send_rest(
        self, access: Access, document: Mapping[str, Any], video: Attachment, have: int
    ) -> int:
        size = video.media.size
        headers = {
            "Authorization": f"OAuth {_token(access)}",
            "offset": str(have),
            "file_size": str(size),
            "Content-Length": str(size - have),
        }
        url = f"{access.hosts['upload']}/video-upload/{VERSION}/{document['video_id']}"
        await self._transfer("POST", url, headers=headers, content=pieces_of(video, have))
        return size


async def status_of(call: Graph, access: Access, video_id: str) -> dict[str, Any]:
    """How far a video is; its `status` is there for certain."""
    params = {"fields": "id,status,published,permalink_url,created_time"}
    url = f"{access.base_url}/{VERSION}/{video_id}"
    seen = await call("GET", url, token=_token(access), params=params)
    if not isinstance(seen, dict) or not isinstance(seen.get("status"), dict):
        raise call.unreadable("the video's answer has no status")
    return seen


def edge_url(access: Access, edge: str) -> str:
    """Where a Page's videos are started and finished."""
    # Videos in the feed have a host of their own: unverified, from general knowledge.
    host = access.hosts["video"] if edge == "videos" else access.base_url
    return f"{host}/{VERSION}/{access.remote_id}/{edge}"


def _token(access: Access) -> str:
    return access.secrets["access_token"]


def _offset(told: Any, otherwise: int) -> int:
    """Where to go on, in either of the forms in which it is told."""
    return int(told) if isinstance(told, int | str) and str(told).isdecimal() else otherwise
