"""Posters in a brand's colours: drawn by typst, which shapes and breaks the words of every script."""

import json
import threading
from functools import cache
from hashlib import sha256
from pathlib import Path

import regex
import typst

from services.generator.domain import Picture
from services.generator.providers.offline.poster.colors import palette_for
from services.generator.providers.offline.poster.fonts import FAMILIES, drawable, folders
from services.generator.providers.offline.writing import alt_text, first_sentence
from shared.events import ContentRequested

SIDE = 1_200
_TEMPLATE = Path(__file__).with_name("poster.typ")
_COMPOSITIONS = 4
_LONGEST_LINE = 140
# Runs that a line can't be broken in: those of scripts that are written with spaces.
_UNBREAKABLE = regex.compile(
    r"[^\s\u200b\p{Han}\p{Hiragana}\p{Katakana}ー\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\p{Pd}]+"
)
_TOO_LONG = regex.compile(r"\S{36}(?=\S)")
_LANGUAGE = regex.compile(r"[a-z]{2,3}")
_compiling = threading.Lock()


def draw(request: ContentRequested) -> Picture:
    """The poster of a request as PNG: the same for the same request, byte by byte.

    Takes some milliseconds of a processor; the first one also reads the fonts.
    """
    palette = palette_for(request)
    poster = request.poster
    seed = int.from_bytes(sha256(request.request_id.bytes).digest()[:5])
    headline = _breakable(drawable(poster.headline if poster else request.topic))
    art = seed if poster is None or poster.composition is None else poster.composition
    inputs = {
        "ground": palette.ground,
        "accent": palette.accent,
        "tint": palette.tint,
        "ink": palette.ink,
        "bar": palette.bar,
        "art": str(art % _COMPOSITIONS),
        "seed": str(seed),
        "fonts": json.dumps(FAMILIES),
        "lang": _language(request.language),
        "headline": headline,
        "longest": max(_UNBREAKABLE.findall(headline), key=len, default=""),
        "line": _line(request),
        "brand": _breakable(drawable(request.brand)),
    }
    with _compiling:
        data = _compiler().compile(format="png", ppi=72.0, sys_inputs=inputs)
    assert isinstance(data, bytes), "one page gives one picture"
    return Picture(data, "image/png", SIDE, SIDE, alt_text(request))


def warm_up() -> None:
    """Read the fonts, so that the first poster need not wait for that."""
    drawable("A")
    _compiler()


@cache
def _compiler() -> typst.Compiler:
    return typst.Compiler(_TEMPLATE, font_paths=folders(), ignore_system_fonts=True)


def _language(tag: str) -> str:
    """The language of a BCP 47 tag, which says in which direction it is written and where it breaks."""
    language = tag.partition("-")[0].lower()
    return language if _LANGUAGE.fullmatch(language) else "und"


def _line(request: ContentRequested) -> str:
    """What is to stand there, else what the brief says first, if that is short enough to be read on a poster."""
    sentence = drawable(request.poster.line if request.poster else first_sentence(request))
    return _breakable(sentence) if len(sentence) <= _LONGEST_LINE else ""


def _breakable(text: str) -> str:
    """The text with places to break in what is too long to be a word, so that it stays on the poster."""
    return str(_TOO_LONG.sub("\\g<0>\u200b", text))
