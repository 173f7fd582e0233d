"""People, organisations, memberships, sessions."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.gateway.domain.client_addresses import network_of
from services.gateway.domain.policy import ROLES, Permission, Role

__all__ = ["AccessClaims", "Caller", "Client", "Membership", "Role", "SignIn", "User"]


@dataclass(frozen=True, slots=True)
class Caller:
    """Who makes a request, and what they may do at this moment.

    Attributes:
        user_id: The person; for an API key, whoever made it.
        session_id: What they identified with: a session, or the API key itself.
        role: The person's role in the organisation now; it is never read from a token.
        api_key_id: The API key, if it was one.
        api_key_prefix: Which of its secrets was sent, by what is not secret of it: others may outlast it.
        scopes: What the API key was made for; none for a person, who may do all that the role allows.
    """

    user_id: UUID
    organization_id: UUID
    session_id: UUID
    role: Role
    expires_at: datetime
    api_key_id: UUID | None = None
    api_key_prefix: str | None = None
    scopes: frozenset[Permission] | None = None

    @property
    def permissions(self) -> frozenset[Permission]:
        """What the caller may do in the organisation: what the role allows, for an API key only within its scopes."""
        allowed = ROLES[self.role]
        return allowed if self.scopes is None else allowed & self.scopes

    @property
    def credential(self) -> str:
        """Names what the caller identified with: the scope of limits and idempotency keys."""
        return f"user:{self.user_id}" if self.api_key_id is None else f"key:{self.api_key_id}"


@dataclass(frozen=True, slots=True)
class AccessClaims:
    """What an access token says: who acts where, in which session. Whether they may (still) is not in it."""

    user_id: UUID
    organization_id: UUID
    session_id: UUID
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class User:
    """A person."""

    user_id: UUID
    email: str
    username: str
    created_at: datetime
    name: str | None = None
    time_zone: str = "UTC"
    locale: str = "en"
    email_verified_at: datetime | None = None
    has_password: bool = True


@dataclass(frozen=True, slots=True)
class Membership:
    """What a person is in an organisation."""

    organization_id: UUID
    organization_name: str
    role: Role
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Client:
    """Where a request comes from: for its owner to recognise, and for the audit trail."""

    address: str
    user_agent: str | None
    request_id: str = ""
    operation: str = ""
    credential: str = "nobody"
    device: str | None = None

    @property
    def network(self) -> str:
        """What is counted as one place."""
        return network_of(self.address)


@dataclass(frozen=True, slots=True)
class SignIn:
    """A sign-in that goes on, with all its sessions.

    Attributes:
        address: Where it was begun.
        is_present: Whether the caller's session belongs to it.
    """

    sign_in_id: UUID
    created_at: datetime
    last_used_at: datetime
    expires_at: datetime
    address: str | None
    user_agent: str | None
    is_present: bool
