"""Small pictures of a file, in a fixed set of sizes: what lists and previews show."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import av
from PIL import Image, ImageOps

from shared.media.facts import MediaFacts
from shared.media.pictures import in_srgb
from shared.media.probing import digest, open_video

SIZES: Mapping[str, int] = MappingProxyType({"small": 160, "medium": 480, "large": 1080})
"""The longest side of each, in pixels; a smaller picture is not enlarged."""

_TYPE = "image/webp"
_QUALITY = 80
_LATEST_SECOND = 1.0


def thumbnails(source: Path, media_type: str, folder: Path) -> dict[str, MediaFacts]:
    """Write `<size>.webp` for each size into a folder that is there; none of what can't be seen.

    Of a video it is a picture near its beginning, of an animation the first.
    """
    if media_type.startswith("image/"):
        with Image.open(source) as opened:
            # A JPEG is decoded no larger than needed.
            opened.draft("RGB", (max(SIZES.values()), max(SIZES.values())))
            image = in_srgb(ImageOps.exif_transpose(opened), opened.info.get("icc_profile"))
    elif media_type.startswith("video/"):
        image = _picture_of(source)
    else:
        return {}
    made: dict[str, MediaFacts] = {}
    for size, side in sorted(SIZES.items(), key=lambda item: -item[1]):
        image.thumbnail((side, side), Image.Resampling.LANCZOS)
        made[size] = _written(image, folder / f"{size}.webp")
    return made


def _written(image: Image.Image, path: Path) -> MediaFacts:
    image.info = {}
    image.save(path, "WEBP", quality=_QUALITY, method=4)
    return MediaFacts(
        media_type=_TYPE,
        size=path.stat().st_size,
        sha256=digest(path),
        width=image.width,
        height=image.height,
    )


def _picture_of(source: Path) -> Image.Image:
    with open_video(source) as container:
        stream = container.streams.video[0]
        if container.duration:
            # Often black at the very beginning; `any_frame` stays off, so that what comes can be decoded by itself.
            container.seek(min(container.duration // 10, int(_LATEST_SECOND * av.time_base)))
        frame = next(container.decode(stream), None)
        if frame is None:
            container.seek(0)
            frame = next(container.decode(stream))
        image: Image.Image = frame.to_image()  # type: ignore[no-untyped-call]
        turned = int(frame.rotation) % 360
    return image.rotate(turned, expand=True) if turned else image
