"""The audit trail, read and exported."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from services.gateway.domain.audit import AuditEntry, AuditFilter
from services.gateway.errors import NotFoundError
from services.gateway.repository import audit as rows
from services.gateway.tenancy import Tenancy
from shared.unit_of_work import UnitOfWork

_EXPORTED_AT_ONCE = 1_000


@dataclass(frozen=True)
class AuditTrail:
    """An organisation's audit trail.

    Attributes:
        tenancy: An export is long, so it is not one transaction.
    """

    tenancy: Tenancy

    async def page(
        self, work: UnitOfWork, wanted: AuditFilter, *, after: UUID | None, limit: int
    ) -> Sequence[AuditEntry]:
        """Entries, newest first."""
        return await rows.page(work.connection, wanted, after=after, rows=limit)

    async def get(self, work: UnitOfWork, audit_id: UUID) -> AuditEntry:
        """One entry.

        Raises:
            NotFoundError: There is none of that id in the caller's organisation.
        """
        entry = await rows.find(work.connection, audit_id)
        if entry is None:
            raise NotFoundError.of("audit entry", audit_id)
        return entry

    async def export(self, organization_id: UUID, wanted: AuditFilter) -> AsyncIterator[Sequence[AuditEntry]]:
        """All entries, newest first, some at a time, each part in a short transaction of its own.

        What is added meanwhile is newer than what is read and is not part of it.
        """
        after = None
        while True:
            async with self.tenancy.work(organization_id) as work:
                found = await rows.page(work.connection, wanted, after=after, rows=_EXPORTED_AT_ONCE)
            if found:
                yield found
            if len(found) < _EXPORTED_AT_ONCE:
                return
            after = found[-1].audit_id
