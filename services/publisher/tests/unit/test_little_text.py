"""LinkedIn's little text: what people write arrives as they wrote it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.networks.linkedin import little as played
from services.publisher.networks.linkedin.little import plain, written

RESERVED = r"|{}@[]()<>#\*_~"
# Surrogates are no text: they can't be sent anywhere.
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)
WRITTEN = st.lists(
    st.sampled_from(
        [
            *RESERVED,
            *("#tea_time", "#", "रोटी", "#रोटी", "c#", "a_b", "{hashtag|", "\\#", "]("),
            *("https://example.com/a_(b)#c", "name@example.com", " ", "\n", "ÿ"),
        ]
    ),
    max_size=30,
).map("".join)


@given(TEXTS | WRITTEN)
def test_what_is_written_is_what_people_read(text: str) -> None:
    """Whatever the text: the sandbox's own reader, written apart from this, shows it, and so does ours."""
    commentary = written(text)

    assert played.read(commentary)[0] == text
    assert plain(commentary) == text


@pytest.mark.parametrize("character", RESERVED)
def test_each_reserved_character_is_escaped(character: str) -> None:
    """The fifteen of LinkedIn's page."""
    assert written(f"a {character} b") == f"a \\{character} b"


@pytest.mark.parametrize(
    ("text", "commentary"),
    [
        ("#tea", r"{hashtag|\#|tea}"),
        ("#tea_time now", r"{hashtag|\#|tea\_time} now"),
        ("(#tea)", r"\({hashtag|\#|tea}\)"),
        ("No. #1", r"No. \#1"),
        ("https://example.com/#top", r"https://example.com/\#top"),
        ("By @[Acme, Inc.](urn:li:organization:12)!", "By @[Acme, Inc.](urn:li:organization:12)!"),
        ("By @[Acme (UK)](urn:li:organization:12)", r"By @[Acme \(UK\)](urn:li:organization:12)"),
        ("@[Acme](urn:li:share:12)", r"\@\[Acme\]\(urn:li:share:12\)"),
    ],
)
def test_elements(text: str, commentary: str) -> None:
    """Hashtags and mentions of people and organisations are elements; nothing else is."""
    assert written(text) == commentary


def test_a_mention_reads_as_its_name() -> None:
    """As LinkedIn shows it."""
    commentary = written("By @[Acme (UK)](urn:li:organization:12)")

    assert plain(commentary) == "By Acme (UK)"
    assert played.read(commentary) == ("By Acme (UK)", ["urn:li:organization:12"])
