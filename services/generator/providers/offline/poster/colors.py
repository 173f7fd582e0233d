"""Colours of a poster: the brand's own, and what can be read on them."""

import re
from collections.abc import Sequence
from hashlib import sha256
from typing import NamedTuple

_HEX = re.compile(r"^#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$")
# One of these contrasts with any colour by 4.58 at least; a softer black would not.
_BLACK, _WHITE = (0, 0, 0), (255, 255, 255)
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

Rgb = tuple[int, int, int]


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


def palette_of(brand_colors: Sequence[str], brand: str) -> Palette:
    """The palette for a brand; colours that are none are passed over."""
    colors = [_parsed(color) for color in brand_colors if _HEX.match(color.strip())]
    if not colors:
        index = sha256(brand.encode()).digest()[0] % len(_PALETTES)
        colors = [_parsed(color) for color in _PALETTES[index]]
    ground = colors[0]
    ink = max((_WHITE, _BLACK), key=lambda color: contrast(color, ground))
    accent = colors[1] if len(colors) > 1 else _mixed(ground, ink, 0.55)
    # Two colours that can't be told apart would leave an empty poster.
    tint = _mixed(ground, accent if contrast(accent, ground) >= _TOLD_APART else ink, 0.4)
    bar = accent if contrast(accent, ground) >= _SEEN else ink
    return Palette(*(_written(color) for color in (ground, accent, tint, ink, bar)))


def contrast(one: Rgb, other: Rgb) -> float:
    """From 1 (the same) to 21: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio"""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: Rgb) -> float:
    red, green, blue = (
        part / 255 / 12.92 if part <= 10 else ((part / 255 + 0.055) / 1.055) ** 2.4 for part in color
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _parsed(color: str) -> Rgb:
    digits = color.strip().removeprefix("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)


def _mixed(one: Rgb, other: Rgb, share: float) -> Rgb:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def _written(color: Rgb) -> str:
    return "#{:02x}{:02x}{:02x}".format(*color)
