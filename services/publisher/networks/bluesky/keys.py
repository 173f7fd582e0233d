"""Record keys that we choose: TIDs.

https://atproto.com/specs/tid
"""

import secrets
from datetime import datetime

_ALPHABET = "234567abcdefghijklmnopqrstuvwxyz"
_LENGTH = 13


def new_key(now: datetime) -> str:
    """A record key: 53 bits of microseconds, 10 random bits that stand for the clock, base32-sortable."""
    number = (int(now.timestamp() * 1_000_000) << 10) | secrets.randbelow(1 << 10)
    return "".join(_ALPHABET[(number >> shift) & 31] for shift in range((_LENGTH - 1) * 5, -1, -5))
