"""What people may change of themselves: name, time zone, language, e-mail address."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import asyncpg

from services.gateway.domain.identity import Caller, Client, User
from services.gateway.errors import (
    EmailNotVerifiedError,
    EmailTakenError,
    InvalidTokenError,
    LinkError,
    WrongPasswordError,
)
from services.gateway.repository import people as rows
from services.gateway.usecases.emailed import EmailedLinks
from services.gateway.usecases.mailing import Email, queue_emails
from services.gateway.usecases.proving import GONE, Proof
from shared.clock import Clock
from shared.unit_of_work import UnitOfWork, UnitOfWorkFactory


@dataclass(frozen=True)
class Profiles:
    """A person's own affairs.

    Args:
        units: On the owner's database.
        links: Sent to addresses.
        proof: Asked for before the address changes.
        clock: Time.
    """

    units: UnitOfWorkFactory
    links: EmailedLinks
    proof: Proof
    clock: Clock

    async def update(self, caller: Caller, changes: Mapping[str, Any]) -> None:
        """Change name, time zone or language.

        Raises:
            InvalidTokenError: The person is gone.
        """
        async with self.units() as work:
            user, _ = await _person(work, caller)
            await rows.set_profile(work.connection, replace(user, **changes))

    async def send_verification(self, caller: Caller) -> None:
        """Send the link again that verifies the present address; nothing if it is verified."""
        async with self.units() as work:
            user, _ = await _person(work, caller)
            if user.email_verified_at is None:
                await self.links.send(work, user, "verify_email", user.email)

    async def change_email(self, caller: Caller, email: str, password: str | None, client: Client) -> None:
        """Send a link to a new address; the present one stays until it is opened, and is told.

        Raises:
            WrongPasswordError: The password is another; or the person has none, and signed in too long ago.
        """
        kept = await self.proof.require(caller, password)
        async with self.units() as work:
            user, present_hash = await _person(work, caller)
            if present_hash != kept:
                raise WrongPasswordError("The password was changed a moment ago.")
            if email.casefold() == user.email.casefold():
                return
            await self.links.send(work, user, "change_email", email)
            lines = [f"somebody asked to use {email} with your account instead of this address."]
            await _tell(work, user, "Your e-mail address is to be changed", lines)
            await _audit(work, user, client, {"email": "change requested"})

    async def open_link(self, token: str, client: Client) -> None:
        """What the link in a mail to an address does: verify it, or put it in place of the one before.

        Again it changes nothing, as long as the address is still the person's.

        Raises:
            LinkError: It does not work (any more).
            EmailTakenError: Somebody else has the address by now.
        """
        try:
            async with self.units() as work:
                link, user = await self.links.take(work, token, "verify_email", "change_email")
                is_present = user.email == link.email
                if link.used_at is not None and is_present:
                    return
                if link.used_at is not None or (link.purpose == "verify_email" and not is_present):
                    raise LinkError("This link does not work any more; ask for another one.")
                await self._confirm(work, user, link.email, client)
        except asyncpg.UniqueViolationError:
            raise EmailTakenError("Somebody else has this e-mail address by now.") from None

    async def _confirm(self, work: UnitOfWork, user: User, email: str, client: Client) -> None:
        now = self.clock.now()
        if email == user.email:
            await rows.verify_email(work.connection, user.user_id, email, now)
            await _audit(work, user, client, {"email": "verified"})
            return
        await rows.change_email(work.connection, user.user_id, email, now)
        await _audit(work, user, client, {"email": "changed"})
        lines = [f"your account is used with the address {email} from now on, and no more with this one."]
        await _tell(work, user, "Your e-mail address was changed", lines)


async def require_verified_email(work: UnitOfWork, caller: Caller) -> None:
    """For what must not be done in the name of an address that nobody is known to read, such as mail to strangers.

    Args:
        work: The caller's unit of work.
        caller: Who asks.

    Raises:
        EmailNotVerifiedError: The caller's address is not verified.
    """
    if not await rows.is_verified(work.connection, caller.user_id):
        raise EmailNotVerifiedError(
            "Verify your e-mail address first: open the link in the mail you were sent, or have it sent again"
            " (POST /v1/me/email/verification)."
        )


async def _person(work: UnitOfWork, caller: Caller) -> tuple[User, str | None]:
    found = await rows.lock(work.connection, caller.user_id)
    if found is None:
        raise InvalidTokenError(GONE)
    return found


async def _tell(work: UnitOfWork, user: User, subject: str, lines: list[str]) -> None:
    more = "If it was not you, set a new password at once."
    parameters = {"username": user.username, "subject": subject, "lines": [*lines, more], "url": None}
    await queue_emails(work, [Email(user.email, "notice", parameters)])


async def _audit(work: UnitOfWork, user: User, client: Client, after: Mapping[str, Any]) -> None:
    await rows.audit(
        work.connection,
        user.user_id,
        client,
        kind="users",
        action="update",
        after=after,
        credential=client.credential,
    )
