"""What ties a person who comes back from a network to the connection that was begun: nothing of it is stored."""

import base64
import hmac
from uuid import UUID

from services.gateway.derived_keys import derived_key

_INFO = b"postwright/gateway/consent/v1"
_MAC_BYTES = 24


class ConsentTokens:
    """Makes and recognises the `state` of a connection and the cookie beside it.

    Both are keyed hashes, so that who reads the database or a topic can make neither.

    Args:
        signing_key: The key of access tokens, base64; another one is derived from it.
    """

    def __init__(self, signing_key: str) -> None:
        self._key = derived_key(signing_key, _INFO)

    def state(self, connection_id: UUID) -> str:
        """What the network must send back with the person: 64 characters that need no escaping."""
        return connection_id.hex + self._mac(b"state", connection_id.bytes)

    def connection_of(self, state: str) -> UUID | None:
        """The connection that a state was made for; None if we did not make it."""
        try:
            connection_id = UUID(hex=state[:32])
        except ValueError:
            return None
        return connection_id if _equal(state, self.state(connection_id)) else None

    def cookie(self, connection_id: UUID, session_id: UUID) -> str:
        """What the browser that began keeps."""
        return self._mac(b"cookie", connection_id.bytes + session_id.bytes)

    def is_cookie(self, text: str, connection_id: UUID, session_id: UUID) -> bool:
        """Whether the browser is the one that began the connection in that sign-in."""
        return _equal(text, self.cookie(connection_id, session_id))

    def _mac(self, purpose: bytes, data: bytes) -> str:
        mac = hmac.digest(self._key, purpose + b"/" + data, "sha256")
        return base64.urlsafe_b64encode(mac[:_MAC_BYTES]).decode()


def _equal(given: str, expected: str) -> bool:
    return hmac.compare_digest(given.encode(errors="replace"), expected.encode())
