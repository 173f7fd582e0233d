"""Seeing all that is kept: of an organisation by every service, of a person by this one, which alone knows persons."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from services.gateway.domain.identity import Caller
from services.gateway.domain.privacy import SERVICES, Export
from services.gateway.errors import NotFoundError
from services.gateway.repository import privacy as rows
from services.gateway.usecases.live import LiveEvent, append_live_events
from shared.clock import Clock
from shared.consuming import Received
from shared.events import ExportCompleted, ExportedFile, ExportRequested
from shared.ids import new_id
from shared.objects import ObjectStore
from shared.unit_of_work import UnitOfWork, UnitOfWorkFactory

_LIFE = timedelta(days=7)
_EVERY_SECONDS = 600.0


@dataclass(frozen=True)
class Exports:
    """What clients ask of exports.

    Attributes:
        units: On the owner's database, for persons and for what has expired.
    """

    units: UnitOfWorkFactory
    objects: ObjectStore
    clock: Clock

    async def request(self, work: UnitOfWork, caller: Caller) -> Export:
        """Have every service write down what it keeps of the caller's organisation."""
        now = self.clock.now()
        export = Export(new_id(), caller.organization_id, caller.user_id, now, now + _LIFE)
        await rows.insert_export(work.connection, export)
        work.tell(
            ExportRequested(
                organization_id=export.organization_id, export_id=export.export_id, requested_at=now
            )
        )
        return export

    async def get(self, work: UnitOfWork, export_id: UUID) -> Export:
        """One export.

        Raises:
            NotFoundError: There is none of that id in the caller's organisation, or its time is over.
        """
        export = await rows.find_export(work.connection, export_id)
        if export is None:
            raise NotFoundError.of("export", export_id)
        return export

    async def page(
        self, work: UnitOfWork, *, after: UUID | None, is_ready: bool | None, limit: int
    ) -> list[Export]:
        """Exports, newest first."""
        return await rows.page_of_exports(work.connection, after, limit, is_ready=is_ready)

    async def file(self, work: UnitOfWork, export_id: UUID, service: str, table: str) -> ExportedFile:
        """One file of an export.

        Raises:
            NotFoundError: There is no such export or file.
        """
        export = await self.get(work, export_id)
        for file in export.files.get(service, ()):
            if file.table == table:
                return file
        raise NotFoundError(f"The export {export_id} has no file {service}/{table}.")

    async def of_person(self, caller: Caller) -> dict[str, list[dict[str, Any]]]:
        """What is kept of the caller: rows by table, without secrets."""
        async with self.units.database.acquire() as connection:
            return await rows.held_of_person(connection, caller.user_id)

    async def completed(self, work: UnitOfWork, received: Sequence[Received[ExportCompleted]]) -> None:
        """A service has written down what it keeps."""
        for item in received:  # five for an export, and exports are few
            files = [file.model_dump(mode="json") for file in item.data.files]
            is_ready = await work.connection.fetchval(
                rows.QUERIES["note_exported"],
                item.data.export_id,
                item.data.organization_id,
                item.data.service,
                files,
                len(SERVICES),
            )
            if is_ready:
                data = {"export_id": str(item.data.export_id), "at": item.data.completed_at.isoformat()}
                await append_live_events(work, [LiveEvent(item.data.organization_id, "export.ready", data)])

    async def run(self) -> None:
        """Delete what has expired, now and every ten minutes."""
        while True:
            await self.tidy()
            await self.clock.sleep(_EVERY_SECONDS)

    async def tidy(self) -> None:
        """Delete exports whose time is over: first the files, so that none is left without its row."""
        async with self.units.database.acquire() as connection:
            expired = await connection.fetch(rows.QUERIES["expired_exports"], self.clock.now())
            for row in expired:
                await self.objects.delete_under(
                    f"organizations/{row['organization_id']}/exports/{row['export_id']}"
                )
                await connection.execute(rows.QUERIES["delete_export"], row["export_id"])
