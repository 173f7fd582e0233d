"""Secrets at rest: AES-256-GCM, bound to their organisation and owner, under keys that can be rotated."""

import base64
import binascii
import hashlib
import secrets
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_VERSION = b"\x01"
_ID_BYTES = 4
_NONCE_BYTES = 12
_KEY_BYTES = 32


class UnreadableSecretError(ValueError):
    """An encrypted secret can't be read with the configured keys; names the key id, never the secret."""


class UnknownKeyError(UnreadableSecretError):
    """It is encrypted under a key that is not configured here.

    Args:
        key_id: Which.
    """

    def __init__(self, key_id: bytes) -> None:
        super().__init__(f"encrypted under key {key_id.hex()}, which is not configured")
        self.key_id = key_id


class Vault:
    """Encrypts with the first key, decrypts with whichever key was used.

    What is stored: version byte, key id (first bytes of the key's SHA-256), nonce, ciphertext. To rotate, put a new
    key first and keep the old ones until nothing is stored under them.

    Args:
        keys: Base64 of 32 bytes each, separated by commas.

    Raises:
        ValueError: A key is not 32 bytes in base64, or there is none.
    """

    def __init__(self, keys: str) -> None:
        raw = [_decoded(text.strip(), place) for place, text in enumerate(keys.split(","), 1)]
        self._keys = {_key_id(key): AESGCM(key) for key in raw}
        self._current = _key_id(raw[0])

    @property
    def current_key(self) -> bytes:
        """Id of the key that encrypts: what is stored has it after the version byte."""
        return self._current

    @property
    def key_ids(self) -> list[bytes]:
        """Ids of all keys: what is stored under them can be read."""
        return list(self._keys)

    @property
    def older_keys(self) -> list[bytes]:
        """Ids of the keys that only decrypt."""
        return [key_id for key_id in self._keys if key_id != self._current]

    def encrypt(self, secret: bytes, *, organization_id: UUID, owner_id: UUID) -> bytes:
        """The stored form; it can be read back only for the same organisation and owner."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        sealed = self._keys[self._current].encrypt(nonce, secret, _context(organization_id, owner_id))
        return _VERSION + self._current + nonce + sealed

    def decrypt(self, stored: bytes, *, organization_id: UUID, owner_id: UUID) -> bytes:
        """The secret.

        Raises:
            UnknownKeyError: Under a key that is not configured.
            UnreadableSecretError: Of another owner, or changed.
        """
        if stored[:1] != _VERSION:
            raise UnreadableSecretError(
                f"stored in form {stored[:1].hex() or 'none'}, which is not known here"
            )
        key_id, rest = stored[1 : 1 + _ID_BYTES], stored[1 + _ID_BYTES :]
        key = self._keys.get(key_id)
        if key is None:
            raise UnknownKeyError(key_id)
        try:
            return key.decrypt(rest[:_NONCE_BYTES], rest[_NONCE_BYTES:], _context(organization_id, owner_id))
        except InvalidTag:
            raise UnreadableSecretError("the secret was changed, or belongs to somebody else") from None


def _context(organization_id: UUID, owner_id: UUID) -> bytes:
    return organization_id.bytes + owner_id.bytes


def _key_id(key: bytes) -> bytes:
    return hashlib.sha256(key).digest()[:_ID_BYTES]


def _decoded(text: str, place: int) -> bytes:
    try:
        key = base64.b64decode(text, validate=True)
    except binascii.Error:
        key = b""
    if len(key) != _KEY_BYTES:
        raise ValueError(f"encryption key {place} is not {_KEY_BYTES} bytes in base64")
    return key
