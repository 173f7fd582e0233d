"""Files that come in parts: begun, asked for after a break, taken part by part, completed or called off."""

from collections.abc import AsyncIterator, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

import structlog

from services.gateway.domain.flaws import Flaw, FlawedError
from services.gateway.domain.identity import Caller
from services.gateway.domain.media import MediaLabels
from services.gateway.domain.uploads import (
    ADDRESS_LIFE,
    PartAddress,
    Upload,
    UploadState,
    part_bytes_for,
)
from services.gateway.errors import (
    FieldError,
    MediaServiceBusyError,
    NotFoundError,
    TooManyUploadsError,
    UploadClosedError,
    UploadIncompleteError,
)
from services.gateway.repository import uploads as rows
from services.gateway.tenancy import Tenancy
from services.gateway.usecases import quotas
from services.gateway.usecases.intake import MediaIntake, written
from services.gateway.usecases.scratch import scratch_folder
from shared.clock import Clock
from shared.ids import new_id
from shared.objects import ObjectStore
from shared.unit_of_work import UnitOfWork

logger = structlog.get_logger(__name__)

CHANNEL = "media_uploads"
_NOT_KEPT = "The part could not be kept now; send it again in a minute."
_NAMED_PARTS = 20


@dataclass(frozen=True)
class Uploads:
    """An organisation's uploads. Which parts are there is asked of the store: they may be sent straight to it.

    Attributes:
        part_bytes: Of a usual part.
        max_bytes: Of the largest file that is taken.
        life: For how long parts are taken.
        most_open: How many an organisation may have open at once.
    """

    tenancy: Tenancy
    objects: ObjectStore
    intake: MediaIntake
    clock: Clock
    part_bytes: int
    max_bytes: int
    life: timedelta
    most_open: int

    async def begin(
        self, work: UnitOfWork, caller: Caller, size: int, sha256: str | None, labels: MediaLabels
    ) -> Upload:
        """Begin an upload; where the very same file is here already, it is at its end at once.

        From here to its end its row counts as storage of the plan, by the size that was announced.

        Raises:
            FlawedError: The file is too large.
            QuotaExceededError: The plan does not allow so much.
            TooManyUploadsError: The organisation has as many open as it may.
        """
        if size > self.max_bytes:
            detail = f"is more than the {self.max_bytes} bytes that are taken"
            raise FlawedError([Flaw("/size", detail, "media.too_large", limit=self.max_bytes, actual=size)])
        known = None if sha256 is None else await self.intake.known(work, sha256, labels)
        if known is None:
            await self._reserve(work, caller, size)
        now = self.clock.now()
        upload = Upload(
            upload_id=new_id(),
            organization_id=caller.organization_id,
            name=labels.name,
            size=size,
            sha256=sha256,
            alt_text=labels.alt_text,
            tags=labels.tags,
            folder=labels.folder,
            part_bytes=part_bytes_for(size, self.part_bytes),
            state="open" if known is None else "ready",
            media_id=None if known is None else known.media_id,
            created_by=caller.user_id,
            created_at=now,
            updated_at=now,
            expires_at=now + self.life,
            sweep_at=now + self.life if known is None else None,
        )
        await rows.insert(work.connection, upload)
        return upload

    async def _reserve(self, work: UnitOfWork, caller: Caller, size: int) -> None:
        # Before the row is there, or it would count twice; who begins another one waits until it is.
        await quotas.take(work, caller.organization_id, "storage_bytes", size)
        if await rows.count_open(work.connection) >= self.most_open:
            raise TooManyUploadsError(
                f"{self.most_open} uploads are open, and no more may be at once. Complete some of them or call them off"
                " (`GET /v1/media/uploads?state=open` lists them)."
            )

    async def get(self, work: UnitOfWork, upload_id: UUID) -> Upload:
        """One upload.

        Raises:
            NotFoundError: There is none of that id in the caller's organisation.
        """
        return _there(await rows.find(work.connection, upload_id), upload_id)

    async def page(
        self, work: UnitOfWork, *, after: UUID | None, state: UploadState | None, limit: int
    ) -> list[Upload]:
        """Uploads, newest first."""
        return await rows.page(work.connection, after=after, state=state, rows=limit)

    async def stored_parts(self, upload: Upload) -> Mapping[int, int]:
        """The size of each part that is there; to be asked for outside of a transaction.

        Raises:
            MediaServiceBusyError: The store does not answer.
        """
        try:
            found = await self.objects.objects_under(upload.prefix)
        except Exception as error:
            raise _not_kept(error) from error
        sizes = {upload.part_number(one.key): one.size for one in found}
        return {number: size for number, size in sizes.items() if number is not None}

    async def addresses(self, upload: Upload, numbers: Collection[int]) -> Mapping[int, PartAddress]:
        """Where these parts may be sent straight to; none where the store takes them only through us."""
        life = min(ADDRESS_LIFE, upload.expires_at - self.clock.now())
        wanted = sorted(numbers) if upload.state == "open" and life > timedelta(0) else []
        expires_at = (self.clock.now() + life).replace(microsecond=0)
        urls = await self.objects.upload_addresses([upload.part_key(number) for number in wanted], life)
        return {number: PartAddress(url, expires_at) for number, url in zip(wanted, urls, strict=False)}

    async def take_part(
        self,
        caller: Caller,
        upload_id: UUID,
        number: int,
        chunks: AsyncIterator[bytes],
        sha256: str | None,
    ) -> Upload:
        """Keep a part; sent again it replaces what was there.

        Raises:
            NotFoundError: There is no such upload or no such part of it.
            UploadClosedError: It takes no parts any more.
            FlawedError: The part is not as long as it has to be, or not what its hash says.
            MediaServiceBusyError: It can't be kept now.
        """
        async with self.tenancy.work(caller.organization_id) as work:
            upload = await self.get(work, upload_id)
        self._require_open(upload)
        if number not in upload.parts:
            raise NotFoundError(f"The upload has the parts 1 to {upload.parts[-1]}.")
        with scratch_folder() as folder:
            path = folder / "part"
            try:
                actual, size = await written(path, _bounded(chunks, upload.part_size(number)))
                _require_part(size, upload.part_size(number), actual, sha256)
                await self.objects.put_file(upload.part_key(number), path, "application/octet-stream")
            except FlawedError:
                raise
            except Exception as error:
                if _is_the_clients(error):
                    raise
                raise _not_kept(error) from error
        return upload

    async def complete(self, caller: Caller, upload_id: UUID) -> Upload:
        """Put it together, once all parts are there; again changes nothing.

        Raises:
            NotFoundError: There is no such upload.
            UploadClosedError: It was called off or has expired.
            UploadIncompleteError: Parts are missing, or have another size.
            MediaServiceBusyError: The store does not answer.
        """
        async with self.tenancy.work(caller.organization_id) as work:
            upload = await self.get(work, upload_id)
        if upload.state in {"assembling", "ready", "refused"}:
            return upload
        self._require_open(upload)
        self._require_complete(upload, await self.stored_parts(upload))
        async with self.tenancy.work(caller.organization_id) as work:
            upload = _there(await rows.lock(work.connection, upload_id), upload_id)
            if upload.state in {"assembling", "ready", "refused"}:
                return upload
            self._require_open(upload)
            begun = replace(upload, state="assembling", updated_at=self.clock.now(), sweep_at=None)
            await rows.update(work.connection, begun)
            work.notify(CHANNEL)
        return begun

    async def abort(self, work: UnitOfWork, upload_id: UUID) -> Upload:
        """Call an upload off and take its parts away; again changes nothing.

        Raises:
            NotFoundError: There is no such upload.
            UploadClosedError: It is being put together, or was.
        """
        upload = _there(await rows.lock(work.connection, upload_id), upload_id)
        if upload.state in {"aborted", "expired", "refused"}:
            return upload
        self._require_open(upload)
        now = self.clock.now()
        aborted = replace(upload, state="aborted", updated_at=now, sweep_at=now)
        await rows.update(work.connection, aborted)
        work.notify(CHANNEL)
        return aborted

    def _require_open(self, upload: Upload) -> None:
        if upload.state != "open":
            raise UploadClosedError.of(upload.state)
        if upload.expires_at <= self.clock.now():
            raise UploadClosedError.of("expired")

    @staticmethod
    def _require_complete(upload: Upload, there: Mapping[int, int]) -> None:
        wrong = [number for number in upload.parts if there.get(number) != upload.part_size(number)]
        if wrong:
            raise UploadIncompleteError(
                f"{len(wrong)} of {len(upload.parts)} parts are missing or have another size; send them and complete"
                " it again.",
                errors=[
                    FieldError(f"#/parts/{number}", _state_of(there.get(number), upload.part_size(number)))
                    for number in wrong[:_NAMED_PARTS]
                ],
            )


