"""Attachments out of the object store."""

import hashlib
from collections.abc import Sequence

from services.publisher.domain.failures import failure
from services.publisher.errors import NotSentError, RefusedError
from services.publisher.ports import Attachment
from shared.events import MediaObject
from shared.objects import ObjectMissingError, ObjectStore


class StoredAttachment:
    """One attachment, read from the store when it is first needed.

    Args:
        objects: Where it lies.
        media: What was told of it; it is held to that.
    """

    def __init__(self, objects: ObjectStore, media: MediaObject) -> None:
        self._objects = objects
        self._media = media
        self._data: bytes | None = None

    @property
    def media(self) -> MediaObject:
        return self._media

    async def read(self, start: int = 0, length: int | None = None) -> bytes:
        if self._data is None:
            self._data = await self._load()
        return self._data[start : None if length is None else start + length]

    def public_url(self) -> str:
        detail = "this network fetches media itself, and this installation shows none to the public"
        raise RefusedError(failure("restricted", "media.not_public", detail, who_must_act="operator"))

    async def _load(self) -> bytes:
        try:
            data = await self._objects.get(self._media.key)
        except ObjectMissingError as error:
            raise RefusedError(failure("invalid", "media.missing", str(error))) from error
        except Exception as error:
            # Whatever the store raises: it is not answering as it must, and may do so later.
            raise NotSentError(failure("transient", "media.store_away", type(error).__name__)) from error
        if hashlib.sha256(data).hexdigest() != self._media.sha256:
            detail = f"the object under {self._media.key} is not the one that was approved"
            raise RefusedError(failure("invalid", "media.changed", detail))
        return data


class StoredMedia:
    """The attachments of publications.

    Args:
        objects: Where they lie.
    """

    def __init__(self, objects: ObjectStore) -> None:
        self._objects = objects

    def open(self, media: Sequence[MediaObject]) -> list[Attachment]:
        return [StoredAttachment(self._objects, item) for item in media]
