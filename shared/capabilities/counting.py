"""How long a text is, as each network counts."""

from collections.abc import Callable, Mapping

import regex
from twitter_text import extract_urls_with_indices, parse_tweet
from twitter_text.config import config as _twitter_text

from shared.capabilities.model import TextRules, Unit

CASHTAG = regex.compile(r"(?<![\w$])\$([A-Za-z]{1,6}(?:[._][A-Za-z]{1,2})?)(?!\w)")
# Marks belong to a word: without them a Hindi hashtag would end at its first vowel sign.
HASHTAG = regex.compile(r"(?<![\w\p{M}&/#])#([\w\p{M}]*[\p{L}\p{M}][\w\p{M}]*)")
MENTION = regex.compile(r"(?<![\w@/=.+-])@(\w[\w.]*)")
# As Mastodon's Account::MENTION_RE: a name, then the server of somebody who lives elsewhere.
_REMOTE_MENTION = regex.compile(r"(?<![=/\w])@([a-z0-9_]+(?:[.-]+[a-z0-9_]+)*)@[\w.-]+\w", regex.IGNORECASE)
_GRAPHEME = regex.compile(r"\X")
_EMOJI = regex.compile(r"\p{Extended_Pictographic}|\p{Regional_Indicator}")


def graphemes(text: str) -> list[str]:
    """What a reader takes for one character each: Unicode's extended grapheme clusters."""
    return [match.group() for match in _GRAPHEME.finditer(text)]


def count(rules: TextRules, unit: Unit, text: str) -> int:
    """Length of the text in a unit, under the network's rules for links and mentions."""
    return _COUNTERS[unit](rules, text)


def _characters(rules: TextRules, text: str) -> int:
    if rules.link.counts_as is not None:
        text = _with_links_replaced(text, "x" * rules.link.counts_as)
    if not rules.mention.remote_domain_counts:
        text = _REMOTE_MENTION.sub(r"@\1", text)
    return len(graphemes(text))


def _with_links_replaced(text: str, stand_in: str) -> str:
    for url in reversed(extract_urls_with_indices(text, extract_urls_without_protocol=False)):
        start, end = url["indices"]
        text = text[:start] + stand_in + text[end:]
    return text


def _weighted(rules: TextRules, text: str) -> int:
    options = {
        **_twitter_text["version3"],
        "max_weighted_tweet_length": rules.limits[0].max,
        "transformed_url_length": rules.link.counts_as,
    }
    return int(parse_tweet(text, options).weightedLength)


def _emoji_as_bytes(rules: TextRules, text: str) -> int:
    """As Threads counts: an emoji, with everything that belongs to it, is as long as its UTF-8 bytes."""
    emoji = [cluster for cluster in graphemes(text) if _EMOJI.search(cluster)]
    return _characters(rules, text) - len(emoji) + sum(len(cluster.encode()) for cluster in emoji)


_COUNTERS: Mapping[Unit, Callable[[TextRules, str], int]] = {
    "characters": _characters,
    "weighted characters": _weighted,
    "graphemes": lambda _rules, text: len(graphemes(text)),
    "bytes": lambda _rules, text: len(text.encode()),
    "code points": lambda _rules, text: len(text),
    "UTF-16 code units": lambda _rules, text: len(text.encode("utf-16-le")) // 2,
    "characters, emoji as bytes": _emoji_as_bytes,
}
