"""Answers that hold a secret are kept sealed for the retry of their request."""

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from services.gateway.derived_keys import derived_key

_INFO = b"postwright/gateway/answers/v1"
_NONCE_BYTES = 12


class AnswerSeal:
    """Seals what is shown once, so that whoever reads the database can't use it.

    Args:
        signing_key: The key of access tokens, base64; another one is derived from it.
    """

    def __init__(self, signing_key: str) -> None:
        self._cipher = AESGCM(derived_key(signing_key, _INFO))

    def seal(self, answer: bytes, place: str) -> bytes:
        """The answer for that place and no other."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, answer, place.encode())

    def open(self, sealed: bytes, place: str) -> bytes | None:
        """The answer again; none where the key has been changed since."""
        try:
            return self._cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], place.encode())
        except InvalidTag:
            return None
