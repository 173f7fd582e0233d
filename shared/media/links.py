"""Addresses of media that anybody may fetch who has one, until they expire."""

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime

from shared.events import MediaObject

_LONGEST = 2_000


class MediaLinks:
    """Makes and reads tokens: what is served and until when, with a signature over both.

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
        """A token of characters that stand in an address as they are."""
        known = [media.key, media.media_type, media.size, media.sha256, int(expires_at.timestamp())]
        payload = json.dumps(known, separators=(",", ":")).encode()
        return f"{_text(payload)}.{_text(self._signature(payload))}"

    def read(self, token: str, now: datetime) -> MediaObject | None:
        """What a token serves; None for one that was not made with this key, or has expired."""
        payload, _dot, signature = token.partition(".")
        if not self.is_on or len(token) > _LONGEST:
            return None
        try:
            data, given = _bytes(payload), _bytes(signature)
        except ValueError:
            return None
        if not hmac.compare_digest(self._signature(data), given):
            return None
        key, media_type, size, sha256, expires = json.loads(data)
        if now >= datetime.fromtimestamp(expires, UTC):
            return None
        return MediaObject(key=key, media_type=media_type, size=size, sha256=sha256)

    def _signature(self, payload: bytes) -> bytes:
        return hmac.new(self._key, b"postwright/media/v1\n" + payload, hashlib.sha256).digest()


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
