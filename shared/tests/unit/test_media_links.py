"""Signed addresses of media."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from shared.events import MediaObject
from shared.media import LinkedMedia, MediaLinks

NOW = datetime(2026, 11, 21, 15, tzinfo=UTC)
MEDIA = MediaObject(key="organizations/1/media/ä", media_type="image/jpeg", size=7, sha256="a" * 64)
LINKS = MediaLinks(b"k" * 32)


def test_a_token_says_what_is_served_until_it_expires() -> None:
    """To the second, and in characters that stand in an address as they are."""
    token = LINKS.sign(MEDIA, NOW + timedelta(hours=1))

    assert LINKS.read(token, NOW) == MEDIA
    assert LINKS.read(token, NOW + timedelta(seconds=3599)) == MEDIA
    assert LINKS.read(token, NOW + timedelta(hours=1)) is None
    assert all(character.isascii() and (character.isalnum() or character in "-_.") for character in token)


@pytest.mark.parametrize("position", [0, 5, -1])
def test_a_changed_token_serves_nothing(position: int) -> None:
    """Neither another key of the store nor a later end can be written into it."""
    token = LINKS.sign(MEDIA, NOW + timedelta(hours=1))
    other = "A" if token[position] != "A" else "B"
    changed = token[:position] + other + (token[position + 1 :] if position != -1 else "")

    # The last character of base64 holds bits that mean nothing; those two are the same token.
    assert LINKS.read(changed, NOW) in ({None} if position != -1 else {None, MEDIA})


@pytest.mark.parametrize("token", ["", ".", "a.b", "ä.ö", "a" * 5000])
def test_what_is_no_token_serves_nothing(token: str) -> None:
    """Whatever stands in the address, nothing breaks."""
    assert LINKS.read(token, NOW) is None


def test_another_key_reads_nothing_and_no_key_neither() -> None:
    """Without a key the feature is off, not open."""
    token = LINKS.sign(MEDIA, NOW + timedelta(hours=1))
    off = MediaLinks(b"")

    assert MediaLinks(b"x" * 32).read(token, NOW) is None
    assert off.read(off.sign(MEDIA, NOW + timedelta(hours=1)), NOW) is None


def test_a_token_for_people_names_the_media() -> None:
    """Whoever serves it looks whether they are still there."""
    linked = LinkedMedia(MEDIA, UUID(int=1), UUID(int=2))
    token = LINKS.sign_linked(linked, NOW + timedelta(hours=1))

    assert LINKS.read_linked(token, NOW) == linked
    assert LINKS.read_linked(token, NOW + timedelta(hours=1)) is None


def test_a_token_for_people_is_none_for_networks() -> None:
    """And the other way round: otherwise one served what was deleted."""
    end = NOW + timedelta(hours=1)
    linked = LinkedMedia(MEDIA, UUID(int=1), UUID(int=2))

    assert LINKS.read(LINKS.sign_linked(linked, end), NOW) is None
    assert LINKS.read_linked(LINKS.sign(MEDIA, end), NOW) is None
