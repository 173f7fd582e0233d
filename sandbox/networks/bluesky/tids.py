"""Timestamp identifiers: 13 characters that sort by time."""

import re

ALPHABET = "234567abcdefghijklmnopqrstuvwxyz"
TID = re.compile(r"[234567abcdefghij][234567abcdefghijklmnopqrstuvwxyz]{12}")


def tid(seconds: float, clock_id: int = 0) -> str:
    number = (int(seconds * 1_000_000) << 10) | clock_id
    return "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(13)))
