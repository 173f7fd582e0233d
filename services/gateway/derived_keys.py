"""Keys for single purposes, derived from the one that the operator gives."""

import base64

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


def derived_key(signing_key: str, purpose: bytes) -> bytes:
    """32 bytes for a purpose; nobody finds one purpose's key by another's.

    Args:
        signing_key: The key of access tokens, base64.
        purpose: Names it, with a version.
    """
    return HKDF(SHA256(), length=32, salt=None, info=purpose).derive(base64.b64decode(signing_key))
