"""Media come in: written to disk, looked into in a process of their own, kept, and only then known."""

import asyncio
import hashlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

import structlog

from services.gateway.domain.flaws import Flaw, FlawedError
from services.gateway.domain.identity import Caller
from services.gateway.domain.media import MOST_TAGS, Media, MediaLabels, object_key, thumbnail_key
from services.gateway.errors import MediaServiceBusyError
from services.gateway.repository import media as rows
from services.gateway.tenancy import Tenancy
from services.gateway.usecases import quotas
from services.gateway.usecases.live import LiveEvent, append_live_events
from services.gateway.usecases.media import change_event
from services.gateway.usecases.scratch import scratch_folder
from services.gateway.usecases.stored_media import StoredMedia
from shared.clock import Clock
from shared.ids import new_id
from shared.media import MediaBusyError, MediaProcessor, MediaRefusedError
from shared.media.jobs import Answer
from shared.objects import ObjectStore
from shared.unit_of_work import UnitOfWork

logger = structlog.get_logger(__name__)

_BUSY = "The file could not be looked into now; send it again in a minute."
_NOT_KEPT = "The file could not be kept now; send it again in a minute."
_WRITE_BYTES = 1024 * 1024


@dataclass(frozen=True)
class MediaIntake:
    """Takes files in, whichever way they were sent.

    Attributes:
        tenancy: Taking a file in is slow, so it is no transaction of the request's.
    """

    tenancy: Tenancy
    objects: ObjectStore
    processor: MediaProcessor
    clock: Clock
    stored: StoredMedia

    async def take(
        self, caller: Caller, chunks: AsyncIterator[bytes], labels: MediaLabels
    ) -> tuple[Media, bool]:
        """Keep a file: looked into by its content, without its metadata, once however often it is sent.

        Returns:
            The media, and whether they are new.

        Raises:
            FlawedError: The file is broken, dangerous or of a kind that is not published.
            MediaServiceBusyError: It can't be looked into now.
        """
        with scratch_folder() as folder:
            source = folder / "source"
            try:
                upload_sha256, size = await written(source, chunks)
            except OSError as error:
                raise _not_kept(error) from error
            async with self.tenancy.work(caller.organization_id) as work:
                known = await self.known(work, upload_sha256, labels)
                if known is None:
                    await quotas.require_left(work, caller.organization_id, "storage_bytes", size)
            if known is not None:
                return known, False
            media = await self.prepared(caller.organization_id, caller.user_id, source, upload_sha256, labels)
        async with self.tenancy.work(caller.organization_id) as work:
            return await self.add(work, media)

    async def known(self, work: UnitOfWork, upload_sha256: str, labels: MediaLabels) -> Media | None:
        """The media that a file with these bytes is already, with what is said of it now; brought back if deleted."""
        media = await rows.lock_upload(work.connection, upload_sha256)
        if media is None:
            return None
        now = self.clock.now()
        changed = _relabelled(media, labels)
        if changed == media:
            return media
        changed = replace(changed, updated_at=now, revision=media.revision + 1)
        await rows.update(work.connection, [changed])
        await append_live_events(work, [change_event(changed)])
        return changed

    async def prepared(
        self,
        organization_id: UUID,
        created_by: UUID | None,
        source: Path,
        upload_sha256: str,
        labels: MediaLabels,
    ) -> Media:
        """A file looked into and stored, not yet known to anybody.

        The bytes are stored before the row: a crash between leaves an object that nothing names, which is found by
        having been noted before and is taken away.

        Raises:
            FlawedError: The file is broken, dangerous or of a kind that is not published.
            MediaServiceBusyError: It can't be looked into or stored now.
        """
        clean, thumbnails = source.with_name("clean"), source.with_name("thumbnails")
        thumbnails.mkdir()
        answer = await self._looked_into(source, clean, thumbnails)
        assert answer.facts is not None
        facts, now = answer.facts, self.clock.now()
        media = Media(
            media_id=new_id(),
            organization_id=organization_id,
            upload_sha256=upload_sha256,
            name=labels.name,
            object=facts.stored(object_key(organization_id, facts.sha256), labels.alt_text),
            tags=labels.tags,
            folder=labels.folder,
            thumbnails={
                size: made.stored(thumbnail_key(organization_id, facts.sha256, size))
                for size, made in answer.thumbnails.items()
            },
            created_by=created_by,
            created_at=now,
            updated_at=now,
        )
        await self.stored.hold(organization_id, media.object.key)
        await self._store(media, clean if answer.is_rewritten else source, thumbnails)
        return media

    async def add(
        self, work: UnitOfWork, media: Media, *, reserved: int = 0, is_told: bool = True
    ) -> tuple[Media, bool]:
        """Make stored media known; where the same file came in by another request meanwhile, those are the media.

        Args:
            work: Open in their organisation.
            media: What `prepared` gave.
            reserved: Bytes that are counted for it already and are let go of in this transaction.
            is_told: Whether clients that watch are told here.

        Raises:
            QuotaExceededError: The plan does not allow so much.
        """
        await quotas.take(work, media.organization_id, "storage_bytes", media.object.size - reserved)
        if await rows.insert(work.connection, media):
            await append_live_events(work, [ready_event(media)] if is_told else [])
            return media, True
        labels = MediaLabels(media.name, media.object.alt_text, media.tags, media.folder)
        found = await self.known(work, media.upload_sha256, labels)
        assert found is not None
        return found, False

    async def _looked_into(self, source: Path, clean: Path, thumbnails: Path) -> Answer:
        try:
            return await self.processor.inspect(source, clean, thumbnails)
        except MediaRefusedError as error:
            raise FlawedError([Flaw("/file", error.detail, error.code)]) from None
        except MediaBusyError as error:
            logger.warning("media not looked into", reason=str(error))
            raise MediaServiceBusyError(_BUSY, headers={"Retry-After": "60"}) from None

    async def _store(self, media: Media, file: Path, thumbnails: Path) -> None:
        try:
            await self.objects.put_file(media.object.key, file, media.object.media_type)
            for size, made in media.thumbnails.items():
                await self.objects.put_file(made.key, thumbnails / f"{size}.webp", made.media_type)
        except Exception as error:
            # Whatever the store's driver raises: nothing was kept, and the same file can be sent again.
            raise _not_kept(error) from error


