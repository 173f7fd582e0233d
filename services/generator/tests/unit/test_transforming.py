"""Texts made over by rules: shorter at a sentence's end, in another tone, with a network's hashtags."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.generator.domain import with_what_is_required
from services.generator.errors import TranslationUnavailableError
from services.generator.providers.offline.transforming import transformed
from services.generator.tests.requests import request
from shared import capabilities
from shared.capabilities.counting import graphemes
from shared.events import BrandRules, Disclaimer, Transform
from shared.ids import new_id

SOURCE = (
    "The monsoon sale has begun. Every loose-leaf tea is 20 % off until Sunday.\n\n"
    "Come by in the morning, when it is quiet. We pour for everybody! #MonsoonSale #Tea #ChaiAndCo #Rain"
)
NETWORKS = [capability.network for capability in capabilities.load()]


def over(text: str = SOURCE, *, network: str = "x", language: str = "en", **wanted: object) -> str:
    """What is published after the text was made over and fitted."""
    transform = Transform.model_validate({"source_text": text, **wanted})
    asked = request(networks=(network,), language=language, transform=transform)
    copy = transformed(asked, transform, network)
    return (
        capabilities.load()
        .fit(network, copy.caption, copy.call_to_action, copy.hashtags, most_characters=transform.length)
        .text
    )


def test_shortened_where_a_sentence_ends() -> None:
    """The sentences that fit are kept whole, from the beginning on."""
    assert over(
        length=80
    ) == "The monsoon sale has begun.\nEvery loose-leaf tea is 20 % off until Sunday." or (
        over(length=80).startswith(
            "The monsoon sale has begun. Every loose-leaf tea is 20 % off until Sunday."
        )
    )
    assert over(length=45) == "The monsoon sale has begun.\n\n#MonsoonSale"


def test_hashtags_as_the_network_likes_them() -> None:
    """X has two, WhatsApp none; those of the text come first."""
    assert over(network="x").count("#") == 2
    assert "#MonsoonSale #Tea" in over(network="x")
    assert "#" not in over(network="whatsapp")


def test_lively() -> None:
    """A lively tone is heard in the first sentence and asks readers in."""
    text = over(network="mastodon", tone="festive")

    assert text.startswith("The monsoon sale has begun!")
    assert "Come by and see for yourself!" in text


def test_calm() -> None:
    """A calm tone shouts nowhere."""
    text = over("Sale now!!! 🎉 Everything must go! #Sale", network="mastodon", tone="factual")

    assert text.startswith("Sale now. Everything must go.")
    assert "!" not in text


def test_no_tone_changes_no_words() -> None:
    """Only what is asked for is changed."""
    assert "We pour for everybody!" in over(network="mastodon")


def test_another_language_is_refused() -> None:
    """The offline provider says that it can't translate, and what to do."""
    with pytest.raises(TranslationUnavailableError, match="does not translate"):
        over(language="hi", source_language="en")
    assert over(language="en-IN", source_language="en-GB")


@settings(max_examples=60, deadline=None)
@given(
    text=st.text(min_size=1, max_size=2_000).filter(lambda text: text.strip()),
    network=st.sampled_from(NETWORKS),
    tone=st.sampled_from(["", "festive", "calm"]),
    length=st.one_of(st.none(), st.integers(min_value=20, max_value=400)),
)
def test_never_longer_than_wanted(text: str, network: str, tone: str, length: int | None) -> None:
    """Whatever the text, the network takes what becomes of it, and it is no longer than asked for."""
    try:
        made = over(text, network=network, tone=tone, length=length)
    except ValueError:
        return  # nothing of it can be published, which the caller tells
    assert length is None or len(graphemes(made)) <= length
    problems = [problem for problem in capabilities.load().validate(network, made) if problem.field == "text"]
    assert problems == []


def test_what_a_brand_requires_is_added_once() -> None:
    """Disclaimers of the network and the brand's hashtags are in the post; those it holds already are not doubled."""
    rules = BrandRules(
        brand_kit_id=new_id(),
        revision=1,
        name="Chai & Co.",
        disclaimers=(
            Disclaimer(text="Terms apply."),
            Disclaimer(text="Ad.", networks=("instagram",)),
        ),
        hashtags=("ChaiAndCo",),
    )
    asked = request(brand_rules=rules, transform=Transform(source_text=SOURCE))
    assert asked.transform is not None
    copy = with_what_is_required(transformed(asked, asked.transform, "x"), asked, "x")

    assert copy.call_to_action == "Terms apply."
    assert copy.hashtags[:2] == ("ChaiAndCo", "MonsoonSale")
    assert with_what_is_required(copy, asked, "x") == copy
