"""Organisations, members and invitations in the database. Each statement names the organisation itself, so that what is
done as the owner (coming in by a token) is no wider than what is done inside of it.
"""

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg

from services.gateway.domain.organizations import Invitation, Member, Organization, OwnOrganization
from services.gateway.domain.policy import Role
from shared.postgres import Connection
from shared.sql import load_queries

_QUERIES = load_queries(Path(__file__).parents[1] / "queries" / "organizations.sql")
_ORGANIZATION = tuple(field.name for field in fields(Organization))
_INVITATION = tuple(field.name for field in fields(Invitation))


async def find(connection: Connection, organization_id: UUID) -> Organization:
    return _organization(await connection.fetchrow(_QUERIES["get_organization"], organization_id))


async def lock(connection: Connection, organization_id: UUID) -> Organization:
    """As `find`; its members stay as they are until the transaction ends."""
    return _organization(await connection.fetchrow(_QUERIES["lock_organization"], organization_id))


async def update(connection: Connection, organization: Organization, now: datetime) -> Organization:
    """Keep what may change of an organisation; gives it with its new revision."""
    row = await connection.fetchrow(
        _QUERIES["update_organization"],
        organization.organization_id,
        organization.name,
        organization.time_zone,
        organization.approval,
        organization.language,
        organization.plan,
        now,
    )
    return _organization(row)


async def delete(
    connection: Connection, organization_id: UUID, now: datetime, user_id: UUID, halt_id: UUID | None
) -> Organization:
    row = await connection.fetchrow(_QUERIES["delete_organization"], organization_id, now, user_id, halt_id)
    return _organization(row)


async def restore(connection: Connection, organization_id: UUID, now: datetime) -> Organization:
    return _organization(await connection.fetchrow(_QUERIES["restore_organization"], organization_id, now))


async def of_person(
    connection: Connection, user_id: UUID, after: UUID | None, rows: int
) -> Sequence[OwnOrganization]:
    """A person's organisations, newest first; needs the owner's connection."""
    found = await connection.fetch(_QUERIES["own_organizations"], user_id, after, rows)
    return [OwnOrganization(**row) for row in found]


async def members(
    connection: Connection, organization_id: UUID, *, after: UUID | None, role: Role | None, rows: int
) -> Sequence[Member]:
    found = await connection.fetch(_QUERIES["list_members"], organization_id, after, role, rows)
    return [Member(**row) for row in found]


async def member(connection: Connection, organization_id: UUID, user_id: UUID) -> Member | None:
    row = await connection.fetchrow(_QUERIES["get_member"], organization_id, user_id)
    return None if row is None else Member(**row)


async def set_role(connection: Connection, organization_id: UUID, user_id: UUID, role: Role) -> None:
    await connection.execute(_QUERIES["set_role"], organization_id, user_id, role)


async def has_other_owner(connection: Connection, organization_id: UUID, user_id: UUID) -> bool:
    return bool(await connection.fetchval(_QUERIES["other_owners"], organization_id, user_id))


async def delete_member(
    connection: Connection, organization_id: UUID, user_id: UUID, now: datetime
) -> Sequence[UUID]:
    """End a membership; gives the sessions that end with it."""
    await connection.execute(_QUERIES["delete_member"], organization_id, user_id)
    return [row["session_id"] for row in await connection.fetch(_QUERIES["end_sessions"], user_id, now)]


async def add_invitation(connection: Connection, invitation: Invitation, token_hash: bytes) -> bool:
    """False where an invitation of the same person is open."""
    made = await connection.fetchval(
        _QUERIES["insert_invitation"],
        invitation.invitation_id,
        invitation.organization_id,
        invitation.email,
        invitation.role,
        token_hash,
        invitation.invited_by,
        invitation.created_at,
        invitation.expires_at,
    )
    return bool(made)


async def last_invited(connection: Connection, invitation: Invitation) -> datetime | None:
    """When another invitation was last sent to the same address."""
    sent_at: datetime | None = await connection.fetchval(
        _QUERIES["last_invited"], invitation.organization_id, invitation.email, invitation.invitation_id
    )
    return sent_at


async def open_invitations(
    connection: Connection, organization_id: UUID, now: datetime
) -> tuple[int, datetime | None]:
    """How many can be accepted, and when the first of them runs out."""
    row = await connection.fetchrow(_QUERIES["count_open_invitations"], organization_id, now)
    assert row is not None, "counting gives a row"
    return row["count"], row["first_ends"]


async def is_member_address(connection: Connection, organization_id: UUID, email: str) -> bool:
    return bool(await connection.fetchval(_QUERIES["is_member_address"], organization_id, email))


async def invitations(
    connection: Connection,
    organization_id: UUID,
    *,
    after: UUID | None,
    is_open: bool | None,
    now: datetime,
    rows: int,
) -> Sequence[Invitation]:
    """Invitations, newest first."""
    found = await connection.fetch(_QUERIES["list_invitations"], organization_id, after, is_open, now, rows)
    return [_invitation(row) for row in found]


async def invitation(
    connection: Connection, organization_id: UUID, invitation_id: UUID, *, locked: bool = False
) -> Invitation | None:
    query = _QUERIES["lock_invitation" if locked else "get_invitation"]
    row = await connection.fetchrow(query, organization_id, invitation_id)
    return None if row is None else _invitation(row)


async def invitation_by_token(connection: Connection, token_hash: bytes) -> tuple[Invitation, str] | None:
    """The invitation of a token with the organisation's name, locked; needs the owner's connection.

    None also where the organisation is deleted.
    """
    row = await connection.fetchrow(_QUERIES["lock_invitation_by_token"], token_hash)
    if row is None or row["organization_deleted_at"] is not None:
        return None
    return _invitation(row), row["organization_name"]


async def renew(
    connection: Connection,
    invitation: Invitation,
    token_hash: bytes,
    *,
    now: datetime,
    expires_at: datetime,
    invited_by: UUID,
) -> Invitation:
    row = await connection.fetchrow(
        _QUERIES["renew_invitation"],
        invitation.organization_id,
        invitation.invitation_id,
        token_hash,
        now,
        expires_at,
        invited_by,
    )
    return _invitation(row)


async def revoke(connection: Connection, invitation: Invitation, now: datetime) -> Invitation:
    row = await connection.fetchrow(
        _QUERIES["revoke_invitation"], invitation.organization_id, invitation.invitation_id, now
    )
    return _invitation(row)


async def accept(connection: Connection, invitation: Invitation, user_id: UUID, now: datetime) -> Invitation:
    row = await connection.fetchrow(_QUERIES["accept_invitation"], invitation.invitation_id, now, user_id)
    return _invitation(row)


def _organization(row: asyncpg.Record | None) -> Organization:
    assert row is not None, "a caller's organisation is there"
    return Organization(*(row[name] for name in _ORGANIZATION))


def _invitation(row: Any) -> Invitation:
    assert row is not None
    return Invitation(*(row[name] for name in _INVITATION))
