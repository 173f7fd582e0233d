"""What the offline provider knows of languages: the phrases file, read once."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import regex
import yaml
from pydantic import BaseModel, ConfigDict


class _Moods(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    plain: tuple[str, ...]
    lively: tuple[str, ...]

    def of(self, *, lively: bool) -> Sequence[str]:
        return self.lively if lively else self.plain


class _Language(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    openers: _Moods
    closers: _Moods
    picture: str
    commands: tuple[str, ...]
    stopwords: str


class Phrases(NamedTuple):
    """One language's phrases for one tone.

    Attributes:
        openers: First words of a caption.
        closers: Calls to action.
        picture: Alternative text of a poster.
        command: How a brief begins that speaks to the writer.
        stopwords: Words that say nothing by themselves, case-folded.
        is_lively: Whether the tone is a lively one.
    """

    openers: Sequence[str]
    closers: Sequence[str]
    picture: str
    command: regex.Pattern[str] | None
    stopwords: frozenset[str]
    is_lively: bool


def phrases_for(language: str, tone: str) -> Phrases:
    """The phrases for a BCP 47 tag, of its language whatever its region; neutral ones where it is not known."""
    languages, lively_tones = _file()
    known = languages.get(language.partition("-")[0].lower(), languages["neutral"])
    lively = any(word.casefold() in lively_tones for word in regex.findall(r"[\p{L}\p{M}]+", tone))
    return Phrases(
        known.openers.of(lively=lively),
        known.closers.of(lively=lively),
        known.picture,
        _command(known.commands),
        frozenset(known.stopwords.casefold().split()),
        lively,
    )


@cache
def _file() -> tuple[dict[str, _Language], frozenset[str]]:
    document = yaml.safe_load(Path(__file__).with_name("phrases.yaml").read_text(encoding="utf-8"))
    lively_tones = frozenset(str(document.pop("lively_tones")).casefold().split())
    return {name: _Language.model_validate(part) for name, part in document.items()}, lively_tones


@cache
def _command(alternatives: tuple[str, ...]) -> regex.Pattern[str] | None:
    if not alternatives:
        return None
    return regex.compile(rf"(?:{'|'.join(alternatives)})\b[\s:,]*(?=\w)", regex.IGNORECASE)
