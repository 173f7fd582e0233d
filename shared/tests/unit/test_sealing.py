"""What is sealed for the publisher is opened by its key alone."""

import pytest

from shared.sealing import Opener, Sealer, SealingError, generate_key_pair


def test_the_holder_of_the_private_key_reads_what_was_sealed() -> None:
    """For the same context."""
    private, public = generate_key_pair()
    assert Opener(private).open(Sealer(public).seal(b"token", b"account-1"), b"account-1") == b"token"


def test_another_key_another_context_and_a_changed_text_open_nothing() -> None:
    """And the error holds neither the key nor the text."""
    private, public = generate_key_pair()
    sealed = Sealer(public).seal(b"token", b"account-1")
    other, _ = generate_key_pair()
    for opener, text, context in (
        (Opener(other), sealed, b"account-1"),
        (Opener(private), sealed, b"account-2"),
        (Opener(private), "A" + sealed[1:] if sealed[0] != "A" else "B" + sealed[1:], b"account-1"),
        (Opener(private), "not base64!", b"account-1"),
    ):
        with pytest.raises(SealingError) as refused:
            opener.open(text, context)
        assert sealed not in str(refused.value)


def test_a_key_that_is_none_is_refused_without_showing_it() -> None:
    """A wrong setting ends up in a log."""
    for build in (Sealer, Opener):
        with pytest.raises(SealingError) as refused:
            build("c2hvcnQ=")
        assert "c2hvcnQ" not in str(refused.value)
