"""How long a text is, against what the networks and Unicode publish."""

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared import capabilities
from shared.capabilities.counting import CASHTAG, HASHTAG, MENTION, count, graphemes
from shared.capabilities.model import TextRules, Unit

_NO_BREAK = "\N{MULTIPLICATION SIGN}"
DATA = Path(__file__).parents[1] / "data"
TWITTER = json.loads((DATA / "twitter_text_lengths.json").read_text(encoding="utf-8"))["vectors"]
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)
FAMILY = "👨\u200d👩\u200d👧\u200d👧"
# The library takes a consonant after a virama for a conjunct, whatever stands before the virama: no word is written so.
LOOSER = {("्", "क"), ("्\u0308", "क"), ("a्", "त"), ("?्", "त")}
PLAIN = TextRules.model_validate(
    {
        "limits": [{"max": 500, "unit": "characters, emoji as bytes", "source": "s"}],
        "link": {"counts_as": None, "source": "s"},
        "mention": {"remote_domain_counts": True, "source": "s"},
    }
)


def breaks() -> list[tuple[str, ...]]:
    """The cases of Unicode's own test of grapheme clusters."""
    lines = (DATA / "grapheme_breaks.txt").read_text(encoding="utf-8").splitlines()
    return [
        tuple(
            "".join(chr(int(code, 16)) for code in cluster.split(_NO_BREAK))
            for cluster in line.strip("÷").split("÷")
        )
        for line in lines
        if not line.startswith("#")
    ]


@pytest.mark.parametrize("vector", TWITTER, ids=[vector["description"] for vector in TWITTER])
def test_x_counts_as_its_own_conformance_vectors(vector: dict[str, object]) -> None:
    """Every vector of twitter-text for configuration 3: emoji, marks of direction, links, scripts."""
    text = str(vector["text"])

    assert capabilities.count_text("x", text) == vector["length"]


def test_clusters_are_those_of_unicode() -> None:
    """All cases of the official test, but for the few that no word is made of."""
    cases = breaks()

    wrong = {case for case in cases if tuple(graphemes("".join(case))) != case}
    assert len(cases) > 700
    assert wrong == LOOSER


@pytest.mark.parametrize(
    ("text", "clusters", "size"),
    [
        # As in the tests of Bluesky's own reference implementation.
        ("a", 1, 1),
        ("~", 1, 1),
        ("ö", 1, 2),
        ("ñ", 1, 2),
        ("©", 1, 2),
        ("⽘", 1, 3),
        ("𡎺", 1, 4),
        (FAMILY, 1, 25),
    ],
)
def test_bluesky_counts_clusters_and_bytes(text: str, clusters: int, size: int) -> None:
    """A post may hold so many of the one and so many of the other."""
    rules = capabilities.load()["bluesky"].text

    assert count(rules, "graphemes", text) == clusters
    assert count(rules, "bytes", text) == size


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("a", 1),
        ("é", 1),
        ("€", 1),
        ("🙂", 2),
        ("👍🏽", 4),
        ("🇮🇳", 4),
        (FAMILY, 11),
        ("\N{MATHEMATICAL SCRIPT CAPITAL X}", 2),
    ],
)
def test_utf_16_units_are_what_telegram_counts(text: str, length: int) -> None:
    """A character beyond the first plane is two."""
    assert count(PLAIN, "UTF-16 code units", text) == length


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("hello", 5),
        ("é", 1),
        ("नमस्ते", 3),
        ("👍", 4),
        ("❤\ufe0f", 6),
        ("🇮🇳", 8),
        (FAMILY, 25),
        ("a👍b", 6),
        ("1", 1),
    ],
)
def test_an_emoji_is_its_bytes_on_threads(text: str, length: int) -> None:
    """With everything that belongs to it; all else is a character each, digits too."""
    assert count(PLAIN, "characters, emoji as bytes", text) == length


@given(TEXTS)
def test_units_are_in_order_of_size(text: str) -> None:
    """Clusters are made of code points, those of UTF-16 units, and these of bytes."""
    units: tuple[Unit, ...] = ("graphemes", "code points", "UTF-16 code units", "bytes")

    lengths = [count(PLAIN, unit, text) for unit in units]

    assert lengths == sorted(lengths)
    assert "".join(graphemes(text)) == text


@given(TEXTS, TEXTS)
def test_what_is_put_together_is_as_long_as_its_parts(first: str, second: str) -> None:
    """In code points, units and bytes exactly; clusters may join at the seam."""
    units: tuple[Unit, ...] = ("code points", "UTF-16 code units", "bytes")
    for unit in units:
        assert count(PLAIN, unit, first + second) == count(PLAIN, unit, first) + count(PLAIN, unit, second)
    joined = len(graphemes(first + second))
    assert joined <= len(graphemes(first)) + len(graphemes(second))


@given(TEXTS)
def test_x_does_not_care_how_letters_are_composed(text: str) -> None:
    """A letter with its accent is as long whether it is written as one or as two."""
    composed = unicodedata.normalize("NFC", text)

    assert capabilities.count_text("x", text) == capabilities.count_text("x", composed)


@given(st.text("abcdefghij0123456789", min_size=1, max_size=200))
def test_a_link_is_as_long_as_any_other(path: str) -> None:
    """On X and on Mastodon, however long its address."""
    for network in ("x", "mastodon"):
        assert capabilities.count_text(network, f"see https://example.com/{path} now") == 4 + 23 + 4


@pytest.mark.parametrize(
    ("text", "tags", "people", "symbols"),
    [
        ("#tea and #चाय", 2, 0, 0),
        ("a#b &#39; https://example.com/#top #1", 0, 0, 0),
        ("@ann and ann@example.com @bob.c", 0, 2, 0),
        ("$AAPL costs $5, US$ and $BRK.B", 0, 0, 2),
    ],
)
def test_marks_are_counted_where_they_are_meant(text: str, tags: int, people: int, symbols: int) -> None:
    """A number sign inside a word or an address is no hashtag, an e-mail address no mention, a price no symbol."""
    found = [len(mark.findall(text)) for mark in (HASHTAG, MENTION, CASHTAG)]

    assert found == [tags, people, symbols]
