"""The capability registry: what each network takes, how it counts, what fits."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from shared import capabilities
from shared.capabilities import Capability, Problem, fit, load, validate
from shared.events import MediaObject, NetworkName

NETWORKS: tuple[NetworkName, ...] = tuple(capability.network for capability in capabilities.load())
FAMILY = "\N{MAN}\u200d\N{WOMAN}\u200d\N{GIRL}\u200d\N{BOY}"
FLAG = "\N{REGIONAL INDICATOR SYMBOL LETTER I}\N{REGIONAL INDICATOR SYMBOL LETTER N}"
# Surrogates are no text: they can't be sent anywhere.
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=700)
WORDS = st.lists(
    st.sampled_from(
        [
            *("tea", "münchen", "茶葉", "मिठाई", "شاي", "once.", "o" * 90, FAMILY),
            *("https://example.com/a/very/long/path?q=1", "example.org", "$ABC", "@ann@remote.example"),
        ]
    ),
    min_size=1,
    max_size=120,
).map(" ".join)
TAGS = st.lists(st.sampled_from(["Sale", "Diwali", "दिवाली", "万年筆", "VeryLongHashtag" * 3]), max_size=6)


def picture(**changes: object) -> MediaObject:
    known: dict[str, object] = {
        "key": "k",
        "media_type": "image/png",
        "size": 100_000,
        "sha256": "0" * 64,
        "width": 1080,
        "height": 1080,
    }
    return MediaObject.model_validate(known | changes)


def text_problems(network: NetworkName, text: str) -> list[Problem]:
    """What is wrong with the text alone: some networks also need a picture or a title."""
    return [problem for problem in validate(network, text) if problem.field == "text"]


@pytest.mark.parametrize("network", NETWORKS)
def test_a_network_is_dated_and_can_be_served_as_json(network: NetworkName) -> None:
    """What the API serves is the file, and reads back as the same."""
    capability = load()[network]

    assert capability.checked_on >= date(2026, 11, 21)
    assert Capability.model_validate_json(capability.model_dump_json()) == capability


def test_a_limit_without_a_listed_source_is_refused() -> None:
    """No number stands there without the page it was read from."""
    document = load()["x"].model_dump()
    document["formats"][0]["media"]["max_count"]["source"] = "hearsay"

    with pytest.raises(ValidationError, match="hearsay"):
        Capability.model_validate(document)


@pytest.mark.parametrize(
    ("network", "text", "length"),
    [
        # Published examples of twitter-text and of X's page on counting characters.
        ("x", "This is a test.", 15),
        ("x", "H🐱☺" + FAMILY, 7),
        ("x", "故人西辞黄鹤楼，烟花三月下扬州。孤帆远影碧空尽，唯见长江天际流。", 64),  # noqa: RUF001  as published
        ("x", "I am a Tweet", 12),
        ("x", "Check https://example.com/a/path/that/is/longer/than/twenty-three", 29),
        ("x", "Check example.com", 29),
        ("x", "caf\N{LATIN SMALL LETTER E WITH ACUTE}", 4),
        ("x", "cafe\N{COMBINING ACUTE ACCENT}", 4),
        ("x", FLAG, 2),
        # Unicode's extended grapheme clusters, as of 15.1 for the scripts of India.
        ("bluesky", "क्षि", 1),
        ("bluesky", FAMILY, 1),
        ("bluesky", FLAG + FLAG, 2),
        ("bluesky", "e\N{COMBINING ACUTE ACCENT}\r\n", 2),
        ("bluesky", "https://example.com", 19),
        # Mastodon: links count 23, of a mention only the local part.
        ("mastodon", "https://example.com/a/path/that/is/longer/than/twenty-three", 23),
        ("mastodon", "http://t.co", 23),
        ("mastodon", "example.com", 11),
        ("mastodon", "hello @ann@social.example", 10),
        ("mastodon", "mail ann@social.example", 23),
        ("mastodon", FAMILY, 1),
    ],
)
def test_texts_count_as_their_network_counts(network: NetworkName, text: str, length: int) -> None:
    """Published vectors, and those that follow from the published rules."""
    assert capabilities.count_text(network, text) == length


@pytest.mark.parametrize("network", NETWORKS)
def test_a_text_may_be_as_long_as_the_limit_and_no_longer(network: NetworkName) -> None:
    """The limit itself is taken; one more names the field, both numbers and the fix."""
    most = load()[network].text.limits[0].max

    assert text_problems(network, "a" * most) == []
    (problem,) = text_problems(network, "a" * (most + 1))
    assert (problem.field, problem.code, problem.limit, problem.actual) == (
        "text",
        "text_too_long",
        most,
        most + 1,
    )
    assert problem.fix.startswith("Shorten it by 1 ")


def test_bluesky_also_counts_bytes() -> None:
    """Three hundred families are three hundred graphemes, and far more than 3,000 bytes."""
    (problem,) = validate("bluesky", FAMILY * 300)

    assert (problem.unit, problem.limit, problem.actual) == ("bytes", 3_000, 7_500)


@pytest.mark.parametrize(
    ("network", "text", "media", "codes"),
    [
        ("mastodon", " \n", [], ["text_empty"]),
        ("mastodon", "", [picture()], []),
        ("x", "buy $AAPL and $MSFT", [], ["text_too_many_cashtags"]),
        ("x", "costs $5 and $AAPL", [], []),
        ("x", "a\ufeffb", [], ["text_character_refused"]),
        ("bluesky", "hi", [picture()] * 11, ["media_too_many"]),
        ("bluesky", "hi", [picture(size=2_000_001)], ["media_too_large"]),
        ("bluesky", "hi", [picture(media_type="image/tiff")], ["media_type_not_supported"]),
        ("mastodon", "hi", [picture(width=10_000, height=4_000)], ["media_dimensions_too_large"]),
        ("mastodon", "hi", [picture(alt_text="a" * 1_501)], ["alt_text_too_long"]),
        ("x", "hi", [picture(media_type="image/gif"), picture()], ["media_mixed"]),
        ("x", "hi", [picture(media_type="image/gif", width=2_000)], ["media_dimensions_too_large"]),
        ("x", "a" * 281, [picture(size=6_000_000)], ["text_too_long", "media_too_large"]),
    ],
)
def test_what_a_network_refuses_is_found_before_it_does(
    network: NetworkName, text: str, media: list[MediaObject], codes: list[str]
) -> None:
    """Every problem is named, not only the first."""
    assert [problem.code for problem in validate(network, text, media)] == codes


def test_a_problem_says_which_picture() -> None:
    """The pointer leads to the item and to its field."""
    problems = validate("x", "hi", [picture(), picture(alt_text="a" * 1_001, size=6_000_000)])

    assert [problem.field for problem in problems] == ["media/1", "media/1/alt_text"]


@pytest.mark.parametrize("network", NETWORKS)
@settings(max_examples=60, deadline=None)
@given(caption=TEXTS | WORDS, call_to_action=TEXTS | WORDS, hashtags=TAGS)
def test_what_was_fitted_is_taken(
    network: NetworkName, caption: str, call_to_action: str, hashtags: list[str]
) -> None:
    """Whatever the parts, the fitted text has no problem, and says what of each part is in it."""
    try:
        fitted = fit(network, caption, call_to_action, hashtags)
    except ValueError:
        left = caption + call_to_action
        for character in load()[network].text.refused_characters:
            left = left.replace(character, "")
        assert not left.strip()
        return

    assert text_problems(network, fitted.text) == []
    assert list(fitted.hashtags) == hashtags[: len(fitted.hashtags)]


@pytest.mark.parametrize("network", NETWORKS)
def test_parts_that_fit_are_left_as_they_are(network: NetworkName) -> None:
    """Nothing is cut that need not be."""
    fitted = fit(network, "New tea is in.", "Come by.", ["Tea", "चाय"])

    assert fitted.text == "New tea is in.\n\nCome by.\n\n#Tea #चाय"


def test_hashtags_go_before_words_and_words_go_whole() -> None:
    """The last hashtag goes first; a caption ends after a word, with an ellipsis."""
    fewer = fit("x", "word " * 50, "Come by.", ["Keep", "This", "Drop" * 10])
    shorter = fit("x", "word " * 80, "Come by.", ["Tag"])

    assert fewer.hashtags == ("Keep", "This")
    assert shorter.hashtags == ()
    assert shorter.caption.endswith("word…")
    assert 270 <= capabilities.count_text("x", shorter.text) <= 280


def test_a_text_that_is_cut_after_a_sentence_needs_no_ellipsis() -> None:
    """What reads as whole is not marked as cut."""
    sentence = "A" * 134 + ". "

    assert fit("x", sentence * 3).caption == (sentence * 2).strip()


def test_scripts_without_spaces_are_cut_between_characters() -> None:
    """Japanese has no spaces to cut at, and uses the room all the same."""
    fitted = fit("bluesky", "国内外の万年筆" * 60)

    assert capabilities.count_text("bluesky", fitted.text) == 300
