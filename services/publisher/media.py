"""Attachments out of the object store."""

import hashlib
from collections.abc import Awaitable, Sequence
from datetime import timedelta
from typing import TypeVar

from services.publisher.domain.failures import failure
from services.publisher.errors import NotSentError, RefusedError
from services.publisher.ports import Attachment
from shared.clock import Clock
from shared.events import MediaObject
from shared.media import MediaLinks
from shared.objects import ObjectMissingError, ObjectStore

_KEPT_BYTES = 8 * 1024 * 1024
# Networks fetch while they prepare, some until their container expires after a day.
_SHOWN_FOR = timedelta(hours=25)

Found = TypeVar("Found")


class StoredMedia:
    """The attachments of publications.

    Args:
        objects: Where they lie.
        links: Makes addresses that networks fetch from.
        base_url: Where the gateway is seen by networks; None: they can't fetch anything.
        clock: For when addresses expire.
    """

    def __init__(
        self, objects: ObjectStore, links: MediaLinks, clock: Clock, *, base_url: str | None
    ) -> None:
        self.objects = objects
        self._links = links
        self._base_url = base_url
        self._clock = clock

    def open(self, media: Sequence[MediaObject]) -> list[Attachment]:
        return [StoredAttachment(self, item) for item in media]

    def address(self, media: MediaObject) -> str:
        """Where anybody who is told can fetch it, for a day.

        Raises:
            RefusedError: This installation shows no media to the public.
        """
        if self._base_url is None or not self._links.is_on:
            detail = (
                "this network fetches media itself, and this installation shows none to the public: set"
                " POSTWRIGHT_PUBLISHER_MEDIA_BASE_URL and POSTWRIGHT_MEDIA_SIGNING_KEY"
            )
            raise RefusedError(failure("restricted", "media.not_public", detail, who_must_act="operator"))
        return f"{self._base_url}/media/{self._links.sign(media, self._clock.now() + _SHOWN_FOR)}"


class StoredAttachment:
    """One attachment: a small one is read once and kept, a large one is checked once and read in parts.

    Args:
        stored: Where it comes from.
        media: What was told of it; it is held to that.
    """

    def __init__(self, stored: StoredMedia, media: MediaObject) -> None:
        self._stored = stored
        self._media = media
        self._data: bytes | None = None
        self._is_checked = False

    @property
    def media(self) -> MediaObject:
        return self._media

    async def read(self, start: int = 0, length: int | None = None) -> bytes:
        if self._media.size <= _KEPT_BYTES:
            if self._data is None:
                data = await _answered(self._stored.objects.get(self._media.key))
                self._check(hashlib.sha256(data).hexdigest())
                self._data = data
            return self._data[start : None if length is None else start + length]
        if not self._is_checked:
            self._check(await _answered(self._digest()))
            self._is_checked = True
        rest = max(self._media.size - start, 0)
        wanted = rest if length is None else min(length, rest)
        return await _answered(self._stored.objects.get_range(self._media.key, start, wanted))

    def public_url(self) -> str:
        return self._stored.address(self._media)

    async def _digest(self) -> str:
        digest, seen = hashlib.sha256(), 0
        async for chunk in self._stored.objects.stream(self._media.key, 0, self._media.size):
            digest.update(chunk)
            seen += len(chunk)
        return digest.hexdigest() if seen == self._media.size else "cut off"

    def _check(self, sha256: str) -> None:
        if sha256 != self._media.sha256:
            detail = f"the object under {self._media.key} is not the one that was approved"
            raise RefusedError(failure("invalid", "media.changed", detail))


async def _answered(reading: Awaitable[Found]) -> Found:
    """What the store answers.

    Raises:
        RefusedError: It has no such object.
        NotSentError: It does not answer as it must, and may do so later.
    """
    try:
        return await reading
    except ObjectMissingError as error:
        raise RefusedError(failure("invalid", "media.missing", str(error))) from error
    except Exception as error:
        raise NotSentError(failure("transient", "media.store_away", type(error).__name__)) from error
