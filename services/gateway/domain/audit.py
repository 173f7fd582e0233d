"""The audit trail: who changed what, through what, from where; and the files it is exported as."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from services.gateway.domain.csv_files import csv_lines, csv_text

AuditAction = Literal["insert", "update", "delete"]

COLUMNS = (
    *("audit_id", "at", "user_id", "credential", "operation", "request_id", "address", "user_agent"),
    *("action", "kind", "subject_id", "before", "after"),
)


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One change of one thing.

    Attributes:
        user_id: The person; of an API key who made it; nobody where a rule of the system acted.
        credential: `session:<id>`, `api_key:<id>` or `system`.
        operation: The operation's id.
        kind: What kind of thing it was.
        before: Of an update what changed alone.
    """

    audit_id: UUID
    at: datetime
    user_id: UUID | None
    credential: str
    operation: str
    request_id: str
    address: str
    user_agent: str
    action: AuditAction
    kind: str
    subject_id: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which entries are wanted; what is none narrows nothing.

    Attributes:
        text: Part of what was written, before or after, in any case.
        since: Inclusive.
        until: Exclusive.
    """

    user_id: UUID | None = None
    credential: str | None = None
    operation: str | None = None
    kind: str | None = None
    subject_id: str | None = None
    action: AuditAction | None = None
    since: datetime | None = None
    until: datetime | None = None
    text: str | None = None

    def as_mapping(self) -> Mapping[str, object]:
        """For a cursor, which belongs to its filters."""
        return asdict(self)


def json_lines(entries: Sequence[AuditEntry]) -> bytes:
    """One JSON object a line."""
    return b"".join(json.dumps(asdict(entry), default=_text).encode() + b"\n" for entry in entries)


def csv_header() -> bytes:
    return csv_lines([COLUMNS])


def csv_rows(entries: Sequence[AuditEntry]) -> bytes:
    """RFC 4180; no cell is a formula."""
    return csv_lines([[_cell(getattr(entry, name)) for name in COLUMNS] for entry in entries])


def _cell(value: object) -> str:
    if value is None:
        return ""
    text = json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else _text(value)
    return csv_text(text)


def _text(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
