"""Signing in elsewhere: what another issuer says of somebody, and what follows from it here."""

import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from services.gateway.domain.identity import User

TIME_TO_COME_BACK = timedelta(minutes=10)
Verdict = Literal["is_theirs", "may_be_linked", "is_new", "needs_sign_in", "needs_email"]
_NO_NAME = re.compile(r"[^A-Za-z0-9_.-]+")


@dataclass(frozen=True, slots=True)
class ExternalClaims:
    """What an issuer says of somebody, its signature checked.

    Attributes:
        email_verified: Whether the issuer says that the address is theirs.
    """

    issuer: str
    subject: str
    email: str | None
    email_verified: bool
    name: str | None


@dataclass(frozen=True, slots=True)
class GoingOut:
    """Somebody who has gone to a provider, found by the state they bring back.

    Attributes:
        user_id: Set where somebody who is signed in wants to sign in that way too.
    """

    binding_hash: bytes
    provider_id: str
    redirect_url: str
    user_id: UUID | None
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class ExternalIdentity:
    """A way to sign in elsewhere, as its owner sees it."""

    identity_id: UUID
    provider_id: str
    issuer: str
    email: str | None
    created_at: datetime
    last_used_at: datetime


def verdict(
    claims: ExternalClaims, *, linked: User | None, same_email: User | None, trusts_email: bool
) -> Verdict:
    """Who somebody is here whom an issuer vouches for.

    An identity that is linked is whose it is linked to, whatever its address says today. An address alone makes nobody
    somebody else: it counts only where the issuer calls it verified, the operator trusts the issuer with addresses,
    and it is verified here as well. Were it not verified here, somebody might have signed up with another's address
    and be waiting for them to come.

    Args:
        claims: What the issuer says.
        linked: Who has this identity.
        same_email: Who has the address.
        trusts_email: Whether the operator trusts the issuer with addresses.
    """
    if linked is not None:
        return "is_theirs"
    if claims.email is None or not claims.email_verified:
        return "needs_email"
    if same_email is None:
        return "is_new"
    return "may_be_linked" if trusts_email and same_email.email_verified_at is not None else "needs_sign_in"


def username_for(email: str) -> str:
    """A username for somebody new: what stands before the @, with something random behind it."""
    local = _NO_NAME.sub("", email.partition("@")[0])[:20].lstrip("_.-")
    return f"{local or 'user'}-{secrets.token_hex(4)}"
