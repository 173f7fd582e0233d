"""Pictures from elsewhere: never trusted to be what they are said to be."""

import asyncio
import base64
import io

from PIL import Image

from services.generator.domain import Picture, Usage
from services.generator.errors import MalformedAnswerError

_MEDIA_TYPES = {"PNG": "image/png", "JPEG": "image/jpeg", "WEBP": "image/webp"}
_MOST_PIXELS = 40_000_000
_QUALITIES = (92, 85, 75, 60)


async def picture_of(encoded: str, most_bytes: int, alt_text: str, usage: Usage) -> Picture:
    """The picture in a base64 text, saved smaller if it is larger than allowed.

    Raises:
        MalformedAnswerError: It is no picture.
    """
    try:
        return await asyncio.to_thread(_checked, encoded, most_bytes, alt_text)
    except (ValueError, SyntaxError, OSError) as error:  # as Pillow raises for broken files
        raise MalformedAnswerError(
            f"the picture can't be read ({type(error).__name__})", usage=usage
        ) from error


def _checked(encoded: str, most_bytes: int, alt_text: str) -> Picture:
    data = base64.b64decode(encoded, validate=True)
    with Image.open(io.BytesIO(data), formats=list(_MEDIA_TYPES)) as image:
        if image.width * image.height > _MOST_PIXELS:
            raise ValueError("too many pixels")
        image.load()
        media_type = _MEDIA_TYPES[image.format or ""]
        width, height = image.size
        if len(data) > most_bytes:
            data, media_type = _smaller(image, most_bytes), "image/jpeg"
    return Picture(data, media_type, width, height, alt_text)


def _smaller(image: Image.Image, most_bytes: int) -> bytes:
    """The same picture as JPEG, in the best quality that is small enough."""
    opaque = Image.new("RGB", image.size, "white")
    with_alpha = image.convert("RGBA")
    opaque.paste(with_alpha, mask=with_alpha)
    for quality in _QUALITIES:
        output = io.BytesIO()
        opaque.save(output, "JPEG", quality=quality, optimize=True)
        if output.tell() <= most_bytes:
            return output.getvalue()
    raise ValueError(f"it can't be made smaller than {most_bytes} bytes")
