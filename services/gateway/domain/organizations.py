"""Organisations, their members, and invitations to them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from services.gateway.domain.policy import ROLES, Role

InvitationState = Literal["open", "accepted", "revoked", "expired"]

RESTORABLE = timedelta(days=30)
"""For how long a deleted organisation can be brought back."""

INVITED_FOR = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Organization:
    """A tenant.

    Attributes:
        time_zone: IANA name: where its months and days begin.
        approval: Of content requests that say nothing else.
        plan: Name of its plan; none: that of the installation.
        deleted_at: Since when everything stands still.
    """

    organization_id: UUID
    name: str
    time_zone: str
    approval: Literal["auto", "required"]
    language: str
    plan: str | None
    revision: int
    created_at: datetime
    updated_at: datetime
    deleted_at: datetime | None
    deletion_halt_id: UUID | None

    @property
    def restorable_until(self) -> datetime | None:
        """When a deleted organisation is erased."""
        return None if self.deleted_at is None else self.deleted_at + RESTORABLE


@dataclass(frozen=True, slots=True)
class OwnOrganization:
    """An organisation as one of its members sees it beside their others."""

    organization_id: UUID
    name: str
    role: Role
    joined_at: datetime
    deleted_at: datetime | None


@dataclass(frozen=True, slots=True)
class Member:
    user_id: UUID
    username: str
    name: str | None
    email: str
    role: Role
    revision: int
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Invitation:
    invitation_id: UUID
    organization_id: UUID
    email: str
    role: Role
    invited_by: UUID
    created_at: datetime
    sent_at: datetime
    expires_at: datetime
    accepted_at: datetime | None
    accepted_by: UUID | None
    revoked_at: datetime | None

    def state(self, now: datetime) -> InvitationState:
        """What became of it."""
        if self.accepted_at is not None:
            return "accepted"
        if self.revoked_at is not None:
            return "revoked"
        return "open" if now < self.expires_at else "expired"


@dataclass(frozen=True, slots=True)
class InvitationBounds:
    """How much mail to strangers an organisation may cause.

    Attributes:
        open_at_once: Invitations that can be accepted.
        mails_a_day: By UTC, sent again or not.
        rest: Between two to one address.
    """

    open_at_once: int
    mails_a_day: int
    rest: timedelta


def may_grant(own: Role, role: Role) -> bool:
    """Whether who has one role may give or take the other: only an owner makes owners, or unmakes them."""
    return own == "owner" or role != "owner"


def may_invite(own: Role, role: Role) -> bool:
    """Whether who has one role may bring somebody in with the other."""
    return "members:manage" in ROLES[own] and may_grant(own, role)
