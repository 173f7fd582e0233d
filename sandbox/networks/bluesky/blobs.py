import re
from typing import Any

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response

from sandbox import rules
from sandbox.accounts import Account
from sandbox.calls import Calls
from sandbox.files import look_at
from sandbox.media import Media
from sandbox.networks.bluesky.bodies import query
from sandbox.networks.bluesky.cids import raw_cid
from sandbox.networks.bluesky.dialect import REQUESTS, Bluesky, invalid_request, refused
from sandbox.state import State

UNREFERENCED_SECONDS = 3600
MIME = re.compile(r"[\w.+*-]+/[\w.+*-]+")


def add_calls(calls: Calls, network: Bluesky) -> None:
    blobs = BlobCalls(network)
    calls.add("POST", "/xrpc/com.atproto.repo.uploadBlob", "uploadBlob", blobs.upload, REQUESTS)
    calls.add("GET", "/xrpc/com.atproto.sync.getBlob", "getBlob", blobs.get, REQUESTS)


class BlobCalls:
    def __init__(self, network: Bluesky) -> None:
        self._network = network
        self._state = network.state

    async def upload(self, request: Request) -> Response:
        """Raw bytes in, a blob reference out; the type is what the bytes say, else what the caller says."""
        account, _ = self._network.require(request)
        declared = request.headers.get("content-type", "").split(";")[0].strip()
        if not MIME.fullmatch(declared):
            raise invalid_request("Request encoding (Content-Type) required but not provided")
        data = await request.body()
        if len(data) > rules.BLUESKY.upload_bytes:
            raise refused(413, "PayloadTooLarge", "request entity too large")
        found = look_at(data)
        cid = raw_cid(found.sha256)
        mime = declared if found.mime == "application/octet-stream" else found.mime
        self._state.files.put(found.sha256, data)
        now = self._state.now()
        with self._state.store.transaction():
            before = self._state.media.find(self._network.name, account.id, cid)
            if before is None or before.post_seq is None:
                self._state.media.add(
                    self._network.name,
                    account.id,
                    cid,
                    found,
                    ready_at=now,
                    expires_at=now + UNREFERENCED_SECONDS,
                )
                self._state.media.retype(self._network.name, account.id, cid, mime)
        blob = {"$type": "blob", "ref": {"$link": cid}, "mimeType": mime, "size": found.size}
        return JSONResponse({"blob": blob})

    async def get(self, request: Request) -> Response:
        given = query(request, "did", "cid")
        account = self._network.account(given["did"])
        media = self._state.media.find(self._network.name, account.id, given["cid"]) if account else None
        if media is None or media.sha256 is None:
            raise refused(400, "BlobNotFound", "Blob not found")
        return FileResponse(self._state.files.path(media.sha256), media_type=media.mime)


def referenced(state: State, account: Account, blob: dict[str, Any], accept: str, most: int) -> Media:
    """The uploaded blob that a record points to, checked as the server does before it writes."""
    cid = blob["ref"]["$link"]
    media = state.media.find("bluesky", account.id, cid)
    if media is None or (media.post_seq is None and (media.expires_at or 0) <= state.now()):
        raise refused(400, "BlobNotFound", f"Could not find blob: {cid}")
    if media.mime != blob["mimeType"]:
        raise refused(
            400,
            "InvalidMimeType",
            f"Referenced Mimetype does not match stored blob. Expected: {media.mime}, Got: {blob['mimeType']}",
        )
    if blob["size"] != media.size:
        raise refused(
            400,
            "InvalidSize",
            f"Referenced size does not match stored blob. Expected: {media.size}, Got: {blob['size']}",
        )
    if not media.mime.startswith(accept):
        raise refused(
            400, "InvalidMimeType", f"Wrong type of file. It is {media.mime} but it must match {accept}*."
        )
    if media.size > most:
        raise refused(
            400,
            "BlobTooLarge",
            f"This file is too large. It is {media.size / 1e6:.2f}MB but the maximum size is {most / 1e6:.0f}MB.",
        )
    return media
