"""Texts as clients send them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from annotated_types import GroupedMetadata
from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints

from shared import capabilities

NETWORKS = tuple(sorted(capability.network for capability in capabilities.load()))

_LANGUAGE = re.compile(r"^[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?(-[A-Za-z0-9]{5,8})*$")
_COLOR = re.compile(r"^#[0-9A-Fa-f]{6}$")


def is_storable(text: str) -> bool:
    """Whether PostgreSQL can take it: no NUL, no half of a surrogate pair, as a forged cursor may hold."""
    return "\x00" not in text and not any("\ud800" <= character <= "\udfff" for character in text)


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
