import hashlib
import io
from dataclasses import dataclass
from pathlib import Path

import av
from PIL import Image, UnidentifiedImageError

Image.MAX_IMAGE_PIXELS = 60_000_000

IMAGE_TYPES = {
    "PNG": "image/png",
    "JPEG": "image/jpeg",
    "MPO": "image/jpeg",
    "GIF": "image/gif",
    "WEBP": "image/webp",
}


@dataclass(frozen=True)
class Film:
    """What a video is made of; codecs as ffprobe names them."""

    duration_seconds: float
    frame_rate: float
    video_codec: str
    audio_codec: str | None


@dataclass(frozen=True)
class Content:
    """What bytes turn out to be when looked at, whatever their name or declared type says."""

    mime: str
    size: int
    sha256: str
    width: int | None = None
    height: int | None = None
    frames: int = 1
    film: Film | None = None
    """None for what is no video, and for one that can't be played."""


def look_at(data: bytes) -> Content:
    """Recognise images by decoding them, videos by their signature, PDF by its; anything else is an octet stream."""
    digest = hashlib.sha256(data).hexdigest()
    if data[4:8] == b"ftyp":
        mime = "video/quicktime" if data[8:12] == b"qt  " else "video/mp4"
        return _video(data, mime, digest)
    if data[:4] == b"\x1a\x45\xdf\xa3":
        return _video(data, "video/webm", digest)
    if data[:5] == b"%PDF-":
        return Content("application/pdf", len(data), digest)
    try:
        with Image.open(io.BytesIO(data)) as image:
            image.load()
            mime = IMAGE_TYPES.get(image.format or "", f"image/{(image.format or 'unknown').lower()}")
            return Content(mime, len(data), digest, image.width, image.height, getattr(image, "n_frames", 1))
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return Content("application/octet-stream", len(data), digest)


def _video(data: bytes, mime: str, digest: str) -> Content:
    try:
        with av.open(io.BytesIO(data), "r") as container:
            video = container.streams.video[0]
            audio = container.streams.audio
            film = Film(
                float((container.duration or 0) / av.time_base),
                float(video.average_rate or 0),
                video.codec_context.name,
                audio[0].codec_context.name if audio else None,
            )
            return Content(mime, len(data), digest, video.width, video.height, film=film)
    except (av.FFmpegError, IndexError, ValueError):
        return Content(mime, len(data), digest)


class Files:
    """Uploaded bytes by their SHA-256."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def put(self, sha256: str, data: bytes) -> None:
        path = self._folder / sha256
        if path.exists():
            return
        # Written beside and moved: a kill in the middle never leaves half a picture under its hash.
        unfinished = path.with_suffix(".part")
        unfinished.write_bytes(data)
        unfinished.rename(path)

    def path(self, sha256: str) -> Path:
        return self._folder / sha256

    def clear(self) -> None:
        for path in self._folder.iterdir():
            path.unlink()
