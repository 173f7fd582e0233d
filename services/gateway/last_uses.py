"""When credentials were used last, written down beside the requests."""

from datetime import datetime
from uuid import UUID

from shared.clock import Clock
from shared.postgres import Database


class LastUses:
    """Collects uses and writes them down together; a minute is as exact as it gets, and a crash may lose one.

    Args:
        database: As the owner: it is for all organisations.
        statement: Takes ids and instants.
        clock: Time.
    """

    def __init__(self, database: Database, statement: str, clock: Clock) -> None:
        self._database = database
        self._statement = statement
        self._clock = clock
        self._uses: dict[UUID, datetime] = {}

    def note(self, credential_id: UUID) -> None:
        """It is used now."""
        self._uses[credential_id] = self._clock.now()

    async def write(self) -> None:
        """Write down what was noted since the last time."""
        uses, self._uses = self._uses, {}
        if uses:
            async with self._database.acquire() as connection:
                await connection.execute(self._statement, list(uses), list(uses.values()))
