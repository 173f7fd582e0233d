"""Posts that are tried on the sandbox."""

from dataclasses import dataclass
from uuid import UUID

from shared.events import Envelope, PostTarget


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """One post to try, under our lease.

    Attributes:
        cause: The event that asked for it.
        owner: Who holds it.
    """

    rehearsal_id: UUID
    organization_id: UUID
    post_id: UUID
    targets: tuple[PostTarget, ...]
    cause: Envelope
    owner: str
