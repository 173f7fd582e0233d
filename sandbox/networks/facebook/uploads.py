"""Videos, reels and video stories: started, transferred, finished, processed."""

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox import rules
from sandbox.accounts import Account
from sandbox.calls import Calls, RefusedError
from sandbox.files import Content
from sandbox.graph.dialect import DAY, Graph, error, invalid, missing
from sandbox.graph.facebook_login import VERSION
from sandbox.graph.parameters import Given, chosen, needed, number, read
from sandbox.graph.pulling import UnfetchableError, fetch, flaw_of, keep
from sandbox.media import Media
from sandbox.networks.facebook.feed import PUBLISHING, own_page
from shared.events import PostKind

REELS_A_DAY = 30
CHUNK = 4 * 1024 * 1024
FORMATS: dict[str, PostKind] = {"video": "post", "reel": "reel", "story": "story"}


def add_calls(calls: Calls, network: Graph) -> None:
    uploads = UploadCalls(network)
    calls.add("POST", f"/video{VERSION}/{{page}}/videos", "videos.create", uploads.videos)
    calls.add("POST", f"{VERSION}/{{page}}/video_reels", "video_reels.create", uploads.reels)
    calls.add("POST", f"{VERSION}/{{page}}/video_stories", "video_stories.create", uploads.stories)
    calls.add("POST", f"/upload/video-upload{VERSION}/{{video}}", "uploads.transfer", uploads.transfer)


class UploadCalls:
    def __init__(self, network: Graph) -> None:
        self._network = network
        self._state = network.state

    async def videos(self, request: Request) -> Response:
        """The three phases of a video in the feed; `start` names its size."""
        given = await read(
            request,
            *("upload_phase", "file_size", "upload_session_id", "start_offset", "video_file_chunk"),
            *("title", "description", "published", "file_url"),
        )
        account = own_page(self._network, request, given, *PUBLISHING)
        phase = chosen(given, "upload_phase", "start", "transfer", "finish")
        if phase == "start":
            video = self._start(account, "video", number(given, "file_size"))
            offsets = self._offsets(video, 0)
            return JSONResponse(
                {"video_id": video.media_id, "upload_session_id": f"s{video.media_id}", **offsets}
            )
        video = self._own(account, needed(given, "upload_session_id").removeprefix("s"))
        if phase == "transfer":
            chunk = given.get("video_file_chunk")
            if not isinstance(chunk, bytes) or len(chunk) > CHUNK:
                raise invalid(f"video_file_chunk must be a file part of at most {CHUNK} bytes")
            offset = number(given, "start_offset")
            have = self._have(video)
            if offset != have:
                told = {"start_offset": str(have), "end_offset": self._offsets(video, have)["end_offset"]}
                refused = error(6001, "There was a problem uploading your video: wrong start_offset", 1363037)
                refused.body["error"]["error_data"] = told
                raise refused
            self._append(video, offset, chunk)
            return JSONResponse(self._offsets(video, offset + len(chunk)))
        if self._have(video) < video.size:
            raise error(6000, "There was a problem uploading your video file: it is not complete", 1363030)
        self._finish(account, video, given)
        return JSONResponse({"success": True})

    async def reels(self, request: Request) -> Response:
        return await self._two_phases(request, "reel")

    async def stories(self, request: Request) -> Response:
        return await self._two_phases(request, "story")

    async def transfer(self, request: Request) -> Response:
        """The bytes of a reel or story from `offset` on, or the address to fetch it from."""
        account = self._network.require(request, None, "pages_manage_posts")
        video = self._own(account, request.path_params["video"])
        headers = request.headers
        if "file_url" in headers:
            try:
                content = await fetch(self._state, headers["file_url"], 1 << 30)
            except UnfetchableError as failed:
                raise _unprocessable(str(failed), retriable=True) from failed
            self._append(video, 0, self._state.files.path(content.sha256).read_bytes(), content.size)
            return JSONResponse({"success": True})
        offset, size = headers.get("offset", ""), headers.get("file_size", "")
        if not offset.isdigit() or not size.isdigit():
            raise _unprocessable("The headers offset and file_size are needed", retriable=False)
        have = self._have(video)
        if int(offset) != have:
            raise _unprocessable(f"The offset must be {have}", retriable=True)
        arrived = 0
        async for piece in request.stream():  # what came before a cut stays: it can be gone on with
            if piece:
                self._append(video, have + arrived, piece, int(size))
                arrived += len(piece)
        if have + arrived != int(size):
            raise _unprocessable("The body ends before the file does", retriable=True)
        return JSONResponse({"success": True})

    async def _two_phases(self, request: Request, kind: str) -> Response:
        given = await read(
            request, "upload_phase", "video_id", "video_state", "description", "title", "place", "file_size"
        )
        account = own_page(self._network, request, given, *PUBLISHING)
        if chosen(given, "upload_phase", "start", "finish") == "start":
            most = REELS_A_DAY if self._state.settings.rate_limits else 1 << 30
            if kind == "reel" and self._reels_of_the_day(account) >= most:
                raise self._network.quota_used_up()
            video = self._start(account, kind, 0)
            public = self._state.public_url(request)
            url = f"{public}/facebook/upload/video-upload{VERSION}/{video.media_id}"
            return JSONResponse({"video_id": video.media_id, "upload_url": url})
        video = self._own(account, needed(given, "video_id"))
        if kind == "reel" and needed(given, "video_state") != "PUBLISHED":
            raise invalid("The sandbox plays video_state=PUBLISHED only")
        if self._have(video) == 0 or self._have(video) < video.size:
            raise error(6000, "There was a problem uploading your video file: it is not complete", 1363030)
        self._finish(account, video, given)
        told = {"success": True, "post_id": video.document.get("post_id", self._network.next_id())}
        return JSONResponse({**told, "message": "Reel is being processed"} if kind == "reel" else told)

    def _start(self, account: Account, kind: str, size: int) -> Media:
        return self._state.media.add(
            self._network.name,
            account.id,
            self._network.next_id(),
            Content("video/mp4", size, ""),
            ready_at=None,
            expires_at=self._state.now() + DAY,
            document={"kind": kind},
        )

    def _finish(self, account: Account, video: Media, given: Given) -> None:
        """Published in the moment that it is processed; what can't be processed never is."""
        if video.ready_at is not None:
            raise error(
                6000, "There was a problem uploading your video file: it is finished already", 1363030
            )
        content = keep(self._state, self._bytes(video))
        kind = video.document["kind"]
        form = rules.capability("facebook").format(FORMATS[kind])
        assert form is not None
        flaw = flaw_of(form.media, content, "video")
        why = video.document.get("failed") or (flaw.words if flaw else None)
        text = str(given.get("description", "")).strip()
        with self._state.store.transaction():
            self._state.store.execute(
                "DELETE FROM segments WHERE network = ? AND media_id = ?", *self._key(video)
            )
            finished = self._state.media.add(
                self._network.name,
                account.id,
                video.media_id,
                content,
                ready_at=self._state.now() + self._state.settings.facebook_video_processing_seconds,
                document={"kind": kind, "flaw": why},
            )
            if why is None:
                self._state.posts.add(
                    self._network.name,
                    account.id,
                    video.media_id,
                    text=text,
                    document={"kind": kind, "link": "", "title": str(given.get("title", ""))},
                    media=[finished.posted()],
                )

    def _own(self, account: Account, video_id: str) -> Media:
        video = self._state.media.find(self._network.name, account.id, video_id)
        now = self._state.now()
        if video is None or (video.ready_at is None and (video.expires_at or now) <= now):
            raise missing(video_id)
        return video

    def _reels_of_the_day(self, account: Account) -> int:
        since = self._state.now() - DAY
        posts = self._state.posts.live(self._network.name, account.id, limit=REELS_A_DAY * 10)
        return sum(post.document["kind"] == "reel" and post.created_at > since for post in posts)

    def _append(self, video: Media, offset: int, data: bytes, size: int | None = None) -> None:
        self._state.store.execute(
            "INSERT OR REPLACE INTO segments (network, media_id, segment_index, content) VALUES (?, ?, ?, ?)",
            *self._key(video),
            offset,
            data,
        )
        if size is not None:
            self._state.store.execute(
                "UPDATE media SET size = ? WHERE network = ? AND media_id = ?", size, *self._key(video)
            )

    def _have(self, video: Media) -> int:
        return uploaded(self._network, video)

    def _bytes(self, video: Media) -> bytes:
        rows = self._state.store.all(
            "SELECT content FROM segments WHERE network = ? AND media_id = ? ORDER BY segment_index",
            *self._key(video),
        )
        return b"".join(row["content"] for row in rows)

    def _key(self, video: Media) -> tuple[str, str]:
        return self._network.name, video.media_id

    def _offsets(self, video: Media, start: int) -> dict[str, str]:
        return {"start_offset": str(start), "end_offset": str(min(start + CHUNK, video.size))}


