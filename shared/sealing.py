"""Sealing a secret for one service: HPKE (RFC 9180), so that it may pass through topics that others can read."""

import base64
import binascii

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
_INFO = b"postwright/publisher/v1"


class SealingError(ValueError):
    """A key or a sealed text can't be used; the message never holds either."""


def generate_key_pair() -> tuple[str, str]:
    """A new private and public key, base64 of the 32 raw bytes each."""
    private = X25519PrivateKey.generate()
    private_bytes = private.private_bytes(
        serialization.Encoding.Raw, serialization.PrivateFormat.Raw, serialization.NoEncryption()
    )
    public_bytes = private.public_key().public_bytes(
        serialization.Encoding.Raw, serialization.PublicFormat.Raw
    )
    return base64.b64encode(private_bytes).decode(), base64.b64encode(public_bytes).decode()


class Sealer:
    """Seals for the holder of the private key; can't open what it sealed."""

    def __init__(self, public_key: str) -> None:
        try:
            self._key = X25519PublicKey.from_public_bytes(_raw_key(public_key))
        except ValueError as error:
            raise SealingError("the sealing public key is not 32 bytes in base64") from error

    def seal(self, data: bytes, context: bytes) -> str:
        """Seal bytes for a context (such as the account id) that must be named again to open them."""
        sealed = _SUITE.encrypt(data, self._key, info=_INFO + b"/" + context)
        return base64.b64encode(sealed).decode()


class Opener:
    """Opens what was sealed to its public key."""

    def __init__(self, private_key: str) -> None:
        try:
            self._key = X25519PrivateKey.from_private_bytes(_raw_key(private_key))
        except ValueError as error:
            raise SealingError("the sealing private key is not 32 bytes in base64") from error

    def open(self, sealed: str, context: bytes) -> bytes:
        """The bytes that were sealed.

        Raises:
            SealingError: Sealed to another key, for another context, or changed on the way.
        """
        try:
            return _SUITE.decrypt(
                base64.b64decode(sealed, validate=True), self._key, info=_INFO + b"/" + context
            )
        except (InvalidTag, ValueError, binascii.Error) as error:
            raise SealingError("the sealed credential can't be opened with this key and context") from error


def _raw_key(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
