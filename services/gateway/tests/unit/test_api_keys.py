import re

from hypothesis import given
from hypothesis import strategies as st

from services.gateway.answer_seals import AnswerSeal
from services.gateway.domain.api_keys import new_key_text, prefix_of

SIGNING_KEY = "A" * 43 + "="


def test_a_key_has_the_form_that_scanners_look_for() -> None:
    """`pw_live_`, eight characters, 32 of secret, six of checksum."""
    text = new_key_text()

    assert re.fullmatch(r"pw_live_[0-9A-Za-z]{8}_[0-9A-Za-z]{38}", text)
    assert prefix_of(text) == text[8:16]


@given(place=st.integers(0, 54), character=st.characters())
def test_a_mistyped_key_is_seen_without_asking_anybody(place: int, character: str) -> None:
    """One character that is another one never has the right checksum."""
    text = new_key_text()
    typed = text[:place] + character + text[place + 1 :]

    assert (prefix_of(typed) is None) == (typed != text)


@given(text=st.text())
def test_no_text_breaks_the_reading_of_a_key(text: str) -> None:
    """Whatever is sent is a key or is not."""
    assert prefix_of(text) is None
    assert prefix_of(f"pw_live_{text}") is None


def test_a_sealed_answer_opens_in_its_own_place_alone() -> None:
    """It can't be put in another's place, nor read with another key."""
    seal = AnswerSeal(SIGNING_KEY)
    sealed = seal.seal(b"secret", "here")

    assert seal.open(sealed, "here") == b"secret"
    assert seal.open(sealed, "there") is None
    assert AnswerSeal("B" * 43 + "=").open(sealed, "here") is None
    assert b"secret" not in sealed
