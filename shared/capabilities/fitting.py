"""The longest post of some parts that a network takes."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

import regex

from shared.capabilities.counting import CASHTAG, HASHTAG, MENTION, count, graphemes
from shared.capabilities.model import Capability, Limit, TextRules

_ELLIPSIS = "…"
# A text may end after a word, or after any character of a script that is written without spaces.
_WORD_END = regex.compile(
    r"\s+|(?<=[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\p{P}])(?=[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}])"
)
_SENTENCE_END = regex.compile(r"[\p{Sentence_Terminal}…][\p{Pe}\p{Pf}\"']*$")
_LOOSE_END = regex.compile(r"[\s,;:\p{Pd}、،·\p{Ps}\p{Pi}„]+$")


@dataclass(frozen=True, slots=True)
class FittedText:
    """A post that fits, and what of each part is in it."""

    caption: str
    call_to_action: str
    hashtags: tuple[str, ...]

    @property
    def text(self) -> str:
        """Caption, call to action and hashtags as they are published."""
        tags = " ".join(f"#{tag}" for tag in self.hashtags)
        return "\n\n".join(part for part in (self.caption, self.call_to_action, tags) if part)


def fit(
    capability: Capability,
    caption: str,
    call_to_action: str,
    hashtags: Sequence[str],
    *,
    with_media: bool = False,
    most_characters: int | None = None,
) -> FittedText:
    """The longest of these parts that the network takes.

    Hashtags go first, the last one before the others; then the caption is shortened after a whole word, with an
    ellipsis unless a sentence ends there; a call to action that leaves no room for a caption goes too.

    Args:
        capability: The network's.
        caption: The words.
        call_to_action: What readers are asked to do.
        hashtags: Without the number sign.
        with_media: Whether attachments go along: some networks take less text then.
        most_characters: Another limit beside the network's own, in characters as people count them.

    Raises:
        ValueError: Neither caption nor call to action holds anything that can be published.
    """
    opening = _cleaned(capability, caption)
    closing = _cleaned(capability, call_to_action, before=opening)
    if not opening:
        opening, closing = closing, ""
    if not opening:
        raise ValueError("there is neither a caption nor a call to action to fit")

    def fits(text: str) -> bool:
        is_short = most_characters is None or len(graphemes(text)) <= most_characters
        return is_short and _fits(capability, text, with_media=with_media)

    whole = FittedText(opening, closing, tuple(hashtags))
    for kept in range(len(whole.hashtags), -1, -1):
        fewer = replace(whole, hashtags=whole.hashtags[:kept])
        if fits(fewer.text):
            return fewer
    bare = replace(whole, hashtags=())
    return (
        _shortened(fits, bare)
        or _shortened(fits, replace(bare, call_to_action=""))
        or FittedText(_cut_anywhere(fits, whole.caption), "", ())
    )


def _fits(capability: Capability, text: str, *, with_media: bool) -> bool:
    rules = capability.text
    limits = rules.caption_limits if with_media and rules.caption_limits else rules.limits
    return all(count(rules, limit.unit, text) <= limit.max for limit in limits) and all(
        limit is None or len(mark.findall(text)) <= limit.max for limit, mark in _marks(rules)
    )


def _marks(rules: TextRules) -> tuple[tuple[Limit | None, regex.Pattern[str]], ...]:
    return ((rules.max_cashtags, CASHTAG), (rules.max_hashtags, HASHTAG), (rules.max_mentions, MENTION))


def _cleaned(capability: Capability, text: str, before: str = "") -> str:
    """Without what the network refuses in any length: some characters, and marks of $, # or @ beyond the most."""
    rules = capability.text
    for character in rules.refused_characters:
        text = text.replace(character, "")
    for limit, mark in _marks(rules):
        if limit is not None:
            left = max(limit.max - len(mark.findall(before)), 0)
            spare = {match.start() for match in list(mark.finditer(text))[left:]}
            text = "".join(character for index, character in enumerate(text) if index not in spare)
    return text.strip()


def _shortened(fits: Callable[[str], bool], parts: FittedText) -> FittedText | None:
    """The longest caption of whole words that fits beside the call to action; None if not one word does."""
    caption = parts.caption
    ends = [match.start() for match in _WORD_END.finditer(caption) if match.start() > 0]
    candidate = _longest(
        len(ends),
        lambda n: _ended(caption[: ends[n - 1]]),
        lambda cut: fits(replace(parts, caption=cut).text),
    )
    return replace(parts, caption=candidate) if candidate else None


def _cut_anywhere(fits: Callable[[str], bool], text: str) -> str:
    """The longest beginning that fits, wherever that ends: for a single word longer than a post."""
    # A grapheme may be of any number of code points, so even one may be too long.
    for pieces in (graphemes(text), list(text)):
        cut = _longest(len(pieces), partial(_beginning, pieces), fits)
        if cut:
            return cut
    return ""


def _beginning(pieces: Sequence[str], most: int) -> str:
    return "".join(pieces[:most]) + _ELLIPSIS


def _longest(most: int, cut: Callable[[int], str], fits: Callable[[str], bool]) -> str:
    """The longest of the cuts 1..most that fits, empty if none does.

    Length grows with the cut but for a few characters (half a link counts otherwise than a whole one), so the halving
    search is followed by steps back.
    """
    found = bisect_right(range(1, most + 1), False, key=lambda n: not fits(cut(n)))
    while found > 0 and not fits(cut(found)):
        found -= 1
    return cut(found) if found > 0 else ""


def _ended(text: str) -> str:
    """A shortened text with the ellipsis that says so, unless a sentence ends there."""
    text = text.rstrip()
    if _SENTENCE_END.search(text):
        return text
    stem = _LOOSE_END.sub("", text)
    return stem + _ELLIPSIS if stem else ""
