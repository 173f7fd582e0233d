"""People's own affairs in the database: passwords, addresses, sign-ins. For the owner's connections alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal
from uuid import UUID

from services.gateway.domain.identity import Client, SignIn, User
from services.gateway.repository.identity import user_of
from shared.postgres import Connection
from shared.sql import load_queries

QUERIES = load_queries(Path(__file__).parents[1] / "queries" / "people.sql")

EndReason = Literal["logged_out", "token_reused", "revoked", "password_changed", "password_reset", "erased"]
Purpose = Literal["verify_email", "change_email", "reset_password"]


@dataclass(frozen=True, slots=True)
class EmailedToken:
    """A token that was found, whatever its state."""

    user_id: UUID
    purpose: Purpose
    email: str
    expires_at: datetime
    used_at: datetime | None


async def share(connection: Connection, user_id: UUID) -> None:
    """Keep a person's sessions from being ended all at once until the transaction ends."""
    await connection.execute(QUERIES["share_user"], user_id)


async def share_with_hash(connection: Connection, user_id: UUID, password_hash: str) -> bool:
    """The same, and whether their password is still the one that was checked."""
    return bool(await connection.fetchval(QUERIES["share_user_with_hash"], user_id, password_hash))


async def lock(connection: Connection, user_id: UUID) -> tuple[User, str | None] | None:
    """A person and their password's hash; nobody begins a session of theirs until the transaction ends."""
    row = await connection.fetchrow(QUERIES["lock_user"], user_id)
    return None if row is None else (user_of(row), row["password_hash"])


async def find(connection: Connection, user_id: UUID) -> tuple[User, str | None] | None:
    """A person and their password's hash."""
    row = await connection.fetchrow(QUERIES["find_user"], user_id)
    return None if row is None else (user_of(row), row["password_hash"])


async def sign_in_began(connection: Connection, session_id: UUID) -> datetime | None:
    """When the sign-in of a session was begun."""
    found: datetime | None = await connection.fetchval(QUERIES["sign_in_began"], session_id)
    return found


async def is_verified(connection: Connection, user_id: UUID) -> bool:
    """Whether somebody is known to read the person's address; works inside an organisation too."""
    return bool(await connection.fetchval(QUERIES["is_verified"], user_id))


@dataclass(frozen=True, slots=True)
class Traces:
    """Who has a name, and whether they have signed in from a network, and from anywhere."""

    user_id: UUID
    is_familiar: bool
    was_here: bool


async def traces(connection: Connection, login: str, network: str) -> Traces | None:
    """Of whoever has that name, if anybody."""
    row = await connection.fetchrow(QUERIES["is_familiar"], login, network)
    return None if row is None else Traces(**row)


async def note_familiar(connection: Connection, user_id: UUID, network: str, at: datetime) -> None:
    """They have signed in from that network."""
    await connection.execute(QUERIES["note_familiar"], user_id, network, at)


async def is_being_forgotten(connection: Connection, user_id: UUID) -> bool:
    """Whether they asked for it, and it may not be done yet."""
    return await connection.fetchval(QUERIES["is_being_forgotten"], user_id) is True


async def set_password(connection: Connection, user_id: UUID, password_hash: str) -> None:
    await connection.execute(QUERIES["set_password"], user_id, password_hash)


async def set_profile(connection: Connection, user: User) -> None:
    await connection.execute(QUERIES["set_profile"], user.user_id, user.name, user.time_zone, user.locale)


async def verify_email(connection: Connection, user_id: UUID, email: str, at: datetime) -> None:
    """Note that the person reads mail to that address, if it is (still) theirs."""
    await connection.execute(QUERIES["verify_email"], user_id, email, at)


async def change_email(connection: Connection, user_id: UUID, email: str, at: datetime) -> None:
    """Raises asyncpg.UniqueViolationError when somebody else has the address."""
    await connection.execute(QUERIES["change_email"], user_id, email, at)


async def add_token(
    connection: Connection,
    token_hash: bytes,
    token: EmailedToken,
    created_at: datetime,
) -> None:
    """Keep a token; others for the same purpose do not work any more."""
    await connection.execute(
        QUERIES["add_emailed_token"],
        token_hash,
        token.user_id,
        token.purpose,
        token.email,
        created_at,
        token.expires_at,
    )


