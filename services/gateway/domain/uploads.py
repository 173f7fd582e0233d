"""Large files that are sent in parts: in any order, again where the line broke, through us or straight into the store."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from services.gateway.domain.media import MediaLabels

UploadState = Literal["open", "assembling", "ready", "refused", "aborted", "expired"]

MOST_PARTS = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file that is sent in parts.

    Attributes:
        sha256: Of the whole file, where the client announced it.
        part_bytes: Of every part but the last, which has the rest.
        media_id: What it became.
        problem: Why it was refused: code and detail.
        expires_at: Until then parts are taken.
        sweep_at: When its parts are to be taken away; None once nothing can be there any more.
        attempts: How often it was tried to put it together.
    """

    upload_id: UUID
    organization_id: UUID
    name: str
    size: int
    sha256: str | None = None
    alt_text: str = ""
    tags: tuple[str, ...] = ()
    folder: str = ""
    part_bytes: int
    state: UploadState = "open"
    media_id: UUID | None = None
    problem: tuple[str, str] | None = None
    created_by: UUID | None = None
    created_at: datetime
    updated_at: datetime
    expires_at: datetime
    sweep_at: datetime | None
    attempts: int = 0

    @property
    def labels(self) -> MediaLabels:
        """What is said of the file."""
        return MediaLabels(self.name, self.alt_text, self.tags, self.folder)

    @property
    def parts(self) -> range:
        """The numbers of its parts, from 1 on."""
        return range(1, -(-self.size // self.part_bytes) + 1)

    def part_size(self, number: int) -> int:
        """How many bytes a part has."""
        return min(self.part_bytes, self.size - (number - 1) * self.part_bytes)

    @property
    def prefix(self) -> str:
        """What the keys of its parts begin with."""
        return f"organizations/{self.organization_id}/uploads/{self.upload_id}"

    def part_key(self, number: int) -> str:
        """Where a part lies."""
        return f"{self.prefix}/{number:05}"

    def part_number(self, key: str) -> int | None:
        """Which part lies under a key; None for what is no part of this."""
        name = key.rpartition("/")[2]
        number = int(name) if name.isascii() and name.isdigit() else 0
        return number if number in self.parts and key == self.part_key(number) else None


def part_bytes_for(size: int, usual: int) -> int:
    """How large the parts of a file are: as usual, or so that there are not too many."""
    return max(usual, -(-size // MOST_PARTS))


@dataclass(frozen=True, slots=True)
class PartAddress:
    """Where a part may be sent straight to, and until when."""

    url: str
    expires_at: datetime


ADDRESS_LIFE = timedelta(hours=1)
"""For how long an address of the store takes a part; asking for the upload again gives new ones."""
