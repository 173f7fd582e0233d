"""Whether whoever is signed in is the person themselves, asked before what a stolen session must not do."""

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from services.gateway.domain.identity import Caller
from services.gateway.errors import InvalidTokenError, WrongPasswordError
from services.gateway.repository import people as rows
from shared.clock import Clock
from shared.unit_of_work import UnitOfWorkFactory

if TYPE_CHECKING:
    from services.gateway.passwords import Passwords

GONE = "The user of this access token is not here any more."
_FRESH = timedelta(minutes=15)


@dataclass(frozen=True)
class Proof:
    """Asks for the password, or of whoever has none that they signed in just now.

    Args:
        units: On the owner's database.
        passwords: Hashing.
        clock: Time.
    """

    units: UnitOfWorkFactory
    passwords: "Passwords"
    clock: Clock

    async def require(self, caller: Caller, password: str | None) -> str | None:
        """Look before a transaction is begun, since a password takes its time.

        Returns:
            The password's hash that was looked at, for the transaction to compare; none if there is none.

        Raises:
            InvalidTokenError: The person is gone.
            WrongPasswordError: The password is another; or the person has none, and signed in too long ago.
        """
        async with self.units.database.acquire() as connection:
            found = await rows.find(connection, caller.user_id)
            begun_at = await rows.sign_in_began(connection, caller.session_id)
        if found is None:
            raise InvalidTokenError(GONE)
        _, kept = found
        if kept is not None:
            is_right, _ = await self.passwords.check(password or "", kept)
            if not is_right:
                raise WrongPasswordError("The password is another one.")
        elif begun_at is None or begun_at + _FRESH < self.clock.now():
            raise WrongPasswordError("You have no password here: sign in again, then repeat this.")
        return kept
