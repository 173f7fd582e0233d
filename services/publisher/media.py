"""Attachments out of the object store."""

import hashlib
from collections.abc import Sequence

from services.publisher.domain.content import Picture
from services.publisher.domain.failures import failure
from services.publisher.errors import NotSentError, RefusedError
from shared.events import MediaObject
from shared.objects import ObjectMissingError, ObjectStore


class StoredMedia:
    """Reads attachments and holds them to what was told of them.

    Args:
        objects: Where they lie.
    """

    def __init__(self, objects: ObjectStore) -> None:
        self._objects = objects

    async def load(self, media: Sequence[MediaObject]) -> list[Picture]:
        return [await self._load(item) for item in media]

    async def _load(self, item: MediaObject) -> Picture:
        try:
            data = await self._objects.get(item.key)
        except ObjectMissingError as error:
            raise RefusedError(failure("invalid", "media.missing", str(error))) from error
        except Exception as error:
            # Whatever the store raises: it is not answering as it must, and may do so later.
            raise NotSentError(failure("transient", "media.store_away", type(error).__name__)) from error
        if hashlib.sha256(data).hexdigest() != item.sha256:
            detail = f"the object under {item.key} is not the one that was approved"
            raise RefusedError(failure("invalid", "media.changed", detail))
        return Picture(data, item.media_type, item.alt_text, item.width, item.height)
