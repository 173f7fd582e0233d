"""Attachments on their way: what belongs to a part, where it may go, and large files sent as they are read."""

import secrets
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field

import httpx

from services.publisher.domain.content import Part
from services.publisher.ports import Attachment

_PIECE_BYTES = 4 * 1024 * 1024


async def pieces_of(attachment: Attachment, start: int = 0) -> AsyncIterator[bytes]:
    """Its bytes from there to the end."""
    for begin in range(start, attachment.media.size, _PIECE_BYTES):
        yield await attachment.read(begin, _PIECE_BYTES)


def own_media(part: Part, attachments: Sequence[Attachment]) -> Sequence[Attachment]:
    """A part's attachments without the picture of its link's card, which is the last of them."""
    has_card = part.details.link is not None and part.details.link.image is not None
    return attachments[:-1] if has_card else attachments


def is_of(domain: str, address: str, base_url: str) -> bool:
    """Whether bytes may go to an address that a server gave: to itself, or to another one of its network.

    Args:
        domain: Of the network's servers.
        address: As it was given.
        base_url: Of the server that gave it.
    """
    try:
        told, asked = httpx.URL(address), httpx.URL(base_url)
    except httpx.InvalidURL:
        return False
    is_the_networks = told.netloc == asked.netloc or told.host.endswith(f".{domain}")
    return told.scheme == asked.scheme and is_the_networks


@dataclass(frozen=True)
class FileForm:
    """A multipart form with one file, as its last part (RFC 7578).

    Attributes:
        attachment: The file.
        name: The field it is in.
        fields: What stands before it.
    """

    attachment: Attachment
    name: str = "file"
    fields: Mapping[str, str] = field(default_factory=dict)
    boundary: str = field(default_factory=lambda: secrets.token_hex(16))

    @property
    def headers(self) -> dict[str, str]:
        """What a request with this body says of it."""
        size = len(self._before) + self.attachment.media.size + len(self._after)
        return {
            "Content-Type": f"multipart/form-data; boundary={self.boundary}",
            "Content-Length": str(size),
        }

    async def __aiter__(self) -> AsyncIterator[bytes]:
        """The body."""
        yield self._before
        async for piece in pieces_of(self.attachment):
            yield piece
        yield self._after

    @property
    def _before(self) -> bytes:
        parts = [
            f'--{self.boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{text}\r\n'
            for name, text in self.fields.items()
        ]
        media_type = self.attachment.media.media_type
        parts.append(
            f'--{self.boundary}\r\nContent-Disposition: form-data; name="{self.name}"; filename="attachment"\r\n'
            f"Content-Type: {media_type}\r\n\r\n"
        )
        return "".join(parts).encode()

    @property
    def _after(self) -> bytes:
        return f"\r\n--{self.boundary}--\r\n".encode()


def headers_of(attachment: Attachment) -> dict[str, str]:
    """What a request says of a body that is the file alone."""
    return {
        "Content-Type": attachment.media.media_type,
        "Content-Length": str(attachment.media.size),
    }
