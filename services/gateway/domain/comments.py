"""Comments on content: threads that are resolved when what they ask for is done."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """Something said of an item.

    Attributes:
        reply_to: The comment that began the thread; None where this one does.
        version: The version it was said of.
        mentions: The people it is meant for.
        resolved_at: Of the comment that began a thread: when somebody said that it is settled.
    """

    comment_id: UUID
    organization_id: UUID
    item_id: UUID
    reply_to: UUID | None
    version: int
    text: str
    mentions: tuple[UUID, ...]
    author: UUID
    revision: int = 1
    created_at: datetime
    edited_at: datetime | None = None
    resolved_by: UUID | None = None
    resolved_at: datetime | None = None
