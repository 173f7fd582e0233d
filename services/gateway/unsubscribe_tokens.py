"""What stands in the link that ends e-mail: who is meant and of what, signed, so that nobody ends another's."""

import base64
import hmac
from dataclasses import dataclass
from uuid import UUID

from services.gateway.derived_keys import derived_key

_INFO = b"postwright/gateway/unsubscribe/v1"
_MAC_BYTES = 24
_LONGEST = 400


@dataclass(frozen=True, slots=True)
class Unsubscription:
    """What a link ends.

    Attributes:
        type: Type of event; None: all e-mail of the organisation.
    """

    organization_id: UUID
    user_id: UUID
    type: str | None


class UnsubscribeTokens:
    """Makes and reads them; they don't run out, since a mail may be opened years later.

    Args:
        signing_key: The key of access tokens, base64; another one is derived from it.
    """

    def __init__(self, signing_key: str) -> None:
        self._key = derived_key(signing_key, _INFO)

    def make(self, meant: Unsubscription) -> str:
        """A token of characters that need no escaping."""
        payload = meant.organization_id.bytes + meant.user_id.bytes + (meant.type or "").encode()
        return base64.urlsafe_b64encode(self._mac(payload) + payload).decode().rstrip("=")

    def read(self, token: str) -> Unsubscription | None:
        """What it ends; None if we did not make it."""
        if len(token) > _LONGEST or not token.isascii():
            return None
        try:
            data = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
        except ValueError:
            return None
        mac, payload = data[:_MAC_BYTES], data[_MAC_BYTES:]
        if not hmac.compare_digest(mac, self._mac(payload)):
            return None
        kind = payload[32:].decode()
        return Unsubscription(UUID(bytes=payload[:16]), UUID(bytes=payload[16:32]), kind or None)

    def _mac(self, payload: bytes) -> bytes:
        return hmac.digest(self._key, payload, "sha256")[:_MAC_BYTES]
