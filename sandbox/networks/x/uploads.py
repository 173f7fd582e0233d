import base64
import binascii
from typing import Any, Literal

from pydantic import Field

from sandbox import rules
from sandbox.accounts import Account
from sandbox.files import Content, look_at
from sandbox.media import Media
from sandbox.networks.x.bodies import Body
from sandbox.networks.x.composing import media_key
from sandbox.networks.x.dialect import X, invalid_request

USABLE_SECONDS = 86_400
LARGEST_SEGMENT = 5 * 1024 * 1024
CATEGORIES = {
    "tweet_image": ("image/jpeg", "image/png", "image/webp", "image/gif"),
    "tweet_gif": ("image/gif",),
    "tweet_video": ("video/mp4", "video/quicktime"),
    "amplify_video": ("video/mp4", "video/quicktime"),
    "subtitles": ("text/srt", "text/vtt"),
}


class Wanted(Body):
    """The body of initialize."""

    media_type: str
    total_bytes: int = Field(ge=1)
    media_category: Literal["tweet_image", "tweet_gif", "tweet_video", "amplify_video", "subtitles"] = (
        "tweet_image"
    )
    shared: bool | None = None
    additional_owners: list[str] | None = Field(default=None, max_length=100)


class Uploads:
    """Chunked and one-shot uploads: declared, collected, looked at, made ready."""

    def __init__(self, network: X) -> None:
        self._network = network
        self._state = network.state

    def own(self, account: Account, media_id: str) -> Media:
        media = self._state.media.find(self._network.name, account.id, media_id)
        if media is None:
            raise invalid_request(f"The media id [{media_id}] is invalid.", {"id": [media_id]})
        return media

    def start(self, account: Account, wanted: Wanted) -> Media:
        if wanted.media_type not in CATEGORIES[wanted.media_category]:
            raise invalid_request(
                f"$.media_type: {wanted.media_type} does not go with the category {wanted.media_category}"
            )
        _refuse_too_large(wanted.total_bytes, wanted.media_category)
        declared = Content(wanted.media_type, wanted.total_bytes, "")
        return self._state.media.add(
            self._network.name,
            account.id,
            self._network.next_id(),
            declared,
            ready_at=None,
            expires_at=self._state.now() + USABLE_SECONDS,
            document={"category": wanted.media_category},
        )

    def append(self, media: Media, index: str | bytes | None, content: str | bytes | None) -> None:
        text = index.decode() if isinstance(index, bytes) else str(index)
        if not text.isdigit() or int(text) > 999:
            raise invalid_request("segment_index must be a number from 0 to 999", {"segment_index": [text]})
        data = _decoded(content)
        if not 0 < len(data) <= LARGEST_SEGMENT:
            raise invalid_request(
                f"A segment holds 1 to {LARGEST_SEGMENT} bytes.", {"media": [str(len(data))]}
            )
        if media.ready_at is not None:
            raise invalid_request("The upload is already finalized.", {"id": [media.media_id]})
        self._state.store.execute(
            "INSERT OR REPLACE INTO segments (network, media_id, segment_index, content) VALUES (?, ?, ?, ?)",
            self._network.name,
            media.media_id,
            int(text),
            data,
        )

    def finish(self, media: Media) -> Media:
        """Join the segments; a finished upload is simply shown again."""
        if media.ready_at is not None:
            return media
        rows = self._state.store.all(
            "SELECT segment_index, content FROM segments WHERE network = ? AND media_id = ? ORDER BY segment_index",
            self._network.name,
            media.media_id,
        )
        data = b"".join(row["content"] for row in rows)
        if [row["segment_index"] for row in rows] != list(range(len(rows))) or len(data) != media.size:
            raise invalid_request(
                f"Segments do not add up to provided total file size: {len(data)} of {media.size} bytes.",
                {"id": [media.media_id]},
            )
        found = look_at(data)
        if found.mime != media.mime:
            raise invalid_request(f"The media is {found.mime}, not {media.mime}.", {"id": [media.media_id]})
        return self._shelved(media.account_id, media.media_id, found, media.document["category"], data)

    def at_once(self, account: Account, content: str | bytes | None, category: str) -> Media:
        if category not in {"tweet_image", "subtitles"}:
            raise invalid_request(
                "media_category must be tweet_image or subtitles", {"media_category": [category]}
            )
        data = _decoded(content)
        if not data:
            raise invalid_request("media is missing", {"media": []})
        found = look_at(data)
        if found.mime not in CATEGORIES[category]:
            raise invalid_request(f"The media type {found.mime} is not supported.", {"media": []})
        return self._shelved(account.id, self._network.next_id(), found, category, data)

    def shown(self, media: Media) -> dict[str, Any]:
        now = self._state.now()
        seconds = max(int((media.expires_at or now) - now), 0)
        shown = {"id": media.media_id, "media_key": media_key(media), "expires_after_secs": seconds}
        if media.ready_at is None:
            return shown
        shown["size"] = media.size
        if media.document["category"] != "tweet_image":
            shown["processing_info"] = _processing(media, media.ready_at - now)
        return shown

    def _shelved(self, account_id: int, media_id: str, found: Content, category: str, data: bytes) -> Media:
        _refuse_too_large(found.size, category)
        if category == "tweet_gif":
            _refuse_too_large_gif(found)
        self._state.files.put(found.sha256, data)
        now = self._state.now()
        wait = 0.0 if category == "tweet_image" else self._state.settings.x_video_processing_seconds
        with self._state.store.transaction():
            before = self._state.media.find(self._network.name, account_id, media_id)
            self._state.store.execute(
                "DELETE FROM segments WHERE network = ? AND media_id = ?", self._network.name, media_id
            )
            return self._state.media.add(
                self._network.name,
                account_id,
                media_id,
                found,
                alt=before.alt if before else "",
                ready_at=now + wait,
                expires_at=now + USABLE_SECONDS,
                document={"category": category, "failed": _unfit(found, category)},
            )


