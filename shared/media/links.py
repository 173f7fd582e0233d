"""Addresses of media that anybody may fetch who has one, until they expire."""

import base64
import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from shared.events import MediaObject

_LONGEST = 2_000
# Each kind is signed for itself: one never passes for the other, whatever is in it.
_FOR_NETWORKS = b"postwright/media/v1\n"
_FOR_PEOPLE = b"postwright/media/of/v1\n"


@dataclass(frozen=True, slots=True)
class LinkedMedia:
    """What an address for people shows, and of which media in whose library: it works while these are there."""

    object: MediaObject
    organization_id: UUID
    media_id: UUID


class MediaLinks:
    """Makes and reads tokens: what is served and until when, with a signature over both.

    Those for networks serve the object whatever became of it in the library: what is being published stays whole. Those
    for people name the media too, so that whoever serves them sees whether they were deleted.

    Args:
        signing_key: Known to whoever makes addresses and whoever serves them; empty: none are made and none read.
    """

    def __init__(self, signing_key: bytes) -> None:
        self._key = signing_key

    @property
    def is_on(self) -> bool:
        """Whether there is a key."""
        return bool(self._key)

    def sign(self, media: MediaObject, expires_at: datetime) -> str:
        """A token for a network, of characters that stand in an address as they are."""
        return self._token(_FOR_NETWORKS, [*_facts(media), int(expires_at.timestamp())])

    def sign_linked(self, linked: LinkedMedia, expires_at: datetime) -> str:
        """A token for people."""
        owner = [str(linked.organization_id), str(linked.media_id)]
        return self._token(_FOR_PEOPLE, [*_facts(linked.object), *owner, int(expires_at.timestamp())])

    def read(self, token: str, now: datetime) -> MediaObject | None:
        """What a token for networks serves; None for one that was not made with this key, or has expired."""
        known = self._known(_FOR_NETWORKS, token, now)
        return None if known is None else _object(known)

    def read_linked(self, token: str, now: datetime) -> LinkedMedia | None:
        """The same of a token for people; whether the media are still there is for the reader to see."""
        known = self._known(_FOR_PEOPLE, token, now)
        return None if known is None else LinkedMedia(_object(known), UUID(known[4]), UUID(known[5]))

    def _token(self, purpose: bytes, known: list[Any]) -> str:
        payload = json.dumps(known, separators=(",", ":")).encode()
        return f"{_text(payload)}.{_text(self._signature(purpose, payload))}"

    def _known(self, purpose: bytes, token: str, now: datetime) -> list[Any] | None:
        payload, _dot, signature = token.partition(".")
        if not self.is_on or len(token) > _LONGEST:
            return None
        try:
            data, given = _bytes(payload), _bytes(signature)
        except ValueError:
            return None
        if not hmac.compare_digest(self._signature(purpose, data), given):
            return None
        known: list[Any] = json.loads(data)
        return None if now >= datetime.fromtimestamp(known[-1], UTC) else known

    def _signature(self, purpose: bytes, payload: bytes) -> bytes:
        return hmac.new(self._key, purpose + payload, hashlib.sha256).digest()


def _facts(media: MediaObject) -> list[Any]:
    return [media.key, media.media_type, media.size, media.sha256]


def _object(known: list[Any]) -> MediaObject:
    key, media_type, size, sha256, *_ = known
    return MediaObject(key=key, media_type=media_type, size=size, sha256=sha256)


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
