"""Looking into files: names and announced types are never believed."""

import hashlib
import re
import struct
import warnings
import zipfile
from fractions import Fraction
from pathlib import Path

import av
from pi_heif import register_heif_opener
from PIL import Image

from shared.media.errors import MediaRefusedError
from shared.media.facts import MediaFacts

MAX_PIXELS = 80_000_000
"""Of one picture; a larger one is more likely a bomb than a photograph."""

_MAX_FRAMES = 3_000
_MAX_ANIMATION_PIXELS = 1_500_000_000
_MAX_VIDEO_SECONDS = 12 * 3_600
_MAX_TRACKS = 16
_PICTURES = {
    "JPEG": "image/jpeg",
    "MPO": "image/jpeg",
    "PNG": "image/png",
    "WEBP": "image/webp",
    "GIF": "image/gif",
    "AVIF": "image/avif",
    "BMP": "image/bmp",
    "TIFF": "image/tiff",
    "HEIF": "image/heic",
}
# Pillow opens an MPO, which is several JPEGs in one, as JPEG first.
_OPENED = [name for name in _PICTURES if name != "MPO"]
# Two parts at least: documents have names that begin with a slash.
_PATH = re.compile(r"""(?<!\w)['"]?/[^\s'"/]+/[^\s'"]+['"]?""")
_PICTURE_HEADS = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8")
_STILL_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"mif1", b"avif"}
_OFFICE = {
    "word/": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "ppt/": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
_PLAYED_FORMATS = {"yuv420p", "yuvj420p"}
_QUICKTIME = b"qt  "
_TAKEN = (
    "Send a JPEG, PNG, WebP, HEIC or GIF picture, an MP4, MOV or WebM video, or a PDF, DOCX or PPTX document."
)

# Our own limit is checked before anything is decoded; Pillow's would only warn.
Image.MAX_IMAGE_PIXELS = None
Image.init()
register_heif_opener()


def probe(path: Path) -> MediaFacts:
    """What a file is.

    Raises:
        MediaRefusedError: It is broken, too large to decode, or nothing that is published.
    """
    head = head_of(path)
    if not head:
        raise MediaRefusedError("media.empty", "The file is empty.")
    known = _document(path, head) or _picture(path, head) or _video(path, head)
    if known is None:
        raise MediaRefusedError(
            "media.type_not_supported", f"The file is of no kind that is published. {_TAKEN}"
        )
    return MediaFacts(size=path.stat().st_size, sha256=digest(path), **known)


def digest(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def broken(reason: object) -> MediaRefusedError:
    """A file that says it is one thing and can't be read as such; libraries name it by its path, which is ours."""
    said = _PATH.sub("it", str(reason))
    return MediaRefusedError(
        "media.broken", f"The file is damaged or cut off ({said}). Save it anew and send it again."
    )


def head_of(path: Path) -> bytes:
    """What a file's kind is told by."""
    with path.open("rb") as file:
        return file.read(4096)


def _document(path: Path, head: bytes) -> dict[str, str] | None:
    if head.startswith(b"%PDF-"):
        with path.open("rb") as file:
            file.seek(max(path.stat().st_size - 2048, 0))
            if b"%%EOF" not in file.read():
                raise broken("it has no end")
        return {"media_type": "application/pdf"}
    if not head.startswith(b"PK\x03\x04"):
        return None
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except zipfile.BadZipFile as error:
        raise broken(error) from None
    for folder, media_type in _OFFICE.items():
        if "[Content_Types].xml" in names and any(name.startswith(folder) for name in names):
            return {"media_type": media_type}
    return None


def _picture(path: Path, head: bytes) -> dict[str, object] | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image = Image.open(path, formats=_OPENED)
    except (OSError, SyntaxError, ValueError) as error:
        if head.startswith(_PICTURE_HEADS) or (head[4:8] == b"ftyp" and head[8:12] in _STILL_BRANDS):
            raise broken(error) from error
        return None
    with image:
        _require_decodable(image)
        try:
            frames = getattr(image, "n_frames", 1)
            _require_still(image, frames)
            duration = _animation_seconds(image, frames) if image.format == "GIF" else None
            image.seek(0)
            image.load()
        except (MediaRefusedError, MemoryError):
            raise
        except Exception as error:
            raise broken(error) from error
        width, height = image.size
        if image.getexif().get(0x0112, 1) in {5, 6, 7, 8}:
            width, height = height, width
        return {
            "media_type": _PICTURES[str(image.format)],
            "width": width,
            "height": height,
            "duration_seconds": duration,
        }


def _require_decodable(image: Image.Image) -> None:
    width, height = image.size
    if width * height > MAX_PIXELS:
        raise MediaRefusedError(
            "media.too_many_pixels",
            f"The picture is {width} x {height}, more than {MAX_PIXELS // 1_000_000} million pixels. Scale it down.",
        )


def _require_still(image: Image.Image, frames: int) -> None:
    if frames > 1 and image.format in {"PNG", "WEBP", "AVIF"}:
        raise MediaRefusedError(
            "media.animation_not_supported",
            f"Networks take no moving {image.format} pictures. Save it as GIF or as MP4 video.",
        )


def _animation_seconds(image: Image.Image, frames: int) -> float | None:
    """How long a GIF runs; None for one that does not move."""
    if frames == 1:
        return None
    if frames > _MAX_FRAMES:
        raise MediaRefusedError(
            "media.too_many_frames",
            f"The animation has {frames} frames; at most {_MAX_FRAMES} are taken. Save it as MP4 video.",
        )
    if frames * image.width * image.height > _MAX_ANIMATION_PIXELS:
        raise MediaRefusedError(
            "media.too_many_pixels",
            f"The animation has {frames} frames of {image.width} x {image.height}, too many to decode."
            " Scale it down or save it as MP4 video.",
        )
    milliseconds = 0
    for frame in range(frames):
        image.seek(frame)
        milliseconds += image.info.get("duration", 0) or 100
    return milliseconds / 1000


def container_of(head: bytes) -> str | None:
    """The container's format by its first bytes, under the name that FFmpeg knows it by.

    FFmpeg is always told what to expect: left to guess, it would take a text for a playlist and open what that names.
    """
    if head[4:8] in {b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip"}:
        return "mov"
    if head.startswith(b"\x1aE\xdf\xa3"):
        return "matroska"
    if head.startswith(b"RIFF") and head[8:12] == b"AVI ":
        return "avi"
    if head[:1] == b"G" and head[188:189] == b"G" and head[376:377] == b"G":
        return "mpegts"
    return "mpeg" if head.startswith(b"\x00\x00\x01\xba") else None


def _video(path: Path, head: bytes) -> dict[str, object] | None:
    form = container_of(head)
    if form is None:
        return None
    try:
        if form == "mov":
            _require_whole(path)
        with open_video(path) as container:
            return _video_facts(container, _container_type(form, head))
    except (av.FFmpegError, StopIteration, ValueError) as error:
        raise broken(error) from error


def open_video(path: Path) -> av.container.InputContainer:
    """Open a video of a known kind, which can open no other file and no address."""
    form = container_of(head_of(path))
    return av.open(
        str(path),
        format=form,
        metadata_errors="ignore",
        options={"protocol_whitelist": "file", "format_whitelist": str(form)},
    )


def _require_whole(path: Path) -> None:
    """FFmpeg copies as much as there is of a file whose end is missing, and says nothing."""
    size, position = path.stat().st_size, 0
    with path.open("rb") as file:
        while position + 8 <= size:
            file.seek(position)
            length, name = struct.unpack(">I4s", file.read(8))
            if length == 1:
                length = int.from_bytes(file.read(8))
            if length == 0 or (length < 8 and position):
                return
            if name == b"mdat" and position + length > size:
                raise broken("its end is missing")
            position += max(length, 8)


def _video_facts(container: av.container.InputContainer, media_type: str) -> dict[str, object] | None:
    # Cover pictures of sound files are streams too; one in a codec that FFmpeg does not know has no context.
    streams = (one for one in container.streams.video if getattr(one.codec_context, "width", 0))
    stream = next(streams, None)
    if stream is None:
        return None
    seconds = _require_reasonable(container, stream)
    frame = next(container.decode(stream))
    width, height = _shown_size(stream, frame)
    sound = next(iter(container.streams.audio), None)
    return {
        "media_type": media_type,
        "width": width,
        "height": height,
        "duration_seconds": seconds,
        "frame_rate": _rounded(stream.average_rate),
        "video_codec": _codec(stream.codec_context.name, frame.format.name),
        "audio_codec": None if sound is None or sound.codec_context is None else sound.codec_context.name,
    }


def _require_reasonable(container: av.container.InputContainer, stream: av.VideoStream) -> float:
    """How long it runs, held with its other measures against what may be decoded."""
    width, height, seconds = (
        stream.codec_context.width,
        stream.codec_context.height,
        _seconds(container, stream),
    )
    if width * height > MAX_PIXELS:
        raise MediaRefusedError("media.too_many_pixels", f"The video is {width} x {height}. Scale it down.")
    if seconds > _MAX_VIDEO_SECONDS:
        raise MediaRefusedError(
            "media.too_long", f"The video says that it runs for {seconds / 3600:.0f} hours. Cut it shorter."
        )
    if len(container.streams) > _MAX_TRACKS:
        raise MediaRefusedError(
            "media.too_many_tracks",
            f"The video has {len(container.streams)} tracks; at most {_MAX_TRACKS} are taken. Save it with fewer.",
        )
    return seconds


def _container_type(form: str, head: bytes) -> str:
    if form == "mov":
        return "video/quicktime" if head[8:12] == _QUICKTIME or head[4:8] != b"ftyp" else "video/mp4"
    if form == "matroska":
        return "video/webm" if b"webm" in head[:64] else "video/x-matroska"
    return {"avi": "video/x-msvideo", "mpegts": "video/mp2t", "mpeg": "video/mpeg"}[form]


def _shown_size(stream: av.VideoStream, frame: av.VideoFrame) -> tuple[int, int]:
    """With the rotation that cameras note beside the pictures."""
    width, height = stream.codec_context.width, stream.codec_context.height
    return (height, width) if abs(frame.rotation) % 180 == 90 else (width, height)


def _seconds(container: av.container.InputContainer, stream: av.VideoStream) -> float:
    if container.duration:
        return round(container.duration / 1_000_000, 3)
    if stream.duration and stream.time_base:
        return round(float(stream.duration * stream.time_base), 3)
    raise broken("its duration is not told")


def _rounded(rate: Fraction | None) -> float | None:
    return None if not rate else round(float(rate), 3)


def _codec(name: str, pixel_format: str) -> str:
    plain = {"libdav1d": "av1", "libvpx": "vp8", "libvpx-vp9": "vp9"}.get(name, name)
    return plain if pixel_format in _PLAYED_FORMATS else f"{plain}/{pixel_format}"