def uploaded(network: Graph, video: Media) -> int:
    """Bytes that arrived."""
    row = network.state.store.one(
        "SELECT coalesce(sum(length(content)), 0) AS n FROM segments WHERE network = ? AND media_id = ?",
        network.name,
        video.media_id,
    )
    return int(row["n"]) if row else 0


def status_of(network: Graph, video: Media) -> dict[str, Any]:
    """How far a video is, phase by phase."""
    if video.ready_at is None:
        have = uploaded(network, video)
        done = 0 < video.size <= have
        status = "complete" if done else "in_progress" if have else "not_started"
        return {
            "video_status": "upload_complete" if done else "processing",
            "uploading_phase": {"status": status, "bytes_transferred": have},
            "processing_phase": {"status": "not_started"},
            "publishing_phase": {"status": "not_started"},
        }
    processing: dict[str, Any]
    uploading = {"status": "complete", "bytes_transferred": video.size}
    if video.ready_at > network.state.now():
        processing, publishing, whole = {"status": "in_progress"}, {"status": "not_started"}, "processing"
    elif video.document.get("flaw"):
        told = [{"code": 1363032, "message": video.document["flaw"]}]
        processing, publishing, whole = (
            {"status": "error", "errors": told},
            {"status": "not_started"},
            "error",
        )
    else:
        processing, whole = {"status": "complete"}, "ready"
        publishing = {"status": "complete", "publish_status": "published"}
    return {
        "video_status": whole,
        "uploading_phase": uploading,
        "processing_phase": processing,
        "publishing_phase": publishing,
    }


def _unprocessable(words: str, *, retriable: bool) -> RefusedError:
    """How the upload servers say no."""
    body = {"debug_info": {"retriable": retriable, "type": "ProcessingFailedError", "message": words}}
    return RefusedError(400, body)
