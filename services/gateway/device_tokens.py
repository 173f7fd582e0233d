"""What a browser keeps to be known again by: it lets its owner in while others guess at their password."""

import base64
import hmac
import secrets
from uuid import UUID

from services.gateway.derived_keys import derived_key

_INFO = b"postwright/gateway/device/v1"
_NONCE_BYTES = 12
_MAC_BYTES = 24


class DeviceTokens:
    """Makes and recognises the cookie of a device where somebody has signed in. Nothing of it is stored.

    It opens nothing: who steals one may guess at one person's password, as slowly as from a known address.

    Args:
        signing_key: The key of access tokens, base64; another one is derived from it.
    """

    def __init__(self, signing_key: str) -> None:
        self._key = derived_key(signing_key, _INFO)

    def make(self, user_id: UUID) -> str:
        """For somebody who has just signed in."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return base64.urlsafe_b64encode(nonce + self._mac(user_id, nonce)).decode()

    def is_of(self, token: str, user_id: UUID) -> bool:
        """Whether that person has signed in with this token's device."""
        try:
            raw = base64.b64decode(token, altchars=b"-_", validate=True)
        except ValueError:
            return False
        nonce, mac = raw[:_NONCE_BYTES], raw[_NONCE_BYTES:]
        return hmac.compare_digest(mac, self._mac(user_id, nonce))

    def _mac(self, user_id: UUID, nonce: bytes) -> bytes:
        return hmac.digest(self._key, user_id.bytes + nonce, "sha256")[:_MAC_BYTES]
