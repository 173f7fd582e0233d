"""Sign-ins: which go on, and their end."""

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from services.gateway.domain.identity import Caller, Client, SignIn
from services.gateway.errors import NotFoundError
from services.gateway.repository import people as rows
from shared.clock import Clock
from shared.unit_of_work import UnitOfWork, UnitOfWorkFactory

if TYPE_CHECKING:
    from services.gateway.repository.people import EndReason
    from services.gateway.sessions import Sessions


@dataclass(frozen=True)
class SignIns:
    """A person's sign-ins. Whoever ends one locks the person first, then sessions: nothing can begin from it meanwhile.

    Args:
        units: On the owner's database.
        sessions: Hears of each session that ends, before it is committed.
        clock: Time.
    """

    units: UnitOfWorkFactory
    sessions: "Sessions"
    clock: Clock

    async def page(self, caller: Caller, *, after: UUID | None, limit: int) -> list[SignIn]:
        """The caller's sign-ins that go on, newest first."""
        async with self.units.database.acquire() as connection:
            return await rows.sign_ins(
                connection,
                caller.user_id,
                after=after,
                now=self.clock.now(),
                rows=limit,
                present=caller.session_id,
            )

    async def revoke(self, caller: Caller, sign_in_id: UUID, client: Client) -> None:
        """End one of the caller's sign-ins. Again changes nothing.

        Raises:
            NotFoundError: They have none of that id.
        """
        async with self.units() as work:
            if not await rows.is_sign_in_of(work.connection, sign_in_id, caller.user_id):
                raise NotFoundError(f"You have no sign-in {sign_in_id}.")
            await self.end(work, caller.user_id, sign_in_id, "revoked", client)

    async def sign_out(self, caller: Caller, client: Client) -> None:
        """End the sign-in that the caller's session belongs to, on every replica at once."""
        async with self.units() as work:
            sign_in_id = await rows.sign_in_of(work.connection, caller.session_id)
            if sign_in_id is not None:
                await self.end(work, caller.user_id, sign_in_id, "logged_out", client)

    async def sign_out_everywhere(self, caller: Caller, client: Client) -> None:
        """End all sign-ins of the caller."""
        async with self.units() as work:
            await self.end_all(work, caller.user_id, "logged_out", client)

    async def end(
        self, work: UnitOfWork, user_id: UUID, sign_in_id: UUID, because: "EndReason", client: Client
    ) -> None:
        """End a sign-in in a transaction that holds no lock on a session yet."""
        await rows.lock(work.connection, user_id)
        ended = await rows.end_sign_in(work.connection, sign_in_id, user_id, self.clock.now(), because)
        await self._tell(work, user_id, ended, because, client)

    async def end_all(
        self,
        work: UnitOfWork,
        user_id: UUID,
        because: "EndReason",
        client: Client,
        *,
        but: UUID | None = None,
    ) -> None:
        """End a person's sign-ins but that of a session, in a transaction that holds no lock on a session yet."""
        await rows.lock(work.connection, user_id)
        ended = await rows.end_sign_ins(
            work.connection, user_id, but=but, at=self.clock.now(), because=because
        )
        await self._tell(work, user_id, ended, because, client)

    async def _tell(
        self, work: UnitOfWork, user_id: UUID, ended: list[UUID], because: "EndReason", client: Client
    ) -> None:
        if not ended:
            return
        await rows.audit(
            work.connection,
            user_id,
            client,
            kind="sessions",
            action="update",
            after={"ended": [str(session_id) for session_id in ended], "because": because},
            credential=client.credential,
        )
        await self.sessions.end(ended)
