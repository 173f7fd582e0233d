"""Attachments in memory, for tests of connectors."""

import hashlib
from dataclasses import dataclass, field

from services.publisher.domain.failures import failure
from services.publisher.errors import RefusedError
from shared.events import MediaObject


@dataclass(frozen=True)
class Picture:
    """One attachment; where the network fetches media itself, `url` is where it lies."""

    data: bytes = field(repr=False)
    media_type: str
    alt_text: str = ""
    width: int | None = None
    height: int | None = None
    url: str | None = None
    duration_seconds: float | None = None

    @property
    def media(self) -> MediaObject:
        return MediaObject(
            key="in memory",
            media_type=self.media_type,
            size=len(self.data),
            sha256=hashlib.sha256(self.data).hexdigest(),
            width=self.width,
            height=self.height,
            alt_text=self.alt_text,
            duration_seconds=self.duration_seconds,
        )

    async def read(self, start: int = 0, length: int | None = None) -> bytes:
        return self.data[start : None if length is None else start + length]

    def public_url(self) -> str:
        if self.url is None:
            raise RefusedError(failure("restricted", "media.not_public", "shown nowhere"))
        return self.url
