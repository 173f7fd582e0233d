"""Dry runs of posts."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from shared.events import RehearsedTarget


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsal:
    """A post tried on the sandbox.

    Attributes:
        post_revision: Of the post as it was tried.
        targets: None until it has ended.
    """

    rehearsal_id: UUID
    organization_id: UUID
    post_id: UUID
    post_revision: int
    requested_by: UUID | None
    requested_at: datetime
    targets: tuple[RehearsedTarget, ...] | None = None
    ended_at: datetime | None = None
