"""Copy without a key: readable, of the brief's own words, different from network to network, always publishable."""

from collections import Counter

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from services.generator.providers.offline.phrases import phrases_for
from services.generator.providers.offline.writing import alt_text, first_sentence, write
from services.generator.tests.requests import examples, request
from shared import capabilities
from shared.events import ContentRequested, MediaObject, NetworkName
from shared.ids import new_id

REGISTRY = capabilities.load()
NETWORKS: tuple[NetworkName, ...] = ("mastodon", "bluesky", "x")
PICTURE = MediaObject(key="k", media_type="image/png", size=1, sha256="0" * 64, width=1080, height=1080)
LANGUAGES = ["en", "es", "fr", "de", "hi", "pt", "ja", "it", "ar", "nl", "sw", "zh-Hant", "x-klingon"]

anything = st.text(min_size=1, max_size=300).filter(lambda text: text.strip())
briefs = st.builds(
    request,
    request_id=st.uuids(),
    brand=st.text(min_size=1, max_size=200).filter(lambda text: text.strip()),
    topic=anything,
    tone=st.sampled_from(["", "friendly", "calm", "festive", "दोस्ताना"]),
    audience=st.text(max_size=300),
    brief=st.one_of(anything, st.text(min_size=1, max_size=6_000).filter(lambda text: text.strip())),
    language=st.sampled_from(LANGUAGES),
)


def text_of(brief: ContentRequested, network: NetworkName) -> str:
    copy = write(brief, network)
    return REGISTRY.fit(network, copy.caption, copy.call_to_action, copy.hashtags).text


@pytest.mark.parametrize("network", NETWORKS)
@settings(max_examples=100, deadline=None)
@given(brief=briefs)
def test_always_publishable(network: NetworkName, brief: ContentRequested) -> None:
    """Whatever a brief holds, the network takes the text."""
    assert REGISTRY.validate(network, text_of(brief, network)) == []


@pytest.mark.parametrize("with_media", [False, True])
@settings(max_examples=30, deadline=None)
@given(brief=briefs, network=st.sampled_from([capability.network for capability in REGISTRY]))
def test_every_network_is_written_for(
    *, with_media: bool, brief: ContentRequested, network: NetworkName
) -> None:
    """One that has no style of its own gets a text it takes all the same, beside a picture too."""
    copy = write(brief, network)

    text = REGISTRY.fit(network, copy.caption, copy.call_to_action, copy.hashtags, with_media=with_media).text

    media = [PICTURE] if with_media else []
    assert [p for p in REGISTRY.validate(network, text, media) if p.field == "text"] == []


@pytest.mark.parametrize("brief", examples(), ids=lambda brief: brief.language)
@pytest.mark.parametrize("network", NETWORKS)
def test_examples(brief: ContentRequested, network: NetworkName) -> None:
    """Every example says what its brief says, in its words, with nothing left to fill in and nothing cut off."""
    copy, text = write(brief, network), text_of(brief, network)

    assert first_sentence(brief).rstrip(".。।!！") in text
    assert brief.brand in text or brief.topic in text
    assert not regex.search(r"[{}]|\.\.|  |\s[,.!?]|!\.|…", text.replace(" !", "").replace(" ?", "")), text
    assert 2 <= len(copy.hashtags) <= 4
    assert all(regex.fullmatch(r"[\p{L}\p{M}\p{N}_]+", tag) for tag in copy.hashtags)
    assert len({tag.casefold() for tag in copy.hashtags}) == len(copy.hashtags)


@pytest.mark.parametrize("brief", examples(), ids=lambda brief: brief.language)
def test_each_network_has_its_own(brief: ContentRequested) -> None:
    """The three posts of one request do not begin or end alike."""
    copies = [write(brief, network) for network in NETWORKS]

    assert len({copy.caption.partition("\n")[0] for copy in copies}) == 3
    assert len({copy.call_to_action for copy in copies}) == 3


@pytest.mark.parametrize(
    "language", [language for language in LANGUAGES if len(language) == 2 and language != "sw"]
)
@pytest.mark.parametrize("tone", ["friendly", "calm"])
def test_varied(language: str, tone: str) -> None:
    """Requests with the same words get each of the openings, about as often."""
    asked = [request(language=language, tone=tone, request_id=new_id()) for _ in range(200)]
    openings = Counter(write(brief, "x").caption.partition("\n")[0] for brief in asked)

    assert len(openings) == len(phrases_for(language, tone).openers) >= 3
    assert max(openings.values()) < 200 * 0.6


def test_same_request_same_copy() -> None:
    """A step that is done again after a crash writes the same."""
    brief = examples()[0]

    assert write(brief, "x") == write(brief.model_copy(), "x")


def test_words_for_the_writer_are_left_out() -> None:
    """A brief may begin as an order to the writer; the reader is not told to announce anything."""
    brief = request(brief="Please announce that the shop opens at nine. Bring a friend.")

    assert "nnounce" not in write(brief, "mastodon").caption
    assert "The shop opens at nine. Bring a friend." in write(brief, "mastodon").caption


def test_unknown_language_gets_no_foreign_words() -> None:
    """In a language without phrases, everything is in the brief's own words."""
    brief = request(
        language="sw", brand="Chai Bora", topic="Ofa ya wiki", brief="Chai kwa bei nafuu wiki hii."
    )
    words = set(regex.findall(r"\p{L}+", text_of(brief, "mastodon").casefold()))
    own = set(regex.findall(r"\p{L}+", f"{brief.brand} {brief.topic} {brief.brief}".casefold()))

    assert {word for word in words - own if word not in "".join(own)} <= {"ofayawiki", "chaibora"}


@pytest.mark.parametrize("brief", examples(), ids=lambda brief: brief.language)
def test_alternative_text(brief: ContentRequested) -> None:
    """A poster is described by what is written on it."""
    assert brief.brand in alt_text(brief)
    assert brief.topic in alt_text(brief)
