"""The object store: whole, from files, and in ranges."""

from pathlib import Path

import pytest

from shared.objects import ObjectMissingError, ObjectStore
from shared.settings import ObjectSettings

DATA = bytes(range(256)) * 10_000


@pytest.fixture(params=["file", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> ObjectStore:
    url = f"file://{tmp_path}/objects" if request.param == "file" else "memory:///"
    return ObjectStore(ObjectSettings(url=url))


async def test_a_file_goes_in_and_comes_out(store: ObjectStore, tmp_path: Path) -> None:
    """Larger than one chunk, and byte for byte."""
    (tmp_path / "in").write_bytes(DATA)

    await store.put_file("a/b", tmp_path / "in", "video/mp4")
    await store.get_file("a/b", tmp_path / "out")

    assert (tmp_path / "out").read_bytes() == DATA
    assert await store.get("a/b") == DATA
    assert await store.size("a/b") == len(DATA)


@pytest.mark.parametrize(("start", "length"), [(0, 1), (5, 100), (len(DATA) - 3, 10), (len(DATA), 5)])
async def test_a_range_is_what_stands_there(store: ObjectStore, start: int, length: int) -> None:
    """At the end there is less, beyond it nothing."""
    await store.put("a", DATA, "image/png")

    assert await store.get_range("a", start, length) == DATA[start : start + length]


async def test_a_stream_gives_a_part_in_pieces(store: ObjectStore) -> None:
    """Put together, the pieces are the part."""
    await store.put("a", DATA, "image/png")

    pieces = [piece async for piece in store.stream("a", 3, len(DATA) - 3)]

    assert len(pieces) > 1
    assert b"".join(pieces) == DATA[3:-3]


async def test_what_is_not_there_is_said_to_be_missing(store: ObjectStore, tmp_path: Path) -> None:
    """By every way of reading."""
    for reading in (
        store.get("x"),
        store.size("x"),
        store.get_range("x", 0, 1),
        store.get_file("x", tmp_path),
    ):
        with pytest.raises(ObjectMissingError, match="'x'"):
            await reading
