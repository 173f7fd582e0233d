"""API keys: how they are written, and what they may do."""

import re
import secrets
import zlib
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from services.gateway.domain.policy import Permission, Role

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_KEY = re.compile(
    r"pw_live_(?P<prefix>[0-9A-Za-z]{8})_(?P<secret>[0-9A-Za-z]{32})(?P<checksum>[0-9A-Za-z]{6})"
)
MARK = "pw_live_"
"""What every API key begins with, for secret scanners."""

KeyState = Literal["active", "expired", "revoked", "orphaned"]


def new_key_text() -> str:
    """A new random API key: `pw_live_<8 id>_<32 secret><6 CRC>`; the secret has 190 bits."""
    prefix = "".join(secrets.choice(_ALPHABET) for _ in range(8))
    secret = "".join(secrets.choice(_ALPHABET) for _ in range(32))
    body = f"{MARK}{prefix}_{secret}"
    return body + _checksum(body)


def prefix_of(text: str) -> str | None:
    """The part of an API key that finds it; none if the text can't be a key of ours, which its checksum tells."""
    match = _KEY.fullmatch(text)
    if match is None or _checksum(text[:-6]) != match["checksum"]:
        return None
    return match["prefix"]


def _checksum(text: str) -> str:
    """CRC-32 in base 62, six characters: a typing error is seen without asking anybody."""
    number = zlib.crc32(text.encode())
    digits = ""
    for _ in range(6):
        number, digit = divmod(number, 62)
        digits = _ALPHABET[digit] + digits
    return digits


@dataclass(frozen=True, slots=True)
class KeySecret:
    """One of a key's secrets, by what is not secret of it."""

    prefix: str
    created_at: datetime
    works_until: datetime | None


@dataclass(frozen=True, slots=True)
class ApiKey:
    """An API key as its organisation sees it.

    Attributes:
        role: That of whoever made it, now; none if they are no member any more.
        secrets: Those that still work, the newest first.
    """

    api_key_id: UUID
    organization_id: UUID
    user_id: UUID
    name: str
    scopes: list[Permission]
    revision: int
    created_at: datetime
    updated_at: datetime
    expires_at: datetime | None
    rotated_at: datetime | None
    revoked_at: datetime | None
    last_used_at: datetime | None
    role: Role | None
    secrets: list[KeySecret]

    def state_at(self, now: datetime) -> KeyState:
        """Whether it can be used, and if not, why."""
        if self.revoked_at is not None:
            return "revoked"
        if self.expires_at is not None and self.expires_at <= now:
            return "expired"
        return "orphaned" if self.role is None else "active"


@dataclass(frozen=True, slots=True)
class KeyStanding:
    """What an API key is good for at this moment.

    Attributes:
        ends_at: When this secret stops working, if ever.
    """

    api_key_id: UUID
    organization_id: UUID
    user_id: UUID
    role: Role
    scopes: frozenset[Permission]
    ends_at: datetime | None
