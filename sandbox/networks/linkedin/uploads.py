"""Images, documents and videos: announced, sent to addresses made for them, looked at, made ready."""

import hashlib
import secrets
from dataclasses import dataclass, replace
from typing import Any

from sandbox import rules
from sandbox.accounts import Account
from sandbox.files import Content, look_at
from sandbox.media import Media
from sandbox.networks.linkedin.dialect import LinkedIn, refusal
from shared.capabilities.model import Span

PART_BYTES = 4 * 1024 * 1024
MOST_FRAMES = 250
UPLOAD_SECONDS = 86_400
DOCUMENT_SIGNATURES = {
    b"PK\x03\x04": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    b"\xd0\xcf\x11\xe0": "application/msword",
}


@dataclass(frozen=True)
class UploadKind:
    """One of LinkedIn's three resources for media."""

    name: str
    kinds: frozenset[str]
    """Of the capability registry."""

    @property
    def urn(self) -> str:
        return f"urn:li:{self.name}:"


KINDS = {
    "images": UploadKind("image", frozenset({"image", "animation"})),
    "documents": UploadKind("document", frozenset({"document"})),
    "videos": UploadKind("video", frozenset({"video"})),
}


def recognised(data: bytes) -> Content:
    """As `look_at`, with the documents that it leaves out."""
    found = look_at(data)
    mime = next((mime for start, mime in DOCUMENT_SIGNATURES.items() if data.startswith(start)), found.mime)
    return replace(found, mime=mime)


class Uploads:
    def __init__(self, network: LinkedIn) -> None:
        self._network = network
        self._state = network.state

    def start(self, owner: Account, kind: UploadKind, size: int) -> Media:
        """A place for the bytes; `size` is 0 where it is not told beforehand."""
        if size > _most_bytes(kind):
            raise refusal(
                400, "INVALID_VALUE_FOR_FIELD", f"fileSizeBytes is greater than {_most_bytes(kind)}"
            )
        return self._state.media.add(
            self._network.name,
            owner.id,
            f"{kind.urn}C{self._network.next_number():x}",
            Content("application/octet-stream", size, ""),
            ready_at=None,
            expires_at=self._state.now() + UPLOAD_SECONDS,
            document={
                "kind": kind.name,
                "secret": secrets.token_urlsafe(24),
                "token": secrets.token_urlsafe(16),
            },
        )

    def find(self, media_id: str) -> Media | None:
        """Whoever owns it."""
        row = self._state.store.one(
            "SELECT account_id FROM media WHERE network = ? AND media_id = ?", self._network.name, media_id
        )
        return self._state.media.find(self._network.name, row["account_id"], media_id) if row else None

    def receive(self, media: Media, index: int, data: bytes) -> str:
        """Take the bytes of one part; its ETag."""
        if (media.expires_at or 0) < self._state.now() or media.ready_at is not None:
            raise refusal(403, "EXPIRED", "The upload URL has expired or was used")
        if media.document["kind"] == "video" and len(data) != _part_size(media, index):
            raise refusal(
                400, "BAD_REQUEST", f"Part {index} has {len(data)} bytes, not {_part_size(media, index)}"
            )
        self._state.store.execute(
            "INSERT OR REPLACE INTO segments (network, media_id, segment_index, content) VALUES (?, ?, ?, ?)",
            self._network.name,
            media.media_id,
            index,
            data,
        )
        if media.document["kind"] != "video":
            self._shelve(media, data)
        return hashlib.md5(data, usedforsecurity=False).hexdigest()

    def finish(self, media: Media, token: str, etags: list[str]) -> None:
        """Join a video's parts; a finished one stays as it is."""
        if token != media.document["token"]:
            raise refusal(
                400,
                "INVALID_VALUE_FOR_FIELD",
                "/finalizeUploadRequest/uploadToken :: does not belong to the video",
            )
        if media.ready_at is not None:
            return
        parts = [
            bytes(row["content"])
            for row in self._state.store.all(
                "SELECT content FROM segments WHERE network = ? AND media_id = ? ORDER BY segment_index",
                self._network.name,
                media.media_id,
            )
        ]
        if [hashlib.md5(part, usedforsecurity=False).hexdigest() for part in parts] != etags:
            raise refusal(
                400,
                "INVALID_VALUE_FOR_FIELD",
                "/finalizeUploadRequest/uploadedPartIds :: are not those of the parts, in order",
            )
        if sum(map(len, parts)) != media.size:
            raise refusal(400, "BAD_REQUEST", f"Uploaded {sum(map(len, parts))} of {media.size} bytes")
        self._shelve(media, b"".join(parts))

    def status(self, media: Media) -> dict[str, Any]:
        shown = {"id": media.media_id, "owner": self._owner(media)}
        if media.ready_at is None:
            return {**shown, "status": "WAITING_UPLOAD"}
        if not self._state.media.is_ready(media):
            return {**shown, "status": "PROCESSING"}
        reason = media.document.get("failed")
        if reason:
            return {**shown, "status": "PROCESSING_FAILED", "processingFailureReason": reason}
        return {**shown, "status": "AVAILABLE"}

    def _owner(self, media: Media) -> str:
        account = self._state.accounts.by_id(media.account_id)
        assert account is not None
        return account.remote_id

    def _shelve(self, media: Media, data: bytes) -> None:
        found = recognised(data)
        failed = _reason(next(kind for kind in KINDS.values() if kind.name == media.document["kind"]), found)
        self._state.files.put(found.sha256, data)
        wait = self._state.settings.linkedin_processing_seconds if media.document["kind"] == "video" else 0.0
        with self._state.store.transaction():
            self._state.store.execute(
                "DELETE FROM segments WHERE network = ? AND media_id = ?", self._network.name, media.media_id
            )
            self._state.media.add(
                self._network.name,
                media.account_id,
                media.media_id,
                found,
                ready_at=self._state.now() + wait,
                document={**media.document, "failed": failed},
            )


def _part_size(media: Media, index: int) -> int:
    return min(PART_BYTES, media.size - index * PART_BYTES)


def _most_bytes(kind: UploadKind) -> int:
    found = [one.max_bytes.max for one in rules.capability("linkedin").media.kinds if one.kind in kind.kinds]
    return max(found)


def _reason(kind: UploadKind, found: Content) -> str | None:
    """Why LinkedIn can't show it; None if it can."""
    for limits in rules.capability("linkedin").media.kinds:
        if limits.kind in kind.kinds and found.mime in limits.media_types:
            if found.size > limits.max_bytes.max:
                return f"{found.size} bytes are more than {limits.max_bytes.max}"
            if limits.max_pixels and (found.width or 0) * (found.height or 0) > limits.max_pixels.max:
                return f"more than {limits.max_pixels.max} pixels"
            if found.frames > MOST_FRAMES:
                return f"{found.frames} frames are more than {MOST_FRAMES}"
            if limits.duration_seconds:
                return _reason_of_film(limits.duration_seconds, found)
            return None
    return f"{found.mime} is not supported"


def _reason_of_film(limit: Span, found: Content) -> str | None:
    if found.film is None:
        return "it can't be played"
    seconds = found.film.duration_seconds
    if not (limit.min or 0) <= seconds <= (limit.max or seconds):
        return f"{seconds:.1f} seconds are not between {limit.min} and {limit.max}"
    return None
