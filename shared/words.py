"""Finding words in texts: whole, whatever their case and accents."""

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

import regex

# A letter such as й is no accented и: marks are taken off where readers take them for accents alone.
_ACCENTS = regex.compile(r"(?<=[\p{Latin}\p{Greek}])[\u0300-\u036f]+")
# What nobody sees, such as a soft hyphen that came along from a page, makes no other word.
_UNSEEN = regex.compile(r"\p{Default_Ignorable_Code_Point}+")
_SPACE = regex.compile(r"\s+")
_IN_A_WORD = r"[\p{L}\p{M}\p{N}_]"
# Scripts that are written without spaces: a word may stand right beside another.
_UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]")


def plain(text: str) -> str:
    """The text as it is compared: without case, accents, typographic apostrophes and what nobody sees."""
    folded = unicodedata.normalize("NFKD", text.casefold()).replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    return str(_ACCENTS.sub("", _UNSEEN.sub("", folded)))


def words_in(text: str, words: Iterable[str]) -> list[str]:
    """Those of the words or phrases that the text holds, each whole, as they are given."""
    compared = plain(text)
    return [word for word in words if plain(word).strip() and _pattern(word).search(compared)]


@lru_cache(maxsize=4_096)
def _pattern(word: str) -> regex.Pattern[str]:
    compared = _SPACE.sub(" ", plain(word).strip())
    before = "" if _UNSPACED.match(compared[0]) else f"(?<!{_IN_A_WORD})"
    after = "" if _UNSPACED.match(compared[-1]) else f"(?!{_IN_A_WORD})"
    body = r"\s+".join(regex.escape(part) for part in compared.split(" "))
    return regex.compile(f"{before}{body}{after}")
