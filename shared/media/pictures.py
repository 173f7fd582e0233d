"""Making pictures over: upright, without metadata, in the type, size and ratio that a network takes."""

import io
from pathlib import Path
from typing import Any

from pi_heif import register_heif_opener
from PIL import Image, ImageCms, ImageFilter, ImageOps

from shared.media.errors import MediaRefusedError
from shared.media.renditions import PicturePlan
from shared.media.segments import FORMS, without_extras

_FORMATS = {
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "image/webp": "WEBP",
    "image/gif": "GIF",
    "image/avif": "AVIF",
}
# What cameras write and hardly anything else reads; networks take neither.
_MADE_JPEG = {"MPO", "HEIF"}
_SAVING: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 95},
    "WEBP": {"quality": 95},
    "AVIF": {"quality": 95},
    "TIFF": {"compression": "tiff_lzw"},
}
_ORIENTATION = 0x0112
_QUALITIES = (90, 85, 78, 70, 60)
_SMALLER = 0.85
_SMALLEST_SIDE = 64

register_heif_opener()


def clean(source: Path, output: Path) -> bool:
    """Write a picture upright and alone: without what it tells of place, time and camera, and without what is no picture.

    Where that needs no decoding, it stays as fine as it is.

    Returns:
        False where there is nothing to be taken out.
    """
    with Image.open(source) as image:
        form = str(image.format)
        is_turned = image.getexif().get(_ORIENTATION, 1) != 1
        if form in FORMS and image.mode != "CMYK" and not is_turned:
            data = source.read_bytes()
            alone = without_extras(form, data)
            if alone == data:
                return False
            output.write_bytes(alone)
            return True
        profile = image.info.get("icc_profile")
        upright = ImageOps.exif_transpose(image)
        if upright.mode == "CMYK":
            upright, profile = in_srgb(upright, profile), None
        upright.info = {}
        if form in _MADE_JPEG:
            form, upright = "JPEG", _without_transparency(upright)
        upright.save(output, form, **_SAVING.get(form, {}), icc_profile=profile)
    return True


def convert(source: Path, output: Path, plan: PicturePlan) -> None:
    """Make a picture as planned, of at most the planned bytes.

    Raises:
        MediaRefusedError: Even small and coarse it has more bytes than the network takes.
    """
    with Image.open(source) as opened:
        image = in_srgb(ImageOps.exif_transpose(opened), opened.info.get("icc_profile"))
    if plan.media_type == "image/jpeg":
        image = _without_transparency(image)
    image = _padded(_scaled(image, plan.width, plan.height), plan.canvas_width, plan.canvas_height)
    while min(image.size) >= _SMALLEST_SIDE:
        for quality in _QUALITIES if plan.media_type != "image/png" else _QUALITIES[:1]:
            data = _encoded(image, plan.media_type, quality)
            if len(data) <= plan.max_bytes:
                output.write_bytes(data)
                return
        image = _scaled(image, round(image.width * _SMALLER), round(image.height * _SMALLER))
    raise MediaRefusedError(
        "media.not_convertible", f"The picture can't be made to fit into {plan.max_bytes} bytes."
    )


def in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """In the colours every screen shows, whatever profile the picture was made with."""
    has_alpha = image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info
    wanted = "RGBA" if has_alpha else "RGB"
    if profile and image.mode in {"RGB", "CMYK"}:
        try:
            own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(
                image, own, ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
        except (ImageCms.PyCMSError, OSError):
            converted = None
        if converted is not None:
            return converted
    return image.convert(wanted)


def _without_transparency(image: Image.Image) -> Image.Image:
    if image.mode != "RGBA":
        return image.convert("RGB")
    page = Image.new("RGB", image.size, "white")
    page.paste(image, mask=image.getchannel("A"))
    return page


def _scaled(image: Image.Image, width: int, height: int) -> Image.Image:
    if image.size == (width, height):
        return image
    return image.resize((max(width, 1), max(height, 1)), Image.Resampling.LANCZOS)


def _padded(image: Image.Image, width: int, height: int) -> Image.Image:
    """In the middle of a canvas filled with the picture itself, enlarged and blurred."""
    if image.size == (width, height):
        return image
    small = ImageOps.fit(image.convert("RGB"), (max(width // 8, 1), max(height // 8, 1)))
    blurred = small.filter(ImageFilter.GaussianBlur(max(small.size) / 20))
    canvas = blurred.resize((width, height), Image.Resampling.BICUBIC)
    place = ((width - image.width) // 2, (height - image.height) // 2)
    canvas.paste(image, place, image if image.mode == "RGBA" else None)
    return canvas


def _encoded(image: Image.Image, media_type: str, quality: int) -> bytes:
    buffer = io.BytesIO()
    form = _FORMATS[media_type]
    options: dict[str, object] = {"optimize": True} if form in {"PNG", "JPEG"} else {}
    if form in {"JPEG", "WEBP", "AVIF"}:
        options["quality"] = quality
    if form == "JPEG":
        options["progressive"] = True
    image.info = {}
    image.save(buffer, form, **options)
    return buffer.getvalue()
