"""A text made over by rules: for another network, length or tone. What the text says stays as it is."""

from collections.abc import Callable, Sequence

import regex

from services.generator.domain import Copy
from services.generator.errors import TranslationUnavailableError
from services.generator.providers.offline.hashtags import hashtags_of
from services.generator.providers.offline.phrases import Phrases, phrases_for
from services.generator.providers.offline.writing import sentences_of, spaced, style_of
from shared import capabilities
from shared.capabilities.counting import count, graphemes
from shared.events import ContentRequested, NetworkName, Transform
from shared.words import words_in

_TAG = r"#[\w\p{M}]*[\p{L}\p{M}][\w\p{M}]*"
_LAST_TAGS = regex.compile(rf"(?:\s*{_TAG})+\s*\Z")
_PARAGRAPH = regex.compile(r"\n\s*\n")
_EMOJI = regex.compile(r"[\p{Extended_Pictographic}\p{Regional_Indicator}\ufe0f\u200d\U0001F3FB-\U0001F3FF]+")
_SHOUTS = regex.compile(r"([!！])[!！?？]*")
_STOP = regex.compile(r"(?<=\w)\.$")
_BLANKS = regex.compile(r"[ \t]{2,}")


def transformed(request: ContentRequested, transform: Transform, network: NetworkName) -> Copy:
    """The text for a network: its tone changed, cut where a sentence ends, with as many hashtags as its readers like.

    Raises:
        TranslationUnavailableError: It is to be in another language.
    """
    _require_same_language(request, transform)
    body, tags = _taken_apart(transform.source_text)
    phrases = phrases_for(request.language, transform.tone)
    paragraphs = [sentences for part in _PARAGRAPH.split(body) if (sentences := sentences_of(part))]
    if transform.tone and paragraphs:
        paragraphs = _toned(paragraphs, phrases, _invitation(request, phrases))
    style = style_of(network)
    caption = _cut(paragraphs, style.paragraphs, _fits(network, transform.length))
    known = [*tags, *hashtags_of("", "", body, phrases.stopwords)]
    return Copy(caption=caption, hashtags=_each_once(known)[: style.hashtags])


def _require_same_language(request: ContentRequested, transform: Transform) -> None:
    source, wanted = (
        tag.partition("-")[0].lower()
        for tag in (transform.source_language or request.language, request.language)
    )
    if source != wanted:
        raise TranslationUnavailableError(
            f"the text is in {source} and is wanted in {wanted}: the offline provider does not translate."
            " Configure an OpenAI-compatible provider, or send the text in the language wanted"
        )


def _taken_apart(text: str) -> tuple[str, list[str]]:
    """The text without the hashtags at its end, and those."""
    stripped = text.strip()
    last = _LAST_TAGS.search(stripped)
    if last is None or last.start() == 0:
        return stripped, []
    return stripped[: last.start()].rstrip(), [tag.removeprefix("#") for tag in last.group().split()]


def _each_once(tags: Sequence[str]) -> list[str]:
    return list({tag.casefold(): tag for tag in reversed(tags)}.values())[::-1]


def _invitation(request: ContentRequested, phrases: Phrases) -> str:
    """What readers are asked to do in words that fit any text; empty where the language has none."""
    avoided = request.brand_rules.words_to_avoid if request.brand_rules is not None else ()
    general = (phrase for phrase in phrases.closers if "{" not in phrase and not words_in(phrase, avoided))
    return next(general, "")


def _toned(paragraphs: list[list[str]], phrases: Phrases, invitation: str) -> list[list[str]]:
    """A lively tone ends the first sentence with an exclamation mark and asks readers in; a calm one does not shout."""
    if not phrases.is_lively:
        return [[_calmed(sentence) for sentence in sentences] for sentences in paragraphs]
    first, *others = paragraphs
    lively = [[_STOP.sub("!", first[0]), *first[1:]], *others]
    is_there = any(invitation in sentences for sentences in paragraphs)
    return lively if is_there or not invitation else [*lively, [invitation]]


def _calmed(sentence: str) -> str:
    quiet = _SHOUTS.sub(lambda mark: "。" if mark[1] == "！" else ".", _EMOJI.sub("", sentence))
    return str(_BLANKS.sub(" ", quiet.replace("¡", ""))).strip()


def _fits(network: NetworkName, length: int | None) -> Callable[[str], bool]:
    rules = capabilities.load()[network].text

    def fits(text: str) -> bool:
        is_short = length is None or len(graphemes(text)) <= length
        return is_short and all(count(rules, limit.unit, text) <= limit.max for limit in rules.limits)

    return fits


def _cut(paragraphs: Sequence[Sequence[str]], between: str, fits: Callable[[str], bool]) -> str:
    """As many whole sentences from the beginning as fit; the first one in any case, which is fitted by its words."""
    kept: list[list[str]] = []
    whole = ""
    for sentences in paragraphs:
        kept.append([])
        for sentence in sentences:
            kept[-1].append(sentence)
            longer = between.join(spaced(part) for part in kept if part)
            if whole and not fits(longer):
                return whole
            whole = longer
    return whole
