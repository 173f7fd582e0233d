"""Hashtags from a brief's own significant words."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

import regex

from shared.capabilities.counting import graphemes

_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+(?:[’'][\p{L}\p{M}]+)*")
_JAPANESE_WORD = regex.compile(r"\p{Han}{2,}|[\p{Katakana}ー]{3,}")
_WRITTEN_WITHOUT_SPACES = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}]")
_HAS_CASE = regex.compile(r"[\p{Lu}\p{Ll}]")
_ELISION = regex.compile(r"^\w{1,2}[’'](?=\w{3})")
_LONGEST = 24


def hashtags_of(topic: str, brand: str, brief: str, stopwords: AbstractSet[str]) -> list[str]:
    """Hashtags without the number sign: the topic, the brand, then telling words that those do not hold already."""
    tags: dict[str, str] = {}
    for candidate in (*_names(topic, brand), *_telling(topic, stopwords), *_telling(brief, stopwords)):
        folded = candidate.casefold()
        is_new = not any(folded in tag for tag in tags)
        if is_new and 2 <= len(graphemes(candidate)) <= _LONGEST and not candidate.isdecimal():
            tags[folded] = candidate
    return list(tags.values())


def _names(topic: str, brand: str) -> Iterator[str]:
    yield _joined(topic)
    yield _joined(brand)


def _joined(text: str) -> str:
    """The words as one: in capitals where the script has them, else with low lines between them."""
    words = [_bare(_ELISION.sub("", word)) for word in _WORD.findall(text)]
    if len(words) == 1 or _WRITTEN_WITHOUT_SPACES.search(text):
        return "".join(words)
    if _HAS_CASE.search(text):
        return "".join(word[:1].upper() + word[1:] for word in words)
    return "_".join(words)


def _telling(text: str, stopwords: AbstractSet[str]) -> list[str]:
    """Words that say something, those that come first in the text first; longer ones are likelier to."""
    if _WRITTEN_WITHOUT_SPACES.search(text):
        return [word for word in _JAPANESE_WORD.findall(text) if word not in stopwords]
    words = [_ELISION.sub("", word) for word in _WORD.findall(text)]
    telling = [
        word
        for word in words
        if len(graphemes(word)) >= 4 and word.casefold() not in stopwords and not word[0].isdecimal()
    ]
    long = [word for word in telling if len(graphemes(word)) >= 6]
    return [word[:1].upper() + _bare(word[1:]) for word in (long or telling)]


def _bare(word: str) -> str:
    return word.replace("’", "").replace("'", "")
