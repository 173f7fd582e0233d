"""Passwords: changed by whoever knows the old one, reset by whoever reads the person's mail."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from services.gateway.domain.identity import Caller, Client, User
from services.gateway.errors import InvalidTokenError, LinkError, NoPasswordError, WrongPasswordError
from services.gateway.repository import people as rows
from services.gateway.usecases.emailed import EmailedLinks
from services.gateway.usecases.mailing import Email, queue_emails
from services.gateway.usecases.sign_ins import SignIns
from shared.clock import Clock
from shared.ids import new_id
from shared.unit_of_work import UnitOfWork, UnitOfWorkFactory

if TYPE_CHECKING:
    from services.gateway.passwords import Passwords


@dataclass(frozen=True)
class PasswordChanges:
    """How passwords become others; each time whoever else is signed in is out, and links sent before are void.

    Args:
        units: On the owner's database.
        links: Sent to whoever forgot theirs.
        sign_ins: Ended.
        passwords: Hashing.
        clock: Time.
    """

    units: UnitOfWorkFactory
    links: EmailedLinks
    sign_ins: SignIns
    passwords: "Passwords"
    clock: Clock

    async def change(self, caller: Caller, old: str, new: str, client: Client) -> None:
        """Another password; all other sign-ins end. Sent again it changes nothing.

        Raises:
            WrongPasswordError: The old one is another.
            NoPasswordError: The person has none, and signs in elsewhere.
        """
        async with self.units.database.acquire() as connection:
            found = await rows.find(connection, caller.user_id)
        if found is None:
            raise InvalidTokenError("The user of this access token is not here any more.")
        user, kept = found
        if kept is None:
            raise NoPasswordError("You have no password yet: set one by POST /v1/auth/forgot-password.")
        if not (await self.passwords.check(old, kept))[0]:
            # A client that lost the answer asks again, with an old password that is not the old one any more.
            if (await self.passwords.check(new, kept))[0]:
                return
            raise WrongPasswordError("The old password is another one.")
        new_hash = await self.passwords.hash(new)
        async with self.units() as work:
            locked = await rows.lock(work.connection, caller.user_id)
            if locked is None or locked[1] != kept:
                raise WrongPasswordError("The password was changed a moment ago.")
            await rows.set_password(work.connection, caller.user_id, new_hash)
            await self.links.forget(work, user)
            await self.sign_ins.end_all(
                work, caller.user_id, "password_changed", client, but=caller.session_id
            )
            await self._tell(work, user, client, "changed")

    async def ask_for_reset(self, login: str) -> None:
        """Have a link sent to whoever has that name; whether anybody has is found out beside the requests."""
        async with self.units() as work:
            await rows.ask_for_reset(work.connection, new_id(), login, self.clock.now())

    async def send_resets(self) -> None:
        """Send links to the people who were asked for."""
        async with self.units() as work:
            for user in await rows.take_reset_requests(work.connection):
                await self.links.send(work, user, "reset_password", user.email)

    async def reset(self, token: str, new: str, client: Client) -> None:
        """Another password by the link in a mail, which shows besides that the address is read; all sign-ins end.

        Whoever made the account before its address was verified may not have been whose address it is: their API keys
        end too.

        Raises:
            LinkError: It does not work (any more).
        """
        new_hash = await self.passwords.hash(new)
        async with self.units() as work:
            link, user = await self.links.take(work, token, "reset_password")
            if link.used_at is not None or user.email != link.email:
                raise LinkError("This link was used before; ask for another one, or sign in.")
            now = self.clock.now()
            await rows.set_password(work.connection, user.user_id, new_hash)
            await self.links.forget(work, user)
            if user.email_verified_at is None:
                await rows.distrust_unverified(work.connection, user.user_id, now)
            # Whoever reads the mail is let in from here, however many guess from elsewhere.
            await rows.note_familiar(work.connection, user.user_id, client.network, now)
            await rows.verify_email(work.connection, user.user_id, user.email, now)
            await self.sign_ins.end_all(work, user.user_id, "password_reset", client)
            await self._tell(work, user, client, "reset")

    async def _tell(self, work: UnitOfWork, user: User, client: Client, what: str) -> None:
        await rows.audit(
            work.connection,
            user.user_id,
            client,
            kind="users",
            action="update",
            after={"password": what},
            credential=client.credential,
        )
        parameters = {
            "username": user.username,
            "at": f"{self.clock.now():%d %B %Y %H:%M} UTC",
            "url": f"{self.links.pages_url}/forgot-password",
        }
        await queue_emails(work, [Email(user.email, "password_changed", parameters)])
