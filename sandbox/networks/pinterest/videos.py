import base64
import json
import secrets
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox import rules
from sandbox.calls import Calls, RefusedError
from sandbox.files import Content, look_at
from sandbox.media import Media
from sandbox.networks.pinterest.dialect import READS, WRITES, Pinterest, refusal
from sandbox.networks.pinterest.shapes import MediaBody

UPLOAD_SECONDS = 3600


def add_calls(calls: Calls, network: Pinterest) -> None:
    videos = VideoCalls(network)
    calls.add("POST", "/v5/media", "media.create", videos.register, WRITES)
    calls.add("GET", "/v5/media/{media_id}", "media.get", videos.status, READS)
    calls.add("POST", "/upload/", "media.upload", videos.receive)


class VideoCalls:
    """Videos: registered, sent as a form to a storage of another kind, looked at, made ready."""

    def __init__(self, network: Pinterest) -> None:
        self._network = network
        self._state = network.state

    async def register(self, request: Request) -> Response:
        account = self._network.require(request, "pins:read", "pins:write")
        await self._network.read_body(request, MediaBody)
        media_id, ends = self._network.next_id(), self._state.now() + UPLOAD_SECONDS
        signature = secrets.token_hex(32)
        self._state.media.add(
            self._network.name,
            account.id,
            media_id,
            Content("application/octet-stream", 0, ""),
            ready_at=None,
            expires_at=ends,
            document={"signature": signature},
        )
        policy = base64.b64encode(json.dumps({"expiration": ends}).encode()).decode()
        parameters = {
            "x-amz-date": "20261121T000000Z",
            "x-amz-signature": signature,
            "x-amz-security-token": secrets.token_urlsafe(24),
            "x-amz-algorithm": "AWS4-HMAC-SHA256",
            "key": f"uploads/{account.remote_id}/{media_id}:video",
            "policy": policy,
            "x-amz-credential": "SANDBOX/20261121/us-east-1/s3/aws4_request",
            "Content-Type": "multipart/form-data",
        }
        url = f"{str(request.base_url).rstrip('/')}/pinterest/upload/"
        answer = {
            "media_id": media_id,
            "media_type": "video",
            "upload_url": url,
            "upload_parameters": parameters,
        }
        return JSONResponse(answer, 201)

    async def receive(self, request: Request) -> Response:
        """As S3 takes a form: the file comes last, whatever follows it is not looked at."""
        async with request.form(max_part_size=16 * 1024 * 1024) as form:
            fields = list(form.multi_items())
            given = {name: value for name, value in fields if isinstance(value, str)}
            name, file = fields[-1] if fields else ("", "")
            if name != "file" or not isinstance(file, UploadFile):
                raise _storage_refusal(400, "InvalidArgument", "POST requires exactly one file upload, last.")
            data = await file.read()
        media = self._named(given.get("key", ""))
        if media is None or given.get("x-amz-signature") != media.document["signature"]:
            raise _storage_refusal(403, "SignatureDoesNotMatch", "The signature does not match.")
        if (media.expires_at or 0) < self._state.now():
            raise _storage_refusal(403, "AccessDenied", "Invalid according to Policy: Policy expired.")
        self._shelve(media, data)
        return Response(status_code=204)

    async def status(self, request: Request) -> Response:
        account = self._network.require(request, "pins:read")
        media_id = request.path_params["media_id"]
        media = self._state.media.find(self._network.name, account.id, media_id)
        if media is None:
            raise refusal(404, 40, "Media not found.")
        return JSONResponse(
            {"media_id": media_id, "media_type": "video", "status": status_of(self._network, media)}
        )

    def _named(self, key: str) -> Media | None:
        account_id, _, name = key.removeprefix("uploads/").partition("/")
        account = self._state.accounts.by_remote_id(self._network.name, account_id)
        media_id = name.removesuffix(":video")
        return self._state.media.find(self._network.name, account.id, media_id) if account else None

    def _shelve(self, media: Media, data: bytes) -> None:
        found = look_at(data)
        self._state.files.put(found.sha256, data)
        self._state.media.add(
            self._network.name,
            media.account_id,
            media.media_id,
            found,
            ready_at=self._state.now() + self._state.settings.pinterest_processing_seconds,
            document={**media.document, "failed": not _can_be_shown(found)},
        )


def status_of(network: Pinterest, media: Media) -> str:
    if media.ready_at is None:
        return "registered"
    if not network.state.media.is_ready(media):
        return "processing"
    return "failed" if media.document["failed"] else "succeeded"


def _can_be_shown(found: Content) -> bool:
    limits = next(kind for kind in rules.capability("pinterest").media.kinds if kind.kind == "video")
    length = limits.duration_seconds
    if found.mime not in limits.media_types or found.film is None or length is None:
        return False
    return (length.min or 0) <= found.film.duration_seconds <= (length.max or float("inf"))


def _storage_refusal(status: int, code: str, message: str) -> RefusedError:
    body: Any = {"Error": {"Code": code, "Message": message}}
    return RefusedError(status, body)
