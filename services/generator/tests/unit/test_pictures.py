"""Pictures from a provider are never trusted to be what they are said to be."""

import base64
import io
import random

import pytest
from PIL import Image

from services.generator.domain import Usage
from services.generator.errors import MalformedAnswerError
from services.generator.providers.openai.pictures import picture_of

USAGE = Usage("gpt-image-1", images=1)


def encoded(form: str = "PNG", size: tuple[int, int] = (300, 200), *, noise: bool = False) -> str:
    pixels = random.Random(1).randbytes(size[0] * size[1] * 4) if noise else None
    image = Image.frombytes("RGBA", size, pixels) if pixels else Image.new("RGBA", size, "teal")
    output = io.BytesIO()
    (image.convert("RGB") if form == "JPEG" else image).save(output, form)
    return base64.b64encode(output.getvalue()).decode()


@pytest.mark.parametrize(
    ("form", "media_type"), [("PNG", "image/png"), ("JPEG", "image/jpeg"), ("WEBP", "image/webp")]
)
async def test_told_by_its_content(form: str, media_type: str) -> None:
    """Type and size come from the file itself."""
    picture = await picture_of(encoded(form), 1_000_000, "Tea", USAGE)

    assert (picture.media_type, picture.width, picture.height) == (media_type, 300, 200)


async def test_made_small_enough() -> None:
    """A picture that a network would refuse for its size is saved smaller, with the same width and height."""
    large = encoded(size=(600, 600), noise=True)
    picture = await picture_of(large, 300_000, "Tea", USAGE)

    assert len(picture.data) <= 300_000 < len(base64.b64decode(large))
    with Image.open(io.BytesIO(picture.data)) as image:
        assert (image.format, image.size) == ("JPEG", (600, 600))


@pytest.mark.parametrize(
    "data",
    ["", "no base64!", base64.b64encode(b"not a picture").decode(), encoded()[:200], encoded("GIF")],
)
async def test_refused(data: str) -> None:
    """What is no picture, or none of the kinds that networks take, is malformed."""
    with pytest.raises(MalformedAnswerError) as caught:
        await picture_of(data, 1_000_000, "Tea", USAGE)

    assert caught.value.usage == USAGE
