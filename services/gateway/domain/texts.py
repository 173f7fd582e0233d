"""Texts as clients send them."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

import regex
from annotated_types import GroupedMetadata
from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints

from shared import capabilities

NETWORKS = tuple(sorted(capability.network for capability in capabilities.load()))

_LANGUAGE = re.compile(r"^[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?(-[A-Za-z0-9]{5,8})*$")
# The flags of parts of countries, such as Scotland's, are spelled with characters that nobody sees.
_FLAG = r"\U0001F3F4[\U000E0030-\U000E0039\U000E0061-\U000E007A]{1,6}\U000E007F"
# What nobody sees (Unicode's default ignorable code points, controls, ends of lines, notes between lines, halves of pairs),
# but for what letters and emoji need: joiners and non-joiners, and what chooses among the forms of a character.
_UNSEEN = regex.compile(
    rf"(?V1){_FLAG}|(?P<unseen>[[\p{{DI}}\p{{Cc}}\p{{Cs}}\p{{Zl}}\p{{Zp}}\uFFF9-\uFFFB]"
    r"--[\u200C\u200D\u180B-\u180D\u180F\uFE00-\uFE0F\U000E0100-\U000E01EF]])"
)
_BREAKING = frozenset({"Cc", "Zl", "Zp"})
# These say which way to read what stands beside them: of use only where something is read from the right.
_DIRECTION_MARKS = "\u200e\u200f\u061c"
_FROM_THE_RIGHT = regex.compile(r"(?V1)[[\p{bc=R}\p{bc=AL}]&&\p{L}]")
_COLOR = re.compile(r"^#[0-9A-Fa-f]{6}$")


def is_storable(text: str) -> bool:
    """Whether PostgreSQL can take it: no NUL, no half of a surrogate pair, as a forged cursor may hold."""
    return "\x00" not in text and not any("\ud800" <= character <= "\udfff" for character in text)


def seen_text(text: str) -> str:
    """A text on one line, without what nobody sees and what turns words round: as it may stand in somebody else's mail."""
    allowed = _allowed_marks(text)

    def shown(match: "regex.Match[str]") -> str:
        character = match["unseen"]
        if character is None or character in allowed:
            return str(match[0])
        return " " if unicodedata.category(character) in _BREAKING else ""

    return str(_UNSEEN.sub(shown, text))


def _allowed_marks(text: str) -> str:
    return _DIRECTION_MARKS if _FROM_THE_RIGHT.search(text) else ""


def _all_seen(name: str | None) -> str | None:
    # None comes where a field may be null.
    for found in _UNSEEN.finditer(name or ""):
        character = found["unseen"]
        if character is not None and character not in _allowed_marks(name or ""):
            called = unicodedata.name(character, "a control character")
            raise ValueError(
                f"holds U+{ord(character):04X} ({called}) at position {found.start() + 1}, which nobody sees;"
                " take it out"
            )
    return name


def _without_nul(text: str | None) -> str | None:
    # PostgreSQL can't keep it, and no network shows it. None comes where a field may be null.
    if text is not None and "\x00" in text:
        raise ValueError("holds the character U+0000; take it out")
    return text


def _language(text: str) -> str:
    if not _LANGUAGE.match(text):
        raise ValueError(f"{text!r} is not a BCP 47 language tag; write one such as en, hi, pt-BR or zh-Hant")
    return text


def _color(text: str) -> str:
    if not _COLOR.match(text):
        raise ValueError(f"{text!r} is not a colour; write # and six hexadecimal digits, such as #0A7B5E")
    return text.upper()


def _network(value: object) -> object:
    if isinstance(value, str) and value not in NETWORKS:
        raise ValueError(f"{value!r} is not a network; use one of {', '.join(NETWORKS)}")
    return value


@dataclass(frozen=True)
class Text(GroupedMetadata):
    """A text that can be kept, blanks around it taken off: `Annotated[str, Text(200)]`.

    Args:
        longest: Characters at most.
        required: Whether it must not be empty.
    """

    longest: int
    required: bool = False

    def __iter__(self) -> Iterator[object]:
        least = 1 if self.required else None
        yield from StringConstraints(strip_whitespace=True, min_length=least, max_length=self.longest)
        yield AfterValidator(_without_nul)


@dataclass(frozen=True)
class Name(Text):
    """A text that others are shown as somebody's or something's name: on one line, of what can be seen.

    Characters that turn the words behind them round, or that nobody sees, let a name say in a mail what is not so.
    What was kept before this was a rule is let be.
    """

    required: bool = True

    def __iter__(self) -> Iterator[object]:
        yield from super().__iter__()
        yield AfterValidator(_all_seen)


Language = Annotated[
    str, Text(35), AfterValidator(_language), Field(description="BCP 47 tag.", examples=["en"])
]
Color = Annotated[str, Text(7), AfterValidator(_color)]
Tags = Annotated[
    list[Annotated[str, Text(50, required=True)]],
    Field(max_length=20, examples=[["tea"]]),
    AfterValidator(lambda tags: list(dict.fromkeys(tags))),
]
Network = Annotated[
    str,
    BeforeValidator(_network),
    Field(
        description="Of `/v1/networks`.", examples=["mastodon"], json_schema_extra={"enum": list(NETWORKS)}
    ),
]
