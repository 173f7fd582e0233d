import unicodedata
from typing import Annotated

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from services.gateway.domain.texts import Name, Text, seen_text

OPTIONAL: TypeAdapter[str | None] = TypeAdapter(Annotated[str | None, Text(5)])
NAME: TypeAdapter[str | None] = TypeAdapter(Annotated[str | None, Name(100)])

# Overrides, embeddings and isolates (UAX 9), which turn round what stands behind them.
TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
# Nobody sees them: a soft hyphen, blanks without width, fillers, a byte order mark, tags; lines end at the others.
HIDDEN = "\xad\u034f\u115f\u3164\uffa0\u200b\u2060\u2063\ufeff\ufff9\U000e0041\U000e0001"
WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=40)
CONTROLS = "\t\n\v\r\x1b\x7f\x85\u2028\u2029"


def test_a_text_that_may_be_null_may_be_null() -> None:
    """Sent as null it is as if it was left out."""
    assert OPTIONAL.validate_python(None) is None
    assert OPTIONAL.validate_python("tea") == "tea"
    assert NAME.validate_python(None) is None


@pytest.mark.parametrize("text", ["t\x00a", "too long"])
def test_what_cannot_be_kept_is_refused(text: str) -> None:
    """PostgreSQL takes no U+0000, and a text has an end."""
    with pytest.raises(ValidationError):
        OPTIONAL.validate_python(text)


@pytest.mark.parametrize(
    "name",
    [
        "Asha's Kitchen",
        "آشپزخانه‌ی مامان",  # Persian, with a non-joiner
        "ශ්‍රී ලංකා",  # Sinhala, with a joiner
        "ക്‍ഷ",  # Malayalam
        "מטבח C++\u200e בע״מ",  # Hebrew, with a mark that keeps the signs in their place
        "👩‍🍳 & 👨‍👩‍👧",
        "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f Haggis",  # Scotland's flag
        "葛\U000e0100飾区",  # a form of a character that only names have
        "❤️ 1️⃣",
        "Ở Đây",
        "৳ ؀",
    ],
)
def test_real_names_stay_as_they_are(name: str) -> None:
    """In every script, with what its letters need."""
    assert NAME.validate_python(name) == name
    assert seen_text(name) == name


@given(WORDS, st.sampled_from(TURNING + HIDDEN + CONTROLS), WORDS)
def test_what_nobody_sees_is_refused_and_named(before: str, character: str, after: str) -> None:
    """Wherever it stands; a mail that says an older name leaves it out."""
    name = f"a{before}{character}{after}b"

    with pytest.raises(ValidationError) as refused:
        NAME.validate_python(name)

    first = next(one for one in name if one not in seen_text(name))
    assert f"U+{ord(first):04X}" in str(refused.value)
    assert character not in seen_text(name)


@given(st.text(max_size=80) | st.text(TURNING + HIDDEN + CONTROLS + "a\u200e\u05d0\ud800", max_size=80))
def test_a_shown_text_can_be_a_name(text: str) -> None:
    """One rule for what is refused and for what is left out; what is shown is one line."""
    shown = seen_text(text).strip()

    assert seen_text(shown) == shown
    assert not {unicodedata.category(one) for one in shown} & {"Cc", "Zl", "Zp"}
    if shown:
        assert NAME.validate_python(shown) == shown


@pytest.mark.parametrize("mark", ["\u200e", "\u200f", "\u061c"])
def test_a_mark_of_direction_needs_a_text_from_the_right(mark: str) -> None:
    """Alone it would only move numbers and signs about."""
    with pytest.raises(ValidationError, match=f"U\\+{ord(mark):04X}"):
        NAME.validate_python(f"Pay {mark}100 - 5")
