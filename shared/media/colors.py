"""What colours a picture is made of."""

import io
from pathlib import Path

from PIL import Image

from shared.events import ColorShare

_SIDE = 64
_SAMPLE = 256
_MOST = 8
_LEAST_SHARE = 0.01


def dominant_colors(picture: Image.Image) -> tuple[ColorShare, ...]:
    """The few colours that say most of a picture, the largest share first; what is transparent counts as white.

    The picture is made small on the way.

    Shares add up to 1 or a little less: what is in hardly any place is left out.
    """
    # A sample of the pixels as they are, which every mode can be asked for, before anything is converted in full size.
    picture.thumbnail((_SAMPLE, _SAMPLE), Image.Resampling.NEAREST)
    small = picture.convert("RGBA")
    small.thumbnail((_SIDE, _SIDE))
    page = Image.new("RGBA", small.size, "white")
    page.alpha_composite(small)
    few = page.convert("RGB").quantize(_MOST, method=Image.Quantize.MEDIANCUT)
    palette = few.getpalette() or []
    total = few.width * few.height
    counted = sorted(few.getcolors() or [], reverse=True, key=lambda pair: pair[0])
    shares: dict[str, float] = {}
    for count, index in counted:
        assert isinstance(index, int), "a picture with a palette names colours by number"
        red, green, blue = palette[index * 3 : index * 3 + 3]
        name = f"#{red:02X}{green:02X}{blue:02X}"
        shares[name] = shares.get(name, 0) + count / total
    return tuple(
        ColorShare(hex=name, share=round(share, 3)) for name, share in shares.items() if share >= _LEAST_SHARE
    )


def colors_of(source: Path | bytes) -> tuple[ColorShare, ...]:
    """The same of a file, or of its bytes, that Pillow was found to read."""
    with Image.open(io.BytesIO(source) if isinstance(source, bytes) else source) as picture:
        return dominant_colors(picture)
