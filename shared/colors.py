"""Colours: how well two can be told apart, and how far one lies from another."""

import re
from functools import cache
from itertools import starmap

_HEX = re.compile(r"#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
_WHITE_POINT = (0.95047, 1.0, 1.08883)  # D65, as sRGB has it
_EDGE = (6 / 29) ** 3

Rgb = tuple[int, int, int]


def is_color(text: str) -> bool:
    """Whether a text is three or six hexadecimal digits, with a # before them or not."""
    return _HEX.fullmatch(text.strip()) is not None


def parsed(text: str) -> Rgb:
    """Red, green and blue, each from 0 to 255.

    Args:
        text: One that `is_color` says yes to.
    """
    digits = text.strip().removeprefix("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)


def contrast(one: Rgb, other: Rgb) -> float:
    """From 1 (the same) to 21: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio"""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@cache
def distance(one: Rgb, other: Rgb) -> float:
    """How differently two colours are seen: CIE76 in CIELAB; 2 can just be told apart, 100 is black against white."""
    pairs = zip(_lab(one), _lab(other), strict=True)
    return float(sum(starmap(lambda a, b: (a - b) ** 2, pairs)) ** 0.5)


def _linear(color: Rgb) -> tuple[float, float, float]:
    red, green, blue = (
        part / 255 / 12.92 if part <= 10 else ((part / 255 + 0.055) / 1.055) ** 2.4 for part in color
    )
    return red, green, blue


def _luminance(color: Rgb) -> float:
    red, green, blue = _linear(color)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _lab(color: Rgb) -> tuple[float, float, float]:
    red, green, blue = _linear(color)
    seen = (
        0.4124564 * red + 0.3575761 * green + 0.1804375 * blue,
        0.2126729 * red + 0.7151522 * green + 0.0721750 * blue,
        0.0193339 * red + 0.1191920 * green + 0.9503041 * blue,
    )
    x, y, z = (_curved(part / white) for part, white in zip(seen, _WHITE_POINT, strict=True))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _curved(part: float) -> float:
    return part ** (1 / 3) if part > _EDGE else part / (3 * (6 / 29) ** 2) + 4 / 29
