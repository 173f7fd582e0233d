import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.words import words_in


@pytest.mark.parametrize(
    ("text", "word", "is_there"),
    [
        ("Our CHEAP tea", "cheap", True),
        ("The cheapest tea", "cheap", False),
        ("Un café gratuit", "CAFE", True),
        ("cafe", "café", True),
        ("The best   ever\nsale", "best ever", True),
        ("don\N{RIGHT SINGLE QUOTATION MARK}t miss", "don't", True),
        ("Straße", "STRASSE", True),
        ("#cheap", "cheap", True),
        ("cheap_tea", "cheap", False),
        ("सबसे सस्ता चाय", "सस्ता", True),
        ("सस्तापन", "सस्ता", False),
        ("мой чай", "мои", False),
        ("本日限定セール開催", "限定", True),
        ("che\N{SOFT HYPHEN}ap tea", "cheap", True),
        ("c\N{ZERO WIDTH SPACE}heap\N{WORD JOINER} tea", "cheap", True),
        ("cheap tea", "ch\N{ZERO WIDTH JOINER}eap", True),
        ("cheap tea", "\N{ZERO WIDTH SPACE}", False),
        ("a.b", "a+b", False),
        ("c++ course", "C++", True),
    ],
)
def test_whole_words(text: str, word: str, is_there: bool) -> None:  # noqa: FBT001  a case
    """A word is found whole, whatever its case, accents and spaces; never within another word."""
    assert words_in(text, [word]) == ([word] if is_there else [])


@settings(max_examples=50, deadline=None)
@given(
    before=st.sampled_from(["", "x ", "(", "\n"]),
    word=st.text(alphabet="aéÀß9'-.+ ", min_size=1, max_size=12),
)
def test_a_word_is_found_in_itself(before: str, word: str) -> None:
    """Whatever it is made of."""
    assert words_in(f"{before}{word}", [word]) == ([word] if word.strip() else [])
