"""Projects: campaigns that belong together."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    project_id: UUID
    organization_id: UUID
    name: str
    description: str
    tags: tuple[str, ...]
    revision: int
    created_by: UUID
    created_at: datetime
    updated_at: datetime
    archived_at: datetime | None = None
