"""Organisations, who is in them, and what they have left of their plan."""

from typing import Literal
from uuid import UUID

from services.gateway.domain.event_types.model import EventFields, EventType, Instant
from services.gateway.domain.policy import Role

_USER = "0197f3a4-7d15-7a10-8a6e-2f1c0b8d9e41"
_INVITATION = "0197f3a4-7d15-7a10-8a6e-2f1c0b8d9e42"


class OrganizationData(EventFields):
    name: str
    revision: int
    restorable_until: Instant | None


class InvitationData(EventFields):
    invitation_id: UUID
    role: Role
    invited_by: UUID


class MemberData(EventFields):
    user_id: UUID
    username: str
    role: Role


class GoneData(EventFields):
    user_id: UUID
    username: str
    because: Literal["left", "removed"]


class QuotaData(EventFields):
    limit: str
    used: int
    allowed: int
    resets_at: Instant | None


_ORGANIZATION = {"name": "Asha's Kitchen", "revision": 4, "restorable_until": None}
_MEMBER = {"user_id": _USER, "username": "ravi", "role": "editor"}
_QUOTA = {"limit": "posts", "used": 40, "allowed": 50, "resets_at": "2026-12-01T00:00:00+00:00"}

TYPES = (
    EventType(
        "organization.updated",
        "The organisation's name, time zone, defaults or plan were changed.",
        OrganizationData,
        _ORGANIZATION,
    ),
    EventType(
        "organization.deleted",
        "The organisation was deleted: everything stands still, and its owner can restore it.",
        OrganizationData,
        _ORGANIZATION | {"restorable_until": "2026-12-21T09:00:00+00:00"},
        audience="organization:read",
        by_email=True,
        title="{name} was deleted",
        body="Everything stands still. An owner can restore it until {restorable_until}.",
    ),
    EventType(
        "organization.restored",
        "The organisation is back.",
        OrganizationData,
        _ORGANIZATION,
        audience="organization:read",
        title="{name} is back",
    ),
    EventType(
        "member.invited",
        "Somebody was invited, or again.",
        InvitationData,
        {"invitation_id": _INVITATION, "role": "editor", "invited_by": _USER},
        subject_field="invitation_id",
    ),
    EventType(
        "member.joined",
        "Somebody is a member now.",
        MemberData,
        _MEMBER,
        subject_field="user_id",
        audience="members:manage",
        title="{username} has joined as {role}",
    ),
    EventType(
        "member.role_changed",
        "A member has another role.",
        MemberData,
        _MEMBER | {"role": "admin"},
        subject_field="user_id",
    ),
    EventType(
        "member.removed",
        "Somebody is a member no more.",
        GoneData,
        {"user_id": _USER, "username": "ravi", "because": "left"},
        subject_field="user_id",
        audience="members:manage",
        title="{username} is not a member any more",
    ),
    EventType(
        "quota.nearly_used",
        "Four fifths of what the plan allows of something are used.",
        QuotaData,
        _QUOTA,
        subject_field="limit",
        audience="organization:manage",
        by_email=True,
        title="{used} of {allowed} {limit} are used",
    ),
    EventType(
        "quota.exceeded",
        "What the plan allows of something is used up.",
        QuotaData,
        _QUOTA | {"used": 50},
        subject_field="limit",
        audience="organization:manage",
        by_email=True,
        title="All of {allowed} {limit} are used",
        body="What would need more is refused until the plan or the period is another.",
    ),
)
