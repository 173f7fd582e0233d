"""Attachments: read whole or in parts, held to what was told of them, shown to networks that fetch."""

import hashlib
from datetime import UTC, datetime

import pytest

from services.publisher.errors import NotSentError, RefusedError
from services.publisher.media import StoredMedia
from services.publisher.ports import Attachment
from shared.events import MediaObject
from shared.media import MediaLinks
from shared.objects import ObjectStore
from shared.settings import ObjectSettings
from shared.testing.clocks import FakeClock

NOW = datetime(2026, 11, 21, 15, tzinfo=UTC)
SMALL, LARGE = b"small" * 10, bytes(range(256)) * 40_000
LINKS = MediaLinks(b"k" * 32)


def media_of(data: bytes, **changes: object) -> MediaObject:
    known = {
        "key": "a",
        "media_type": "video/mp4",
        "size": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
    }
    return MediaObject.model_validate(known | changes)


@pytest.fixture
def objects() -> ObjectStore:
    return ObjectStore(ObjectSettings(url="memory:///"))


def attachment(
    objects: ObjectStore, media: MediaObject, links: MediaLinks = LINKS, base_url: str | None = None
) -> Attachment:
    (opened,) = StoredMedia(objects, links, FakeClock(NOW), base_url=base_url).open([media])
    return opened


@pytest.mark.parametrize("data", [SMALL, LARGE], ids=["small", "large"])
async def test_it_is_read_whole_or_in_parts(objects: ObjectStore, data: bytes) -> None:
    """Each part is what stands there; beyond the end there is nothing."""
    await objects.put("a", data, "video/mp4")
    opened = attachment(objects, media_of(data))

    assert await opened.read() == data
    assert await opened.read(3, 5) == data[3:8]
    assert await opened.read(len(data) - 2, 10) == data[-2:]
    assert await opened.read(len(data), 10) == b""


@pytest.mark.parametrize("data", [SMALL, LARGE], ids=["small", "large"])
async def test_other_bytes_than_were_told_are_refused(objects: ObjectStore, data: bytes) -> None:
    """Before any part of them is given out."""
    await objects.put("a", data[::-1], "video/mp4")

    with pytest.raises(RefusedError) as refused:
        await attachment(objects, media_of(data)).read(0, 1)

    assert refused.value.failure.code == "media.changed"


async def test_what_is_missing_is_refused_and_a_store_that_is_away_is_waited_for(
    objects: ObjectStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The one never comes back, the other does."""
    with pytest.raises(RefusedError) as missing:
        await attachment(objects, media_of(SMALL)).read()
    assert missing.value.failure.code == "media.missing"

    async def away(_key: str) -> bytes:
        raise OSError("connection refused")

    monkeypatch.setattr(objects, "get", away)
    with pytest.raises(NotSentError) as unreachable:
        await attachment(objects, media_of(SMALL)).read()
    assert unreachable.value.failure.code == "media.store_away"


def test_an_address_leads_to_it_for_a_day(objects: ObjectStore) -> None:
    """Under the address that networks reach, with nothing in it that needs quoting."""
    media = media_of(SMALL)

    address = attachment(objects, media, base_url="https://media.example").public_url()

    token = address.removeprefix("https://media.example/media/")
    assert LINKS.read(token, NOW) == media.model_copy(update={"alt_text": ""})
    assert "/" not in token


@pytest.mark.parametrize(("links", "base_url"), [(LINKS, None), (MediaLinks(b""), "https://media.example")])
def test_without_key_or_address_nothing_is_shown(
    objects: ObjectStore, links: MediaLinks, base_url: str | None
) -> None:
    """The operator is told what to set."""
    with pytest.raises(RefusedError) as refused:
        attachment(objects, media_of(SMALL), links, base_url).public_url()

    assert (refused.value.failure.code, refused.value.failure.who_must_act) == (
        "media.not_public",
        "operator",
    )
    assert "POSTWRIGHT_MEDIA_SIGNING_KEY" in refused.value.failure.detail