def _processing(media: Media, left: float) -> dict[str, Any]:
    if left > 0:
        return {"state": "in_progress", "progress_percent": 50, "check_after_secs": max(round(left), 1)}
    if media.document.get("failed"):
        error = {"code": 1, "name": "InvalidMedia", "message": media.document["failed"]}
        return {"state": "failed", "progress_percent": 50, "error": error}
    return {"state": "succeeded", "progress_percent": 100}


def _unfit(found: Content, category: str) -> str | None:
    """Why the processing of a video will fail; None when it will not."""
    kind = rules.media_kind("x", found.mime)
    if category not in {"tweet_video", "amplify_video"} or kind is None:
        return None
    wrong = rules.wrong_with_film(kind, found)
    return f"Unsupported video: {wrong}" if wrong else None


def _refuse_too_large_gif(found: Content) -> None:
    kind = next(kind for kind in rules.capability("x").media.kinds if "image/gif" in kind.media_types)
    sides = ((found.width, kind.max_width), (found.height, kind.max_height))
    if found.frames > rules.X.gif_frames or any(limit and (side or 0) > limit.max for side, limit in sides):
        raise invalid_request("The GIF has too many pixels or frames.")


def _refuse_too_large(size: int, category: str) -> None:
    images = rules.image_bytes("x")
    limits = {
        "tweet_image": images["image/png"],
        "tweet_gif": images["image/gif"],
        "subtitles": rules.X.subtitles_bytes,
    }
    most = limits.get(category, images["video/mp4"])
    if size > most:
        raise invalid_request(f"File size exceeds {most} bytes.", {"total_bytes": [str(size)]})


def _decoded(content: str | bytes | None) -> bytes:
    """Multipart gives bytes, JSON gives them in base64."""
    if isinstance(content, bytes):
        return content
    try:
        return base64.b64decode(content or "", validate=True)
    except binascii.Error as error:
        raise invalid_request("media is neither a file part nor base64", {"media": []}) from error
