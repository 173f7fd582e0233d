"""What stops publications, and what people ask of them."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from services.publisher.domain.control import Gate, Halt, Wish
from services.publisher.domain.plans import Plan, Sibling
from services.publisher.domain.publications import Publication, State
from services.publisher.repository.rows import envelope_document, to_envelope, to_publication
from shared.capabilities import Pacing
from shared.consuming import Received
from shared.events import PublicationRequested, PublishingHalted
from shared.postgres import Connection, Database


class ControlRepository:
    """Statements of queries/control.sql; no decisions."""

    def __init__(self, database: Database, queries: Mapping[str, str]) -> None:
        self._database = database
        self._queries = queries

    async def gate(self, connection: Connection, publication: Publication, pacing: Pacing) -> Gate:
        """What decides now; the account's lane is locked."""
        row = await connection.fetchrow(
            self._queries["gate"],
            publication.publication_id,
            [window.max for window in pacing.windows],
            [window.seconds for window in pacing.windows],
            pacing.min_spacing_seconds > 0,
            [window.kind for window in pacing.windows],
        )
        assert row is not None, "a publication is never deleted"
        plan = row["plan"]
        return Gate(
            Halt(**row["halt"]) if row["halt"] else None,
            Plan(**{**plan, "organization_id": UUID(plan["organization_id"])}) if plan else None,
            [Sibling(UUID(one["publication_id"]), one["state"], one["url"]) for one in row["siblings"] or ()],
            row["starts"],
            row["last"],
        )

    async def halt(self, connection: Connection, received: Sequence[Received[PublishingHalted]]) -> set[UUID]:
        """Those that were news."""
        told = [one.data for one in received]
        rows = await connection.fetch(
            self._queries["halt"],
            [one.halt_id for one in told],
            [one.organization_id for one in told],
            [one.revision for one in told],
            [one.active for one in told],
            [one.scope for one in told],
            [one.target for one in told],
            [one.reason for one in told],
            [one.changed_at for one in told],
        )
        return {row["halt_id"] for row in rows}

    async def in_flight(self, connection: Connection, halt_ids: Sequence[UUID]) -> dict[UUID, list[UUID]]:
        """Publications that a halt came too late for, by halt."""
        found: dict[UUID, list[UUID]] = {halt_id: [] for halt_id in halt_ids}
        for row in await connection.fetch(self._queries["in_flight"], halt_ids):
            found[row["halt_id"]].append(row["publication_id"])
        return found

    async def wake_halted(self, connection: Connection, organization_ids: Sequence[UUID]) -> list[UUID]:
        """Accounts in which something waits for a halt to end."""
        rows = await connection.fetch(self._queries["wake_halted"], organization_ids)
        return sorted({row["account_id"] for row in rows})

    async def lane_of(self, connection: Connection, publication_id: UUID) -> UUID | None:
        account_id: UUID | None = await connection.fetchval(self._queries["lane_of"], publication_id)
        return account_id

    async def locked(self, connection: Connection, publication_id: UUID) -> Publication | None:
        row = await connection.fetchrow(self._queries["lock_publication"], publication_id)
        return to_publication(row) if row else None

    async def add_wish(self, connection: Connection, received: Received[PublicationRequested]) -> None:
        wish = received.data
        await connection.execute(
            self._queries["add_wish"],
            wish.wish_id,
            wish.publication_id,
            wish.action,
            wish.text,
            wish.requested_at,
            envelope_document(received.envelope),
        )

    async def open_wish(self, publication_id: UUID) -> Wish | None:
        async with self._database.acquire() as connection:
            row = await connection.fetchrow(self._queries["open_wish"], publication_id)
        return Wish(**{**row, "cause": to_envelope(row["cause"])}) if row else None

    async def end_wish(
        self, connection: Connection, wish: Wish, state: State, text: str | None = None
    ) -> None:
        await connection.execute(self._queries["end_wish"], wish.wish_id, state, text)

    async def rest(self, connection: Connection, publication_id: UUID) -> None:
        await connection.execute(self._queries["rest"], publication_id)

    async def put_off_wish(self, connection: Connection, wish: Wish, seconds: float) -> None:
        await connection.execute(self._queries["put_off_wish"], wish.wish_id, seconds)
