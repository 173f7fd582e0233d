"""Media that people uploaded."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from shared.events import MediaObject

_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Media:
    """A file that was looked into and may be published.

    Attributes:
        upload_sha256: Hash of the bytes as they were sent.
        name: As the client calls it; nothing is ever stored under it.
    """

    media_id: UUID
    organization_id: UUID
    upload_sha256: str
    name: str
    object: MediaObject
    created_by: UUID | None
    created_at: datetime


def plain_name(name: str | None) -> str:
    """A file's name without folders and characters that nobody sees."""
    bare = re.split(r"[/\\]", name or "")[-1]
    seen = "".join(character for character in bare if not unicodedata.category(character).startswith("C"))
    return seen.strip()[:_LONGEST_NAME] or "untitled"


def object_key(organization_id: UUID, sha256: str) -> str:
    """Where a file lies: the same bytes in the same place."""
    return f"organizations/{organization_id}/media/{sha256}"
