"""Links by e-mail that show that somebody reads an address: made, sent, and used once."""

from dataclasses import dataclass
from datetime import timedelta

from services.gateway.domain.identity import User
from services.gateway.domain.random_texts import hash_of, random_text
from services.gateway.errors import LinkError
from services.gateway.repository import people as rows
from services.gateway.repository.people import EmailedToken, Purpose
from services.gateway.usecases.mailing import Email, queue_emails
from shared.clock import Clock
from shared.unit_of_work import UnitOfWork

_PREFIX = "pw_link_"
_LIVES = {
    "verify_email": timedelta(hours=48),
    "change_email": timedelta(hours=48),
    "reset_password": timedelta(minutes=30),
}
_PAGES = {
    "verify_email": "verify-email",
    "change_email": "verify-email",
    "reset_password": "reset-password",
}
# Nobody's mailbox can be filled by asking again and again.
_AGAIN_AFTER = {
    "verify_email": timedelta(minutes=1),
    "change_email": timedelta(minutes=1),
    "reset_password": timedelta(minutes=5),
}


@dataclass(frozen=True)
class EmailedLinks:
    """Sends links with tokens in them.

    Attributes:
        clock: Time.
        pages_url: Of the pages they lead to; the token follows behind #, which no server logs.
    """

    clock: Clock
    pages_url: str

    async def send(self, work: UnitOfWork, user: User, purpose: Purpose, email: str) -> None:
        """Send a link to that address; the one before works no more. Within minutes nothing is sent there again."""
        now = self.clock.now()
        if await rows.was_emailed(work.connection, user.user_id, purpose, email, now - _AGAIN_AFTER[purpose]):
            return
        text = random_text(_PREFIX)
        life = _LIVES[purpose]
        token = EmailedToken(user.user_id, purpose, email, now + life, None)
        await rows.add_token(work.connection, hash_of(text), token, now)
        parameters = {
            "username": user.username,
            "email": email,
            "url": f"{self.pages_url}/{_PAGES[purpose]}#{text}",
            "hours": int(life.total_seconds() // 3_600),
            "minutes": int(life.total_seconds() // 60),
        }
        template = "reset_password" if purpose == "reset_password" else "verify_email"
        await queue_emails(work, [Email(email, template, parameters)])

    async def forget(self, work: UnitOfWork, user: User) -> None:
        """Let no link work any more by which somebody could take the account over: whoever had it before may hold one.

        Args:
            work: In which the person is locked.
            user: Whose password becomes another one.
        """
        await rows.forget_links(work.connection, user.user_id, "change_email", "reset_password")

    async def take(self, work: UnitOfWork, text: str, *purposes: Purpose) -> tuple[EmailedToken, User]:
        """The token of a link, used from now on, and its person, who is locked; one that was used before says so itself.

        Raises:
            LinkError: It is not one of ours, has expired, or was replaced.
        """
        now = self.clock.now()
        user_id = await rows.user_of_token(work.connection, hash_of(text))
        # People are locked before anything of theirs, by everybody.
        found = None if user_id is None else await rows.lock(work.connection, user_id)
        token = await rows.lock_token(work.connection, hash_of(text), purposes)
        if found is None or token is None or (token.used_at is None and token.expires_at <= now):
            raise LinkError("This link does not work (any more); ask for another one.")
        if token.used_at is None:
            await rows.use_token(work.connection, hash_of(text), now)
        return token, found[0]
