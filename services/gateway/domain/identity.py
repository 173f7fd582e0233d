"""People, organisations, sessions."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

Role = Literal["owner", "admin", "editor", "approver", "viewer"]


@dataclass(frozen=True, slots=True)
class Caller:
    """Who makes a request: read from a verified access token."""

    user_id: UUID
    organization_id: UUID
    session_id: UUID
    role: Role
    expires_at: datetime

    @property
    def credential(self) -> str:
        """Names what the caller identified with: the scope of limits and idempotency keys."""
        return f"user:{self.user_id}"


@dataclass(frozen=True, slots=True)
class User:
    user_id: UUID
    organization_id: UUID
    organization_name: str
    email: str
    username: str
    role: Role
    created_at: datetime
