"""Uploads are put together, looked into and made media; and what is left of their parts is taken away."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

import structlog

from services.gateway.domain.flaws import FlawedError
from services.gateway.domain.media import Media
from services.gateway.domain.uploads import ADDRESS_LIFE, Upload
from services.gateway.errors import ClientError, MediaServiceBusyError
from services.gateway.repository import uploads as rows
from services.gateway.tenancy import Tenancy
from services.gateway.usecases.intake import MediaIntake, ready_event, written
from services.gateway.usecases.live import LiveEvent, append_live_events
from services.gateway.usecases.scratch import scratch_folder
from shared.clock import Clock
from shared.objects import ObjectMissingError, ObjectStore
from shared.postgres import Database
from shared.working import Lease

logger = structlog.get_logger(__name__)

_MOST_ATTEMPTS = 8
_FIRST_WAIT_SECONDS = 2.0
_LONGEST_WAIT_SECONDS = 300.0
# Later than any address of the store that was given out can still take a part.
_LAST_SWEEP = ADDRESS_LIFE + timedelta(minutes=10)

Problem = tuple[str, str]


@dataclass(frozen=True)
class UploadAssembly:
    """Work on uploads: safe to be killed anywhere, since parts stay until the upload's end is written."""

    database: Database
    tenancy: Tenancy
    objects: ObjectStore
    intake: MediaIntake
    clock: Clock
    lease: Lease

    async def claim(self, limit: int, lease: Lease) -> list[Upload]:
        async with self.database.acquire() as connection:
            return await rows.claim(connection, limit, lease.owner, lease.seconds, self.clock.now())

    async def renew(self, uploads: Sequence[Upload], lease: Lease) -> None:
        async with self.database.acquire() as connection:
            await rows.renew(connection, [one.upload_id for one in uploads], lease.owner, lease.seconds)

    async def release(self, uploads: Sequence[Upload], lease: Lease) -> None:
        async with self.database.acquire() as connection:
            await rows.release(connection, [one.upload_id for one in uploads], lease.owner)

    async def handle(self, upload: Upload) -> None:
        """Put one together, or take away what is left of it."""
        if upload.state != "assembling":
            await self._sweep(upload)
            return
        try:
            problem = await self._assemble(upload)
        except Exception as error:  # noqa: BLE001  whatever the store or the machine says may pass
            logger.warning("upload not put together", upload_id=str(upload.upload_id), reason=str(error))
            if upload.attempts + 1 < _MOST_ATTEMPTS:
                await self._postpone(upload)
                return
            problem = ("media.busy", "The file could not be put together. Send it again later.")
        if problem is not None:
            await self._refuse(upload, problem)

    async def _assemble(self, upload: Upload) -> Problem | None:
        """Make it media; gives why not, where another try gives the same."""
        with scratch_folder() as folder:
            source = folder / "source"
            try:
                sha256, size = await written(source, self._bytes_of(upload))
            except ObjectMissingError:
                return ("upload.incomplete", "A part was taken away before the end. Send the file again.")
            if size != upload.size:
                return ("upload.part_size", f"The parts have not {upload.size} bytes. Send the file again.")
            if upload.sha256 not in {None, sha256}:
                detail = f"The file has the SHA-256 {sha256}, not what was announced. Send it again."
                return ("upload.checksum_mismatch", detail)
            try:
                media = await self.intake.prepared(
                    upload.organization_id, upload.created_by, source, sha256, upload.labels
                )
                await self._finish(upload, media)
            except FlawedError as error:
                return (error.code, error.flaws[0].detail)
            except MediaServiceBusyError:
                raise
            except ClientError as error:
                return (error.code, error.detail)
        return None

    async def _finish(self, upload: Upload, media: Media) -> None:
        async with self.tenancy.work(upload.organization_id) as work:
            if await rows.held(work.connection, upload.upload_id, self.lease.owner) is None:
                return
            media, _is_new = await self.intake.add(work, media, reserved=upload.size, is_told=False)
            now = self.clock.now()
            ready = replace(upload, state="ready", media_id=media.media_id, updated_at=now, sweep_at=now)
            await rows.update(work.connection, ready)
            await append_live_events(work, [ready_event(media, upload.upload_id)])

    async def _refuse(self, upload: Upload, problem: Problem) -> None:
        async with self.tenancy.work(upload.organization_id) as work:
            if await rows.held(work.connection, upload.upload_id, self.lease.owner) is None:
                return
            now = self.clock.now()
            refused = replace(upload, state="refused", problem=problem, updated_at=now, sweep_at=now)
            await rows.update(work.connection, refused)
            await append_live_events(work, [_refused_event(refused)])

    async def _sweep(self, upload: Upload) -> None:
        """Take its parts away: at its end, and once more when no address takes another one."""
        if upload.state == "open":
            await self._expire(upload)
            return
        await self.objects.delete_under(upload.prefix)
        last = upload.updated_at + _LAST_SWEEP
        async with self.tenancy.work(upload.organization_id) as work:
            if await rows.held(work.connection, upload.upload_id, self.lease.owner) is not None:
                is_last = self.clock.now() >= last
                await rows.update(work.connection, replace(upload, sweep_at=None if is_last else last))

    async def _expire(self, upload: Upload) -> None:
        async with self.tenancy.work(upload.organization_id) as work:
            held = await rows.held(work.connection, upload.upload_id, self.lease.owner)
            if held is not None and held.state == "open":
                now = self.clock.now()
                await rows.update(
                    work.connection, replace(held, state="expired", updated_at=now, sweep_at=now)
                )

    async def _postpone(self, upload: Upload) -> None:
        seconds = min(_FIRST_WAIT_SECONDS * 2.0**upload.attempts, _LONGEST_WAIT_SECONDS)
        async with self.database.acquire() as connection:
            await rows.postpone(connection, upload.upload_id, self.lease.owner, seconds)

    async def _bytes_of(self, upload: Upload) -> AsyncIterator[bytes]:
        for number in upload.parts:
            # One more than it has: a part that is too long is seen.
            async for chunk in self.objects.stream(upload.part_key(number), 0, upload.part_size(number) + 1):
                yield chunk


def _refused_event(upload: Upload) -> LiveEvent:
    assert upload.problem is not None
    code, detail = upload.problem
    data = {"upload_id": str(upload.upload_id), "name": upload.name, "code": code, "detail": detail}
    return LiveEvent(upload.organization_id, "media.refused", data)
