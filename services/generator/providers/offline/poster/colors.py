"""Colours of a poster: the brand's own, and what can be read on them."""

from collections.abc import Sequence
from hashlib import sha256
from typing import NamedTuple

from shared.colors import Rgb, contrast, is_color, parsed
from shared.events import BrandColor, ContentRequested

# One of these contrasts with any colour by 4.58 at least; a softer black would not.
_BLACK, _WHITE = (0, 0, 0), (255, 255, 255)
_READ = 4.5
"""Least contrast of words with their ground: https://www.w3.org/TR/WCAG22/#contrast-minimum"""
_SEEN = 3.0
"""Least contrast of a shape with its ground: https://www.w3.org/TR/WCAG22/#non-text-contrast"""
_TOLD_APART = 1.3
# For brands that name no colours.
_PALETTES = (
    ("#16324F", "#F2A541"),
    ("#5B2A86", "#F7C8E0"),
    ("#0B5345", "#F4D35E"),
    ("#7B1E3A", "#F3E9DC"),
    ("#1F2A44", "#7FD1AE"),
    ("#3B2F2F", "#E07A5F"),
)


class Palette(NamedTuple):
    """Colours as #rrggbb.

    Attributes:
        ground: The brand's first colour, behind everything.
        accent: The brand's second one, or one made from the first.
        tint: Between the two, or between ground and ink where those two are nearly the same.
        ink: Black or white, whichever reads better on the ground.
        bar: The accent where it can be seen on the ground, else the ink.
    """

    ground: str
    accent: str
    tint: str
    ink: str
    bar: str


def palette_for(request: ContentRequested) -> Palette:
    """The palette for a request: the colours it names, else those of the brand's kit by what they are for."""
    kit = request.brand_rules.colors if request.brand_rules is not None else ()
    if request.brand_colors or not kit:
        return palette_of(request.brand_colors, request.brand)
    by_role = [color for role in ("background", "primary", "secondary") for color in _of_role(kit, role)]
    palette = palette_of(by_role, request.brand)
    ground = parsed(palette.ground)
    inks = [color for color in _of_role(kit, "text") if contrast(parsed(color), ground) >= _READ]
    return palette._replace(ink=inks[0].lower()) if inks else palette


def _of_role(colors: Sequence[BrandColor], role: str) -> list[str]:
    return [color.hex for color in colors if color.role == role]


def palette_of(brand_colors: Sequence[str], brand: str) -> Palette:
    """The palette for a brand; colours that are none are passed over."""
    colors = [parsed(color) for color in brand_colors if is_color(color)]
    if not colors:
        index = sha256(brand.encode()).digest()[0] % len(_PALETTES)
        colors = [parsed(color) for color in _PALETTES[index]]
    ground = colors[0]
    ink = max((_WHITE, _BLACK), key=lambda color: contrast(color, ground))
    accent = colors[1] if len(colors) > 1 else _mixed(ground, ink, 0.55)
    # Two colours that can't be told apart would leave an empty poster.
    tint = _mixed(ground, accent if contrast(accent, ground) >= _TOLD_APART else ink, 0.4)
    bar = accent if contrast(accent, ground) >= _SEEN else ink
    return Palette(*(_written(color) for color in (ground, accent, tint, ink, bar)))


def _mixed(one: Rgb, other: Rgb, share: float) -> Rgb:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def _written(color: Rgb) -> str:
    return "#{:02x}{:02x}{:02x}".format(*color)
