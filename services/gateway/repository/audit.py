"""The audit trail in the database. It is written by triggers (migration 0090)."""

from collections.abc import Sequence
from dataclasses import astuple, fields
from pathlib import Path
from uuid import UUID

from services.gateway.domain.audit import AuditEntry, AuditFilter
from shared.postgres import Connection
from shared.sql import load_queries

_QUERIES = load_queries(Path(__file__).parents[1] / "queries" / "audit.sql")
_FIELDS = tuple(field.name for field in fields(AuditEntry))


async def page(
    connection: Connection, wanted: AuditFilter, *, after: UUID | None, rows: int
) -> Sequence[AuditEntry]:
    """Entries, newest first."""
    found = await connection.fetch(_QUERIES["list_audit_entries"], after, *astuple(wanted), rows)
    return [AuditEntry(*(row[name] for name in _FIELDS)) for row in found]


async def find(connection: Connection, audit_id: UUID) -> AuditEntry | None:
    row = await connection.fetchrow(_QUERIES["get_audit_entry"], audit_id)
    return None if row is None else AuditEntry(*(row[name] for name in _FIELDS))
