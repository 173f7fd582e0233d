"""Rows of publications and figures: asyncpg in, plain values out, no decisions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from services.analytics.domain import AccountDay, Snapshot, Standing
from shared.events import AnalyticsRolled
from shared.postgres import Connection


@dataclass(frozen=True, slots=True)
class Measures:
    """Changes that are not added up yet.

    Attributes:
        waiting: How many, counted up to 10,000.
        oldest_seconds: Age of the oldest.
    """

    waiting: int
    oldest_seconds: float


class FiguresRepository:
    """Statements on publications, changes and rollups."""

    def __init__(self, queries: Mapping[str, str]) -> None:
        self._queries = queries

    async def note(self, connection: Connection, standings: Sequence[Standing]) -> bool:
        """Take over what is more than is known of publications; whether any figures change by it."""
        columns = map(list, zip(*standings, strict=True))
        status: str = await connection.execute(self._queries["note_publications"], *columns)
        return status != "INSERT 0 0"

    async def note_snapshots(self, connection: Connection, snapshots: Sequence[Snapshot]) -> bool:
        """Keep measurements of posts; whether any figures change by them."""
        columns = map(list, zip(*snapshots, strict=True))
        status: str = await connection.execute(self._queries["note_snapshots"], *columns)
        return status != "INSERT 0 0"

    async def note_account_days(self, connection: Connection, days: Sequence[AccountDay]) -> bool:
        """Keep what accounts' networks told last on each day; whether any figures change by it."""
        columns = list(map(list, zip(*days, strict=True)))
        await connection.execute(self._queries["note_account_days"], *columns)
        # A statement of its own: it must see what the one before has kept.
        status: str = await connection.execute(self._queries["count_account_days"], *columns[:3])
        return status != "INSERT 0 0"

    async def take_turn(self, connection: Connection) -> bool:
        """Whether nobody else adds up; then nobody else does until the transaction ends."""
        return bool(await connection.fetchval(self._queries["take_turn"]))

    async def roll(self, connection: Connection, limit: int, rolled_at: datetime) -> list[AnalyticsRolled]:
        """Add up to that many changes to their figures; the figures that changed, as they are now."""
        rows = await connection.fetch(self._queries["roll"], limit, rolled_at)
        return [AnalyticsRolled(**row) for row in rows]

    async def measure(self, connection: Connection) -> Measures:
        row = await connection.fetchrow(self._queries["measure"])
        assert row is not None, "the statement has one row"
        return Measures(**row)
