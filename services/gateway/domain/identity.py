"""People, organisations, sessions."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.gateway.domain.policy import ROLES, Permission, Role

__all__ = ["Caller", "Role", "User"]


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

    @property
    def permissions(self) -> frozenset[Permission]:
        """What the caller may do in the organisation."""
        return ROLES[self.role]


@dataclass(frozen=True, slots=True)
class User:
    user_id: UUID
    organization_id: UUID
    organization_name: str
    email: str
    username: str
    role: Role
    created_at: datetime
