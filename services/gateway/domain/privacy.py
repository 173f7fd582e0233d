"""Erasures and exports: what was asked, and how far it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, get_args
from uuid import UUID

from shared.events import ExportedFile
from shared.settings import ServiceName

SERVICES: tuple[ServiceName, ...] = get_args(ServiceName)
"""Whose answers are awaited."""

NO_ORGANIZATION = UUID(int=0)
"""Whose a person is: nobody's, as events say it."""

Subject = Literal["organization", "person"]


@dataclass(frozen=True, slots=True)
class ServiceReport:
    """What a service has forgotten.

    Attributes:
        rows: By table.
        objects: Files.
    """

    service: str
    rows: Mapping[str, int]
    objects: int
    completed_at: datetime


@dataclass(frozen=True, slots=True)
class ErasurePart:
    """One organisation or person, and who has forgotten it so far."""

    subject: Subject
    subject_id: UUID
    reports: tuple[ServiceReport, ...] = ()

    @property
    def awaited(self) -> tuple[str, ...]:
        """Services that have not answered yet."""
        answered = {report.service for report in self.reports}
        return tuple(service for service in SERVICES if service not in answered)


@dataclass(frozen=True, slots=True)
class ErasureRequest:
    """What somebody asked to be forgotten."""

    requested_at: datetime
    parts: tuple[ErasurePart, ...]

    @property
    def completed_at(self) -> datetime | None:
        """When the last service had forgotten the last of it; none while something is awaited."""
        if any(part.awaited for part in self.parts):
            return None
        return max(report.completed_at for part in self.parts for report in part.reports)


@dataclass(frozen=True, slots=True)
class Export:
    """All that is kept of an organisation, on its way to be written down, or written down.

    Attributes:
        files: By service.
        ready_at: When the last service had answered.
    """

    export_id: UUID
    organization_id: UUID
    created_by: UUID
    created_at: datetime
    expires_at: datetime
    files: Mapping[str, tuple[ExportedFile, ...]] = field(default_factory=dict)
    ready_at: datetime | None = None