async def was_emailed(
    connection: Connection, user_id: UUID, purpose: Purpose, email: str, since: datetime
) -> bool:
    return bool(await connection.fetchval(QUERIES["emailed_since"], user_id, purpose, email, since))


async def user_of_token(connection: Connection, token_hash: bytes) -> UUID | None:
    """Whose token that is."""
    found: UUID | None = await connection.fetchval(QUERIES["user_of_token"], token_hash)
    return found


async def lock_token(
    connection: Connection, token_hash: bytes, purposes: Sequence[Purpose]
) -> EmailedToken | None:
    row = await connection.fetchrow(QUERIES["lock_emailed_token"], token_hash, list(purposes))
    return None if row is None else EmailedToken(**row)


async def use_token(connection: Connection, token_hash: bytes, at: datetime) -> None:
    await connection.execute(QUERIES["use_emailed_token"], token_hash, at)


async def forget_links(connection: Connection, user_id: UUID, *purposes: Purpose) -> None:
    """Let what was sent for these purposes and not opened work no more."""
    await connection.execute(QUERIES["forget_links"], user_id, list(purposes))


async def ask_for_reset(connection: Connection, request_id: UUID, login: str, at: datetime) -> None:
    await connection.execute(QUERIES["ask_for_reset"], request_id, login, at)


async def take_reset_requests(connection: Connection) -> list[User]:
    """The people who want new passwords; the requests are done with at commit."""
    return [user_of(row) for row in await connection.fetch(QUERIES["take_reset_requests"])]


async def distrust_unverified(connection: Connection, user_id: UUID, at: datetime) -> None:
    """Take away by what somebody could come back who held the account before its address was verified."""
    await connection.execute(QUERIES["distrust_unverified"], user_id, at)


async def sign_ins(
    connection: Connection,
    user_id: UUID,
    *,
    after: UUID | None,
    now: datetime,
    rows: int,
    present: UUID,
) -> list[SignIn]:
    """Sign-ins that go on, newest first."""
    found = await connection.fetch(QUERIES["sign_ins"], user_id, after, now, rows, present)
    return [SignIn(**row) for row in found]


async def is_sign_in_of(connection: Connection, sign_in_id: UUID, user_id: UUID) -> bool:
    return bool(await connection.fetchval(QUERIES["is_sign_in_of"], sign_in_id, user_id))


async def sign_in_of(connection: Connection, session_id: UUID) -> UUID | None:
    found: UUID | None = await connection.fetchval(QUERIES["sign_in_of"], session_id)
    return found


async def end_sign_in(
    connection: Connection, sign_in_id: UUID, user_id: UUID, at: datetime, because: EndReason
) -> list[UUID]:
    """End a sign-in; gives the sessions that end with it."""
    rows = await connection.fetch(QUERIES["end_sign_in"], sign_in_id, user_id, at, because)
    return [row["session_id"] for row in rows]


async def end_sign_ins(
    connection: Connection, user_id: UUID, *, but: UUID | None, at: datetime, because: EndReason
) -> list[UUID]:
    """End all sign-ins of a person but that of a session; gives the sessions that end with them."""
    rows = await connection.fetch(QUERIES["end_sign_ins"], user_id, but, at, because)
    return [row["session_id"] for row in rows]


async def audit(
    connection: Connection,
    user_id: UUID,
    client: Client,
    *,
    kind: str,
    action: Literal["insert", "update", "delete"],
    after: Mapping[str, Any],
    credential: str,
    subject_id: UUID | None = None,
    organization_id: UUID | None = None,
) -> None:
    """Write into the audit trail of one organisation, or of all that the person is a member of."""
    await connection.execute(
        QUERIES["audit"],
        user_id,
        organization_id,
        credential,
        client.operation,
        client.request_id,
        client.address,
        client.user_agent or "",
        action,
        kind,
        str(subject_id or user_id),
        after,
    )


async def was_audited(connection: Connection, user_id: UUID, kind: str) -> bool:
    """Whether there is an entry of that kind about the person, less than a minute old."""
    return bool(await connection.fetchval(QUERIES["was_audited"], user_id, str(user_id), kind))
