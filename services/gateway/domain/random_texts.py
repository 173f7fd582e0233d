"""Random texts that open something for whoever holds them: links, receipts, tickets, refresh tokens."""

import hashlib
import secrets


def random_text(prefix: str) -> str:
    """A new one, of 256 bits; its prefix lets secret scanners find one that leaked."""
    return prefix + secrets.token_urlsafe(32)


def hash_of(text: str) -> bytes:
    """What is kept of one, and found by. It is random, so a plain hash can't be guessed back."""
    return hashlib.sha256(text.encode()).digest()