def _state_of(actual: int | None, wanted: int) -> str:
    return "is missing" if actual is None else f"has {actual} bytes instead of {wanted}"


def _there(upload: Upload | None, upload_id: UUID) -> Upload:
    if upload is None:
        raise NotFoundError.of("upload", upload_id)
    return upload


async def _bounded(chunks: AsyncIterator[bytes], most: int) -> AsyncIterator[bytes]:
    """The same, until it is more than it has to be."""
    seen = 0
    async for chunk in chunks:
        seen += len(chunk)
        if seen > most:
            raise FlawedError([Flaw("", f"The part has more than its {most} bytes.", "upload.part_size")])
        yield chunk


def _require_part(size: int, wanted_size: int, sha256: str, wanted_sha256: str | None) -> None:
    if size != wanted_size:
        detail = f"The part has {size} bytes instead of {wanted_size}."
        raise FlawedError([Flaw("", detail, "upload.part_size", limit=wanted_size, actual=size)])
    if wanted_sha256 is not None and sha256 != wanted_sha256:
        detail = f"The part has the SHA-256 {sha256}, not what Content-Digest says. Send it again."
        raise FlawedError([Flaw("", detail, "upload.checksum_mismatch")])


def _is_the_clients(error: Exception) -> bool:
    """Whether it came from what is received, and not from the disk or the store."""
    return type(error).__module__.startswith("starlette")


def _not_kept(error: Exception) -> MediaServiceBusyError:
    logger.warning("part of an upload not kept", reason=str(error))
    return MediaServiceBusyError(_NOT_KEPT, headers={"Retry-After": "60"})
