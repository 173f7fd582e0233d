"""What is measured, and when."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.publisher.domain.publications import Publication
from services.publisher.repository.rows import to_publication
from shared.postgres import Connection, Database
from shared.working import Lease


@dataclass(frozen=True, slots=True)
class Turn:
    """An account under our lease, with something to measure.

    Attributes:
        figures_at: When its own figures are asked for next; None where its network tells none.
        setbacks: Calls in a row that did not work.
    """

    account_id: UUID
    owner: str
    figures_at: datetime | None
    setbacks: int


@dataclass(frozen=True, slots=True)
class DuePost:
    """A live post to be measured.

    Attributes:
        misses: Measurements in a row that did not find it.
    """

    publication: Publication
    misses: int


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found out of a post.

    Attributes:
        next_at: When it is measured next; None when that is over.
        figures: None where there are none.
    """

    publication: Publication
    next_at: datetime | None
    misses: int = 0
    gone: bool = False
    figures: Mapping[str, float] | None = None


class MeasurementRepository:
    """Statements of queries/measurements.sql; no decisions.

    Args:
        database: Where.
        queries: By name.
        now: Says what is due.
    """

    def __init__(self, database: Database, queries: Mapping[str, str], now: Callable[[], datetime]) -> None:
        self._database = database
        self._queries = queries
        self._now = now

    async def plan_post(self, connection: Connection, publication: Publication, first_at: datetime) -> None:
        await connection.execute(
            self._queries["plan_post"],
            publication.publication_id,
            publication.account_id,
            publication.published_at,
            first_at,
        )

    async def plan_account(
        self, connection: Connection, account_id: UUID, figures_at: datetime | None
    ) -> None:
        """Measure what is due of an account; its own figures from that instant on, where there are any."""
        await connection.execute(self._queries["plan_account"], account_id, figures_at)

    async def claim(self, limit: int, lease: Lease) -> list[Turn]:
        async with self._database.acquire() as connection:
            rows = await connection.fetch(
                self._queries["claim"], limit, lease.owner, lease.seconds, self._now()
            )
        return [Turn(row["account_id"], lease.owner, row["figures_at"], row["setbacks"]) for row in rows]

    async def renew(self, turns: Sequence[Turn], lease: Lease) -> None:
        async with self._database.acquire() as connection:
            await connection.execute(self._queries["renew"], _ids(turns), lease.owner, lease.seconds)

    async def release(self, turns: Sequence[Turn], lease: Lease) -> None:
        async with self._database.acquire() as connection:
            await connection.execute(self._queries["release"], _ids(turns), lease.owner)

    async def publishing_paused(self, account_id: UUID) -> float | None:
        """For how many seconds the network wants no posts of the account; None if it takes them."""
        async with self._database.acquire() as connection:
            seconds: float | None = await connection.fetchval(self._queries["publishing_paused"], account_id)
        return seconds

    async def due_posts(self, account_id: UUID, limit: int) -> list[DuePost]:
        async with self._database.acquire() as connection:
            rows = await connection.fetch(self._queries["due_posts"], account_id, self._now(), limit)
        return [DuePost(to_publication(row), row["misses"]) for row in rows]

    async def owner(self, connection: Connection, account_id: UUID) -> str | None:
        """Who holds the account's line; locks it until the transaction ends."""
        owner: str | None = await connection.fetchval(self._queries["lock"], account_id)
        return owner

    async def record(
        self, connection: Connection, findings: Sequence[Finding], measured_at: datetime
    ) -> None:
        await connection.execute(
            self._queries["record"],
            [finding.publication.publication_id for finding in findings],
            [finding.next_at for finding in findings],
            [finding.misses for finding in findings],
            [finding.gone for finding in findings],
            [None if finding.figures is None else json.dumps(dict(finding.figures)) for finding in findings],
            measured_at,
        )

    async def end_posts(self, connection: Connection, account_id: UUID) -> None:
        await connection.execute(self._queries["end_posts"], account_id)

    async def settle(
        self,
        connection: Connection,
        turn: Turn,
        *,
        figures_at: datetime | None,
        setbacks: int,
        paused_until: datetime | None,
    ) -> None:
        """Work out when the account wants attention next, and give it back; under its lock."""
        await connection.execute(self._queries["settle"], turn.account_id, figures_at, setbacks, paused_until)

    async def overdue_seconds(self) -> float:
        """For how long the account that waits longest has had something to measure."""
        async with self._database.acquire() as connection:
            since: datetime | None = await connection.fetchval(self._queries["longest_due"])
        return 0.0 if since is None else max(0.0, (self._now() - since).total_seconds())


def _ids(turns: Sequence[Turn]) -> list[UUID]:
    return [turn.account_id for turn in turns]
