"""Media: taken in, listed, read."""

import hashlib
import tempfile
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

import structlog

from services.gateway.domain.flaws import Flaw, FlawedError
from services.gateway.domain.identity import Caller
from services.gateway.domain.media import Media, object_key, plain_name
from services.gateway.errors import MediaServiceBusyError, NotFoundError
from services.gateway.repository import media as rows
from services.gateway.tenancy import Tenancy
from shared.clock import Clock
from shared.ids import new_id
from shared.media import MediaBusyError, MediaProcessor, MediaRefusedError
from shared.objects import ObjectStore
from shared.unit_of_work import UnitOfWork

logger = structlog.get_logger(__name__)

_BUSY = "The file could not be looked into now; send it again in a minute."
_NOT_KEPT = "The file could not be kept now; send it again in a minute."


@dataclass(frozen=True)
class MediaLibrary:
    """An organisation's media.

    Attributes:
        tenancy: Taking a file in is slow, so it is no transaction of the request's.
    """

    tenancy: Tenancy
    objects: ObjectStore
    processor: MediaProcessor
    clock: Clock

    async def take(
        self, caller: Caller, chunks: AsyncIterator[bytes], *, name: str | None, alt_text: str
    ) -> tuple[Media, bool]:
        """Keep a file: looked into by its content, without its metadata, once however often it is sent.

        The bytes are stored before the row: a crash between leaves an object that nothing names, under the key that
        the next try writes to.

        Returns:
            The media, and whether they are new.

        Raises:
            FlawedError: The file is broken, dangerous or of a kind that is not published.
            MediaServiceBusyError: It can't be looked into now.
        """
        with tempfile.TemporaryDirectory(prefix="postwright-media-") as folder:
            source = Path(folder, "source")
            try:
                upload_sha256 = await _written(source, chunks)
            except OSError as error:
                logger.warning("media not taken in", reason=str(error))
                raise MediaServiceBusyError(_NOT_KEPT, headers={"Retry-After": "60"}) from error
            known = await self._known(caller, upload_sha256, alt_text)
            if known is not None:
                return known, False
            media = await self._kept(caller, source, upload_sha256, plain_name(name), alt_text)
        async with self.tenancy.work(caller.organization_id) as work:
            if await rows.insert(work.connection, media):
                return media, True
        # The same file came in by another request meanwhile.
        found = await self._known(caller, upload_sha256, alt_text)
        assert found is not None
        return found, False

    async def get(self, work: UnitOfWork, media_id: UUID) -> Media:
        """One of the organisation's media.

        Raises:
            NotFoundError: There are none of that id in the caller's organisation.
        """
        media = await rows.find(work.connection, media_id)
        if media is None:
            raise NotFoundError.of("media", media_id)
        return media

    async def page(
        self, work: UnitOfWork, *, after: UUID | None, kind: str | None, limit: int
    ) -> list[Media]:
        """Media, newest first; `kind` is the beginning of their types."""
        return await rows.page(work.connection, after=after, kind=kind, rows=limit)

    async def _known(self, caller: Caller, upload_sha256: str, alt_text: str) -> Media | None:
        async with self.tenancy.work(caller.organization_id) as work:
            media = await rows.find_upload(work.connection, upload_sha256)
            if media is None or not alt_text or media.object.alt_text == alt_text:
                return media
            await rows.set_alt_text(work.connection, media.media_id, alt_text)
            return replace(media, object=media.object.model_copy(update={"alt_text": alt_text}))

    async def _kept(
        self, caller: Caller, source: Path, upload_sha256: str, name: str, alt_text: str
    ) -> Media:
        clean = source.with_name("clean")
        try:
            answer = await self.processor.inspect(source, clean)
        except MediaRefusedError as error:
            raise FlawedError([Flaw("/file", error.detail, error.code)]) from None
        except MediaBusyError as error:
            logger.warning("media not looked into", reason=str(error))
            raise MediaServiceBusyError(_BUSY, headers={"Retry-After": "60"}) from None
        assert answer.facts is not None
        facts = answer.facts
        key = object_key(caller.organization_id, facts.sha256)
        try:
            await self.objects.put_file(key, clean if answer.is_rewritten else source, facts.media_type)
        except Exception as error:
            # Whatever the store's driver raises: nothing was kept, and the same file can be sent again.
            logger.warning("media not stored", reason=str(error))
            raise MediaServiceBusyError(_NOT_KEPT, headers={"Retry-After": "60"}) from error
        return Media(
            media_id=new_id(),
            organization_id=caller.organization_id,
            upload_sha256=upload_sha256,
            name=name,
            object=facts.stored(key, alt_text),
            created_by=caller.user_id,
            created_at=self.clock.now(),
        )


async def _written(path: Path, chunks: AsyncIterator[bytes]) -> str:
    """Write a file and give its SHA-256."""
    digest = hashlib.sha256()
    with path.open("wb") as file:
        async for chunk in chunks:
            file.write(chunk)
            digest.update(chunk)
    return digest.hexdigest()