async def written(path: Path, chunks: AsyncIterator[bytes]) -> tuple[str, int]:
    """Write a file as it comes, never much of it in memory, and give its SHA-256 and its size.

    The disk is waited for, so that a client that is faster is held back.
    """
    digest = hashlib.sha256()
    with path.open("wb") as file:

        def write(data: bytes) -> None:
            file.write(data)
            digest.update(data)

        pending = bytearray()
        async for chunk in chunks:
            pending += chunk
            if len(pending) >= _WRITE_BYTES:
                await asyncio.to_thread(write, bytes(pending))
                pending.clear()
        await asyncio.to_thread(write, bytes(pending))
        size = file.tell()
    return digest.hexdigest(), size


def _not_kept(error: Exception) -> MediaServiceBusyError:
    logger.warning("media not taken in", reason=str(error))
    return MediaServiceBusyError(_NOT_KEPT, headers={"Retry-After": "60"})


def _relabelled(media: Media, labels: MediaLabels) -> Media:
    """What is said of a file that is sent again adds to what was said; it is in the list again."""
    alt_text = labels.alt_text or media.object.alt_text
    return replace(
        media,
        object=media.object.model_copy(update={"alt_text": alt_text}),
        tags=tuple(dict.fromkeys((*media.tags, *labels.tags)))[:MOST_TAGS],
        folder=labels.folder or media.folder,
        archived_at=None,
        deleted_at=None,
        deleted_because=None,
        purge_at=None,
    )


def ready_event(media: Media, upload_id: UUID | None = None) -> LiveEvent:
    """What is told of media that can be published now."""
    data = {
        "media_id": str(media.media_id),
        "name": media.name,
        "media_type": media.object.media_type,
        "upload_id": None if upload_id is None else str(upload_id),
    }
    return LiveEvent(media.organization_id, "media.ready", data)
