"""Consents under way; what is secret in them is encrypted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg

from services.publisher.domain.connections import Connection
from services.publisher.repository.rows import envelope_document, to_envelope
from shared.consuming import Received
from shared.events import ConnectionRequested
from shared.postgres import Connection as Session
from shared.postgres import Database
from shared.working import Lease


@dataclass(frozen=True, slots=True)
class Call:
    """A connection under our lease, whose network is to be called."""

    connection: Connection
    owner: str


class ConnectionRepository:
    """Statements of queries/connections.sql; no decisions."""

    def __init__(self, database: Database, queries: Mapping[str, str]) -> None:
        self._database = database
        self._queries = queries

    async def request(
        self,
        session: Session,
        received: Received[ConnectionRequested],
        secrets: bytes,
        expires_at: datetime,
    ) -> None:
        told = received.data
        await session.execute(
            self._queries["request_connection"],
            told.connection_id,
            told.organization_id,
            told.network,
            told.base_url,
            told.account_id,
            told.redirect_url,
            told.reply_key,
            secrets,
            envelope_document(received.envelope),
            expires_at,
        )

    async def refuse(self, session: Session, received: Received[ConnectionRequested]) -> int | None:
        """Our revision of what can't be begun; None if it is known already."""
        told = received.data
        revision: int | None = await session.fetchval(
            self._queries["refuse_connection"],
            told.connection_id,
            told.organization_id,
            told.network,
            told.redirect_url,
            told.reply_key,
            envelope_document(received.envelope),
            told.expires_at,
        )
        return revision

    async def lock(self, session: Session, connection_id: UUID) -> Connection | None:
        row = await session.fetchrow(self._queries["lock_connection"], connection_id)
        return to_connection(row) if row else None

    async def authorize(self, session: Session, connection_id: UUID, secrets: bytes) -> None:
        await session.execute(self._queries["authorize_connection"], connection_id, secrets)

    async def finish(self, session: Session, connection_id: UUID) -> None:
        await session.execute(self._queries["finish_connection"], connection_id)

    async def claim(self, limit: int, lease: Lease) -> list[Call]:
        """Connections whose network is to be called."""
        async with self._database.acquire() as session:
            rows = await session.fetch(self._queries["claim_connections"], limit, lease.owner, lease.seconds)
        return [Call(to_connection(row), lease.owner) for row in rows]

    async def renew(self, calls: Sequence[Call], lease: Lease) -> None:
        async with self._database.acquire() as session:
            await session.execute(self._queries["renew_connections"], _ids(calls), lease.owner, lease.seconds)

    async def release(self, calls: Sequence[Call], lease: Lease) -> None:
        async with self._database.acquire() as session:
            await session.execute(self._queries["release_connections"], _ids(calls), lease.owner)

    async def open(self, session: Session, call: Call, secrets: bytes) -> int | None:
        """Our new revision; None if somebody else holds it."""
        revision: int | None = await session.fetchval(
            self._queries["open_connection"], call.connection.connection_id, call.owner, secrets
        )
        return revision

    async def offer(self, session: Session, call: Call, secrets: bytes, expires_at: datetime) -> int | None:
        """Our new revision; None if somebody else holds it."""
        revision: int | None = await session.fetchval(
            self._queries["offer_choices"], call.connection.connection_id, call.owner, secrets, expires_at
        )
        return revision

    async def call_later(self, call: Call, seconds: float) -> None:
        async with self._database.acquire() as session:
            await session.execute(
                self._queries["call_later"], call.connection.connection_id, call.owner, seconds
            )

    async def fail(self, session: Session, connection_id: UUID) -> int | None:
        """Our new revision; None if it is over already."""
        revision: int | None = await session.fetchval(self._queries["fail_connection"], connection_id)
        return revision

    async def expire(self, session: Session, now: datetime) -> list[Connection]:
        """Some of those that nobody finished in time, as they are now."""
        rows = await session.fetch(self._queries["expire_connections"], now)
        return [to_connection(row) for row in rows]

    async def forget(self, session: Session, before: datetime) -> None:
        await session.execute(self._queries["forget_connections"], before)


def to_connection(row: asyncpg.Record) -> Connection:
    """A row of connections."""
    return Connection(
        connection_id=row["connection_id"],
        organization_id=row["organization_id"],
        network=row["network"],
        base_url=row["base_url"],
        account_id=row["account_id"],
        redirect_url=row["redirect_url"],
        reply_key=row["reply_key"],
        state=row["state"],
        revision=row["revision"],
        secrets=row["secrets"],
        tries=row["tries"],
        cause=to_envelope(row["cause"]),
        expires_at=row["expires_at"],
    )


def _ids(calls: Sequence[Call]) -> list[UUID]:
    return [call.connection.connection_id for call in calls]
