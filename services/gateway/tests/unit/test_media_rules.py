"""Names, folders, tags and parts: whatever comes in, what is kept is plain and leads nowhere."""

import unicodedata
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.gateway.domain.media import (
    LONGEST_NAME,
    object_key,
    plain_folder,
    plain_name,
    plain_tags,
    thumbnail_key,
    thumbnails_of,
)
from services.gateway.domain.uploads import MOST_PARTS, Upload, part_bytes_for
from shared.ids import new_id

NOW = datetime(2026, 11, 21, tzinfo=UTC)


def upload(size: int, part_bytes: int) -> Upload:
    return Upload(
        upload_id=new_id(),
        organization_id=new_id(),
        name="a",
        size=size,
        part_bytes=part_bytes,
        created_at=NOW,
        updated_at=NOW,
        expires_at=NOW,
        sweep_at=None,
    )


@given(name=st.text())
def test_a_name_is_no_path(name: str) -> None:
    """No folder, nothing that nobody sees, never empty, and plain already once it is plain."""
    plain = plain_name(name)

    assert "/" not in plain
    assert "\\" not in plain
    assert not any(unicodedata.category(character).startswith("C") for character in plain)
    assert 0 < len(plain) <= LONGEST_NAME
    assert plain_name(plain) == plain


@given(path=st.text(alphabet=st.sampled_from("ab /.\\\x00\u202e"), max_size=40))
def test_a_folder_leads_only_down(path: str) -> None:
    """It is refused, or has neither dots that lead upwards nor slashes around it."""
    try:
        plain = plain_folder(path)
    except ValueError:
        return
    names = plain.split("/") if plain else []

    assert all(name == name.strip() and name not in {"", ".", ".."} for name in names)
    assert plain_folder(plain) == plain


@given(tags=st.lists(st.text(min_size=1, max_size=20), max_size=10))
def test_tags_are_plain_once_they_are_plain(tags: list[str]) -> None:
    """In small letters, each once, none with a comma, which separates them in a form."""
    try:
        plain = plain_tags(tags)
    except ValueError:
        return

    assert len(set(plain)) == len(plain)
    assert all(tag and "," not in tag for tag in plain)
    assert plain_tags(plain) == plain


@given(size=st.integers(1, 2**40), usual=st.integers(1_024, 2**30))
def test_parts_are_the_whole_file(size: int, usual: int) -> None:
    """Together they have its size, none is empty, and there are not too many."""
    made = upload(size, part_bytes_for(size, usual))
    sizes = [made.part_size(number) for number in made.parts]

    assert sum(sizes) == size
    assert min(sizes) > 0
    assert len(sizes) <= MOST_PARTS


@given(number=st.integers(-5, 20))
def test_a_part_is_known_by_its_key_alone(number: int) -> None:
    """And what lies beside the parts is none of them."""
    made = upload(10_000, 1_024)

    assert made.part_number(made.part_key(number)) == (number if number in made.parts else None)
    assert made.part_number(f"{made.prefix}/x") is None
    assert made.part_number(f"{made.prefix}/1") is None
    assert made.part_number(f"other/{made.part_key(1)}") is None


@pytest.mark.parametrize("size", ["small", "medium", "large"])
def test_thumbnails_lie_beside_their_file(size: str) -> None:
    """Found from its key alone, when it is removed."""
    organization_id, sha256 = new_id(), "a" * 64

    assert thumbnail_key(organization_id, sha256, size) in thumbnails_of(object_key(organization_id, sha256))
    assert thumbnails_of(f"organizations/{organization_id}/renditions/{new_id()}") == ()
