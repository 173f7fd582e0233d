"""Standard Webhooks: how a receiver knows that a message is ours.

https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""

import base64
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from standardwebhooks import Webhook

from services.gateway.domain.webhooks import SignatureKind

_SECRET_BYTES = 32


@dataclass(frozen=True)
class SigningSecret:
    """What signs: for `v1` a secret that the receiver has too, for `v1a` a private key that stays here.

    Attributes:
        key: The bytes themselves.
    """

    kind: SignatureKind
    key: bytes = field(repr=False)

    @classmethod
    def generate(cls, kind: SignatureKind) -> "SigningSecret":
        """A new one, of 32 random bytes."""
        return cls(kind, secrets.token_bytes(_SECRET_BYTES))

    @property
    def shared_text(self) -> str | None:
        """What the receiver must be given in secret; None where it needs no secret."""
        return None if self.kind == "v1a" else f"whsec_{base64.b64encode(self.key).decode()}"

    @property
    def public_text(self) -> str | None:
        """What the receiver verifies with, if it is no secret."""
        if self.kind == "v1":
            return None
        public = Ed25519PrivateKey.from_private_bytes(self.key).public_key().public_bytes_raw()
        return f"whpk_{base64.b64encode(public).decode()}"

    def sign(self, message_id: str, at: datetime, body: str) -> str:
        """The signature of exactly these bytes."""
        at = at.astimezone(UTC)  # the library takes the wall time of any zone for UTC
        if self.kind == "v1":
            return Webhook(self.key).sign(message_id, at, body)
        message = f"{message_id}.{int(at.timestamp())}.{body}".encode()
        signature = Ed25519PrivateKey.from_private_bytes(self.key).sign(message)
        return f"v1a,{base64.b64encode(signature).decode()}"


def signed_headers(
    signers: Sequence[SigningSecret], message_id: str, at: datetime, body: str
) -> dict[str, str]:
    """The three headers; every secret signs, so that a receiver may still have the one before.

    Args:
        signers: The newest first.
        message_id: The same at every attempt; holds no full stop.
        at: The instant of this attempt.
        body: What is sent, exactly.
    """
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": " ".join(signer.sign(message_id, at, body) for signer in signers),
    }
