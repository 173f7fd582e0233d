"""Copy from a brief's own words: an opening, what the brief says, a closing."""

import random
from collections.abc import Sequence

import regex

from services.generator.domain import Copy
from services.generator.providers.offline.hashtags import hashtags_of
from services.generator.providers.offline.phrases import Phrases, phrases_for
from shared.events import ContentRequested, NetworkName
from shared.words import words_in

# After a full stop only where a space and no small letter follows: "20 % off", "St. Pauli" and "Chai & Co." go on.
_SENTENCE_BREAK = regex.compile(r"(?<=[.!?…؟][\p{Pe}\p{Pf}\"']?)\s+(?!\p{Ll})|(?<=[。！？।])\s*|\n+")
_ENDS = regex.compile(r"[\p{Sentence_Terminal}…:：][\p{Pe}\p{Pf}\"']*$")
_DOUBLED = regex.compile(r"([.!?。！？।؟])[.。।]")


class Style:
    """How much a network's readers like at once."""

    def __init__(self, sentences: int, hashtags: int, paragraphs: str) -> None:
        self.sentences = sentences
        self.hashtags = hashtags
        self.paragraphs = paragraphs


_STYLES: dict[NetworkName, Style] = {
    "mastodon": Style(sentences=6, hashtags=4, paragraphs="\n\n"),
    "bluesky": Style(sentences=3, hashtags=3, paragraphs="\n\n"),
    "x": Style(sentences=2, hashtags=2, paragraphs="\n"),
    "threads": Style(sentences=4, hashtags=1, paragraphs="\n\n"),
    "instagram": Style(sentences=5, hashtags=8, paragraphs="\n\n"),
    "facebook": Style(sentences=4, hashtags=2, paragraphs="\n\n"),
    "linkedin": Style(sentences=6, hashtags=3, paragraphs="\n\n"),
    "youtube": Style(sentences=6, hashtags=3, paragraphs="\n\n"),
    "tiktok": Style(sentences=2, hashtags=4, paragraphs="\n"),
    "pinterest": Style(sentences=3, hashtags=3, paragraphs="\n\n"),
    "whatsapp": Style(sentences=3, hashtags=0, paragraphs="\n\n"),
    "discord": Style(sentences=4, hashtags=0, paragraphs="\n\n"),
}
_ANY = Style(sentences=4, hashtags=3, paragraphs="\n\n")


def write(request: ContentRequested, network: NetworkName) -> Copy:
    """The copy for one network: the same for the same request, different between networks and briefs."""
    phrases = phrases_for(request.language, tone_of(request))
    style = style_of(network)
    turn = list(_STYLES).index(network) if network in _STYLES else len(_STYLES)
    chance = random.Random(request.request_id.int)  # noqa: S311  varies the wording
    opener = _filled(_turn(phrases.openers, chance, turn, request), request)
    closer = _filled(_turn(phrases.closers, chance, turn, request), request)
    brief = _for_the_reader(request.brief, phrases)
    sentences = sentences_of(brief)
    body = spaced(sentences[: style.sentences])
    return Copy(
        caption=style.paragraphs.join(part for part in (opener, body) if part),
        call_to_action=closer,
        hashtags=hashtags_of(
            request.topic, request.brand, f"{_wanted_words(request)} {brief}".strip(), phrases.stopwords
        )[: style.hashtags],
    )


def alt_text(request: ContentRequested) -> str:
    """What a poster of this request shows, in its language."""
    return _filled(phrases_for(request.language, tone_of(request)).picture, request)


def first_sentence(request: ContentRequested) -> str:
    """What the brief tells its readers first."""
    phrases = phrases_for(request.language, tone_of(request))
    return next(iter(sentences_of(_for_the_reader(request.brief, phrases))), "")


def style_of(network: NetworkName) -> Style:
    """What a network's readers like."""
    return _STYLES.get(network, _ANY)


def tone_of(request: ContentRequested) -> str:
    """The tone asked for, else the first of the brand's, else how the brand speaks."""
    rules = request.brand_rules
    return request.tone or (next(iter(rules.tones), rules.voice) if rules is not None else "")


def _turn(pool: Sequence[str], chance: random.Random, turn: int, request: ContentRequested) -> str:
    """Each network's own phrase, one after the other from where the request begins."""
    avoided = request.brand_rules.words_to_avoid if request.brand_rules is not None else ()
    named = [phrase for phrase in pool if request.audience or "{audience}" not in phrase]
    fitting = [phrase for phrase in named if not words_in(phrase, avoided)] or named
    return fitting[(chance.randrange(len(fitting)) + turn) % len(fitting)]


def _wanted_words(request: ContentRequested) -> str:
    """The brand's own words, which come before others as hashtags."""
    return " ".join(request.brand_rules.words_to_use) if request.brand_rules is not None else ""


def _filled(phrase: str, request: ContentRequested) -> str:
    filled = phrase
    for name, value in (("brand", request.brand), ("topic", request.topic), ("audience", request.audience)):
        filled = filled.replace(
            f"{{{name}}}", value.strip().rstrip(".。।") if name != "brand" else value.strip()
        )
    # A brand or topic that brings its own full stop ends the sentence itself.
    return str(_DOUBLED.sub(r"\1", _capital(filled)))


def _for_the_reader(brief: str, phrases: Phrases) -> str:
    """The brief without the words at its beginning that speak to the writer."""
    text = brief.strip()
    command = phrases.command.match(text) if phrases.command is not None else None
    return text[command.end() :] if command else text


def sentences_of(text: str) -> list[str]:
    sentences = [
        sentence.strip() for sentence in _SENTENCE_BREAK.split(text) if sentence and sentence.strip()
    ]
    return [_capital(_ended(sentence)) for sentence in sentences]


def _ended(sentence: str) -> str:
    if _ENDS.search(sentence) or not regex.search(r"[\p{Latin}\p{Cyrillic}\p{Greek}]", sentence):
        return sentence
    return f"{sentence}."


def spaced(sentences: Sequence[str]) -> str:
    """Sentences one after the other; none but those of scripts that know spaces have one between them."""
    if any(regex.search(r"[\p{Hiragana}\p{Katakana}\p{Han}]", sentence) for sentence in sentences):
        return "".join(sentences)
    return " ".join(sentences)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
