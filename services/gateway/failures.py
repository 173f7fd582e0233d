"""Wrong passwords, for the audit trail: written down beside the requests, so that one for a person who exists takes as
long as one for nobody.
"""

from uuid import UUID

from services.gateway.domain.identity import Client
from services.gateway.repository import people
from shared.postgres import Database

_LARGEST_BACKLOG = 10_000


class Failures:
    """Collects them and writes them down together, one a person and minute: an attacker must not fill the trail.

    Args:
        database: As the owner: it is for all organisations.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._failed: dict[UUID, Client] = {}

    def note(self, user_id: UUID, client: Client) -> None:
        """Somebody gave a wrong password for that person."""
        if len(self._failed) < _LARGEST_BACKLOG:
            self._failed.setdefault(user_id, client)

    async def write(self) -> None:
        """Write down what was noted since the last time."""
        failed, self._failed = self._failed, {}
        for user_id, client in failed.items():
            async with self._database.transaction() as connection:
                if not await people.was_audited(connection, user_id, "failed_sign_ins"):
                    await people.audit(
                        connection,
                        user_id,
                        client,
                        kind="failed_sign_ins",
                        action="insert",
                        after={},
                        credential="nobody",
                    )
