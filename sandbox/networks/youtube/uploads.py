"""Resumable uploads: a session first, then the bytes; its last byte makes the video.

https://developers.google.com/youtube/v3/guides/using_resumable_upload_protocol
"""

import json
import re
import secrets
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox import rules
from sandbox.calls import Calls, RefusedError
from sandbox.files import Content, look_at
from sandbox.media import Media
from sandbox.networks.youtube import views
from sandbox.networks.youtube.dialect import UPLOAD, WRITE, YouTube, only_query, parts, problem
from sandbox.networks.youtube.metadata import Snippet, Status, VideoBody, check, read_body
from sandbox.posts import PostedMedia

SESSION_SECONDS = 7 * 86_400
CHUNK_UNIT = 256 * 1024
RANGE = re.compile(r"bytes (?:(\d+)-(\d+)|\*)/(\d+)")


@dataclass(frozen=True)
class Sent:
    """What a Content-Range says: `first` is None for a question that carries no bytes."""

    first: int | None
    last: int
    total: int

    @property
    def is_end(self) -> bool:
        return self.first is not None and self.last + 1 == self.total


def add_calls(calls: Calls, network: YouTube) -> None:
    uploads = UploadCalls(network)
    path = "/upload/youtube/v3/videos"
    calls.add("POST", path, "videos.start", uploads.start)
    calls.add_told_apart(
        "PUT",
        path,
        _which,
        {"videos.probe": uploads.send, "videos.chunk": uploads.send, "videos.finish": uploads.send},
    )


def _which(request: Request) -> str:
    """The call's name: a question, some bytes, or the bytes that make the video."""
    sent = _sent(request)
    if sent is None or sent.is_end:
        return "videos.finish"
    return "videos.probe" if sent.first is None else "videos.chunk"


def _sent(request: Request) -> Sent | None:
    match = RANGE.fullmatch(request.headers.get("content-range", ""))
    if match is None:
        return None
    first, last, total = match.groups()
    return Sent(None if first is None else int(first), int(last or 0), int(total))


