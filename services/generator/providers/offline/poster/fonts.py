"""The fonts that posters are set in, from packages under the SIL Open Font License."""

from functools import cache
from importlib.util import find_spec
from pathlib import Path

import regex
import uharfbuzz

from shared.capabilities.counting import graphemes

_PACKAGES = ("manimgx_fonts", "noto_cjk_sans_jp_bold")
_SCRIPTS = """
Arabic Armenian Bengali Devanagari Ethiopic Georgian Gujarati Gurmukhi Hebrew Kannada Khmer Lao Malayalam Myanmar Oriya
Sinhala Tamil Telugu Thai Symbols
"""
FAMILIES = ["Noto Sans", *(f"Noto Sans {s}" for s in _SCRIPTS.split()), "Noto Sans CJK JP", "Noto Emoji"]
"""In the order in which they are asked for a glyph."""

_ORNAMENT = regex.compile(r"\P{L}*")
_JOINERS = frozenset({0x200C, 0x200D, 0xFE0E, 0xFE0F})


def folders() -> list[Path]:
    """Where the font files lie."""
    specs = [find_spec(package) for package in _PACKAGES]
    return [Path(spec.origin).parent for spec in specs if spec is not None and spec.origin is not None]


def drawable(text: str) -> str:
    """The text on one line if the fonts can draw it, so that no empty boxes come out.

    Symbols without a glyph are left out; a text with a letter without one is empty, since a word with a hole in it says
    something else.
    """
    text = " ".join(text.split())
    kept = []
    for grapheme in graphemes(text):
        if all(ord(character) in _JOINERS or ord(character) in _glyphs() for character in grapheme):
            kept.append(grapheme)
        elif not _ORNAMENT.fullmatch(grapheme):
            return ""
    return " ".join("".join(kept).split())


@cache
def _glyphs() -> uharfbuzz.Set:
    """Every code point that some font has."""
    points = uharfbuzz.Set()
    for file in (file for folder in folders() for file in folder.glob("*.[ot]tf")):
        points.update(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(file))).unicodes)
    return points
