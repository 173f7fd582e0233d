"""Being forgotten: an organisation or a person, by every service, with a report that outlives them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from services.gateway.domain.identity import Caller
from services.gateway.domain.organizations import RESTORABLE
from services.gateway.domain.privacy import NO_ORGANIZATION, ErasureRequest, Subject
from services.gateway.domain.random_texts import hash_of, random_text
from services.gateway.errors import (
    ErasureNotConfirmedError,
    NotFoundError,
    SoleOwnerError,
    WrongPasswordError,
)
from services.gateway.repository import privacy as rows
from services.gateway.usecases.proving import Proof
from shared.clock import Clock
from shared.consuming import Received
from shared.events import ErasureCompleted, ErasureRequested
from shared.ids import new_id
from shared.unit_of_work import UnitOfWork, UnitOfWorkFactory

if TYPE_CHECKING:
    from services.gateway.sessions import Sessions

_PREFIX = "pw_erasure_"
_EVERY_SECONDS = 600.0
_QUERIES = rows.QUERIES


@dataclass(frozen=True)
class Erasures:
    """Takes the wish to be forgotten, tells every service, and collects what they say.

    Attributes:
        units: On the owner's database: a person is nobody's, and an organisation ends with this.
    """

    units: UnitOfWorkFactory
    proof: Proof
    sessions: "Sessions"
    clock: Clock

    async def erase_organization(self, caller: Caller, name: str) -> str:
        """Forget the caller's organisation. Nobody may act in it from this moment on.

        Args:
            caller: An owner.
            name: The organisation's name, typed as a confirmation.

        Returns:
            The receipt by which the report is found.

        Raises:
            ErasureNotConfirmedError: The name is another one.
        """
        organization_id = caller.organization_id
        async with self.units() as work:
            kept = await work.connection.fetchval(_QUERIES["lock_organization"], organization_id)
            if kept is None or kept.strip() != name.strip():
                raise ErasureNotConfirmedError("#/name: is not the name of the organisation.")
            await self._dissolve(work, organization_id)
            return await self._ask(work, [("organization", organization_id)])

    async def erase_person(self, caller: Caller, username: str, password: str | None) -> str:
        """Forget the caller, with the organisations in which nobody else is.

        Args:
            caller: The person.
            username: Theirs, typed as a confirmation.
            password: Theirs; none where they only sign in elsewhere, and have just done so.

        Returns:
            The receipt by which the report is found.

        Raises:
            WrongPasswordError: The password is; or they have none, and signed in too long ago.
            ErasureNotConfirmedError: The username is another one.
            SoleOwnerError: An organisation with other members would have no owner.
        """
        kept = await self.proof.require(caller, password)
        async with self.units() as work:
            person = await work.connection.fetchrow(_QUERIES["lock_person"], caller.user_id)
            if person is None or person["username"].lower() != username.strip().lower():
                raise ErasureNotConfirmedError("#/username: is not your username.")
            if person["password_hash"] != kept:
                raise WrongPasswordError("The password was changed a moment ago.")
            # First the locks: who joins or leaves meanwhile is seen by the statement after them.
            await work.connection.execute(_QUERIES["lock_owned"], caller.user_id)
            owned = await work.connection.fetch(_QUERIES["owned_by"], caller.user_id)
            shared = [row["name"] for row in owned if row["others"]]
            if shared:
                raise SoleOwnerError.of(shared)
            for row in owned:
                await self._dissolve(work, row["organization_id"])
            await self._end_sessions(work, "sessions_of_person", caller.user_id)
            await work.connection.execute(_QUERIES["dissolve_memberships"], caller.user_id)
            alone: list[tuple[Subject, UUID]] = [("organization", row["organization_id"]) for row in owned]
            return await self._ask(work, [*alone, ("person", caller.user_id)])

    async def find(self, receipt: str) -> ErasureRequest:
        """How far it is.

        Raises:
            NotFoundError: There is no such receipt.
        """
        async with self.units.database.acquire() as connection:
            request = await rows.erasure_by_receipt(connection, hash_of(receipt))
        if request is None:
            raise NotFoundError("There is no erasure with this receipt.")
        return request

    async def run(self) -> None:
        """Erase what was deleted long enough ago, now and every ten minutes."""
        while True:
            while await self.erase_deleted():
                pass
            await self.clock.sleep(_EVERY_SECONDS)

    async def erase_deleted(self) -> int:
        """Erase organisations whose time for being restored is over; how many these were."""
        async with self.units() as work:
            overdue = await work.connection.fetch(
                _QUERIES["overdue_organizations"], self.clock.now() - RESTORABLE
            )
            for (organization_id,) in overdue:
                await self._dissolve(work, organization_id)
                await self._ask(work, [("organization", organization_id)])
        return len(overdue)

    async def completed(self, work: UnitOfWork, received: Sequence[Received[ErasureCompleted]]) -> None:
        """A service has forgotten somebody."""
        await rows.report(work.connection, [item.data for item in received])

    async def _dissolve(self, work: UnitOfWork, organization_id: UUID) -> None:
        await self._end_sessions(work, "sessions_of_organization", organization_id)
        await work.connection.execute(_QUERIES["dissolve_organization"], organization_id)

    async def _end_sessions(self, work: UnitOfWork, query: str, owner: UUID) -> None:
        ending = [row["session_id"] for row in await work.connection.fetch(_QUERIES[query], owner)]
        # Told before it is committed, so that no replica can miss it.
        await self.sessions.end(ending)
        await work.connection.execute(_QUERIES["end_sessions"], ending, self.clock.now())

    async def _ask(self, work: UnitOfWork, subjects: Sequence[tuple[Subject, UUID]]) -> str:
        receipt = random_text(_PREFIX)
        now = self.clock.now()
        parts = [(new_id(), subject, subject_id) for subject, subject_id in subjects]
        await rows.insert_erasure(work.connection, new_id(), hash_of(receipt), now, parts)
        for part_id, subject, subject_id in parts:
            of_person = subject == "person"
            work.tell(
                ErasureRequested(
                    organization_id=NO_ORGANIZATION if of_person else subject_id,
                    erasure_id=part_id,
                    user_id=subject_id if of_person else None,
                    requested_at=now,
                )
            )
        return receipt