class UploadCalls:
    def __init__(self, network: YouTube) -> None:
        self._network = network
        self._state = network.state

    async def start(self, request: Request) -> Response:
        account = self._network.require(request, UPLOAD, WRITE)
        only_query(request, "uploadType", "part", "notifySubscribers")
        if request.query_params.get("uploadType") != "resumable":
            raise problem(400, "mediaBodyRequired", "The request does not include the video content.")
        asked = parts(request, views.VIDEO_PARTS)
        body = await read_body(request, VideoBody)
        self._network.spend_upload(request)
        media_type = request.headers.get("x-upload-content-type", "application/octet-stream")
        if not media_type.startswith("video/") and media_type != "application/octet-stream":
            raise problem(400, "badContent", f"Media type '{media_type}' is not supported.", "global")
        size = int(request.headers.get("x-upload-content-length", "0"))
        if size > rules.capability("youtube").media.kinds[0].max_bytes.max:
            raise problem(413, "uploadTooLarge", "Request is too large.", "global")
        snippet, status = body.snippet or Snippet(), body.status or Status()
        check(snippet, status)
        self._refuse_too_many(account.id)
        upload_id = secrets.token_urlsafe(64)
        document = {
            "parts": asked,
            "snippet": snippet.model_dump(exclude_none=True),
            "status": status.model_dump(exclude_none=True),
            "video_id": None,
        }
        self._state.media.add(
            self._network.name,
            account.id,
            upload_id,
            Content(media_type, size, ""),
            ready_at=None,
            expires_at=self._state.now() + SESSION_SECONDS,
            document=document,
        )
        location = request.url.replace(query=f"uploadType=resumable&upload_id={upload_id}")
        return Response(
            status_code=200, headers={"Location": str(location), "X-GUploader-UploadID": upload_id}
        )

    def _refuse_too_many(self, account_id: int) -> None:
        row = self._state.store.one(
            "SELECT count(*) AS n FROM posts WHERE network = ? AND account_id = ? AND created_at > ?"
            " AND document ->> 'comment_on' IS NULL",
            self._network.name,
            account_id,
            self._state.now() - 86_400,
        )
        if row and row["n"] >= self._state.settings.youtube_channel_uploads_a_day:
            words = "The user has exceeded the number of videos they may upload."
            raise problem(400, "uploadLimitExceeded", words, "youtube.video")

    async def send(self, request: Request) -> Response:
        """Bytes, or the question how many there are."""
        account = self._network.require(request, UPLOAD, WRITE)
        session = self._session(account.id, request.query_params.get("upload_id", ""))
        data = await request.body()
        if session.document["video_id"]:
            return self._made(session)
        if session.expires_at is not None and session.expires_at <= self._state.now():
            raise RefusedError(410, {"error": {"code": 410, "message": "Gone"}})
        sent = _sent(request)
        if sent is not None and sent.first is None:
            return self._so_far(session)
        sent = sent or Sent(0, len(data) - 1, len(data))
        if not self._store(session, sent, data):
            return self._so_far(session)
        if not sent.is_end:
            return self._so_far(session)
        return self._finish(session)

    def _store(self, session: Media, sent: Sent, data: bytes) -> bool:
        """Take bytes that go on where the last ones ended; False where these do not."""
        assert sent.first is not None
        if len(data) != sent.last - sent.first + 1 or (session.size and sent.total != session.size):
            raise problem(400, "badRequest", "Failed to parse Content-Range header.", "global")
        if not sent.is_end and len(data) % CHUNK_UNIT:
            words = f"Invalid request. There were {len(data)} byte(s) in the request body. Chunks must be a multiple of {CHUNK_UNIT}."
            raise problem(400, "badRequest", words, "global")
        path = self._state.files.path(f"{session.media_id}.upload")
        if sent.first != (path.stat().st_size if path.exists() else 0):
            return False
        with path.open("ab") as file:
            file.write(data)
        return True

    def _so_far(self, session: Media) -> Response:
        path = self._state.files.path(f"{session.media_id}.upload")
        size = path.stat().st_size if path.exists() else 0
        headers = {"X-GUploader-UploadID": session.media_id}
        return Response(
            status_code=308, headers={**headers, "Range": f"bytes=0-{size - 1}"} if size else headers
        )

    def _finish(self, session: Media) -> Response:
        path = self._state.files.path(f"{session.media_id}.upload")
        data = path.read_bytes()
        found = look_at(data)
        self._state.files.put(found.sha256, data)
        with self._state.store.transaction():
            video_id = self._publish(session, found)
            document = json.dumps({**session.document, "video_id": video_id})
            self._state.store.execute(
                "UPDATE media SET document = ?, mime = ?, sha256 = ?, size = ?, ready_at = ?"
                " WHERE network = ? AND media_id = ?",
                document,
                found.mime,
                found.sha256,
                found.size,
                self._state.now(),
                self._network.name,
                session.media_id,
            )
        path.unlink()
        return self._made(self._session(session.account_id, session.media_id))

    def _publish(self, session: Media, found: Content) -> str:
        snippet, settings = session.document["snippet"], self._state.settings
        broken = session.document.get("failed") or (None if found.film else "invalidFile")
        post = self._state.posts.add(
            self._network.name,
            session.account_id,
            secrets.token_urlsafe(8),
            text=snippet["description"],
            document={
                "title": snippet["title"],
                "tags": snippet["tags"],
                "category": snippet["categoryId"] or "22",
                "status": session.document["status"],
                "seconds": found.film.duration_seconds if found.film else None,
                "processed_at": self._state.now() + settings.youtube_processing_seconds,
                "failure": broken or settings.youtube_processing_failure or None,
            },
            media=[
                PostedMedia(
                    session.media_id, found.mime, found.size, found.sha256, found.width, found.height, ""
                )
            ],
        )
        if post.document["failure"]:
            self._state.posts.delete(post)  # nobody will ever see it
        return post.remote_id

    def _made(self, session: Media) -> Response:
        account = self._state.accounts.by_id(session.account_id)
        post = self._state.posts.find(self._network.name, session.account_id, session.document["video_id"])
        assert account is not None
        assert post is not None
        return JSONResponse(views.video(self._state, account, post, session.document["parts"]))

    def _session(self, account_id: int, upload_id: str) -> Media:
        session = self._state.media.find(self._network.name, account_id, upload_id)
        if session is None or "video_id" not in session.document:
            raise RefusedError(404, {"error": {"code": 404, "message": "Not Found"}})
        return session
