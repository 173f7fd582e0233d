"""From the log of live events to what each person is told, and from there into their mail."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import asyncpg

from services.gateway.domain.mail import Email
from services.gateway.domain.notifications import Happened, Person, Telling, tellings, words_of
from services.gateway.repository import notifications as rows
from services.gateway.unsubscribe_tokens import UnsubscribeTokens, Unsubscription
from services.gateway.usecases.log_following import LogFollower
from services.gateway.usecases.mailing import queue_emails
from shared.clock import Clock
from shared.postgres import Database
from shared.unit_of_work import UnitOfWork, UnitOfWorkFactory

_ROWS = 500
# Told at once by a notification; a lost one costs this.
_IDLE_SECONDS = 5.0
# Whoever has mail gets no more for so long: what happens meanwhile comes in one.
_MAIL_PAUSE = timedelta(minutes=5)
_MOST_LINES = 25
_ONE_MAILER = 7_216_305_144_101


@dataclass(frozen=True)
class Notifier:
    """Tells people of the log's events; should one be told twice, a person still has one of it."""

    clock: Clock

    def following(self, database: Database, units: UnitOfWorkFactory) -> LogFollower:
        """Goes through the log, and has each part handed out here."""
        return LogFollower(database, units, "notifications", rows.what_is_ahead, self.hand_out, _IDLE_SECONDS)

    async def hand_out(self, work: UnitOfWork, horizon: str) -> None:
        """The next part of the log, unless another replica is at it."""
        cursor = await rows.lock_cursor(work.connection)
        if cursor is None:
            return
        events, end = await rows.next_events(work.connection, cursor, horizon, _ROWS)
        await self._tell(work, [event for event in events if event.data is not None])
        await rows.move_cursor(work.connection, end)

    async def _tell(self, work: UnitOfWork, events: Sequence[Happened]) -> None:
        organization_ids = {event.organization_id for event in events}
        if not organization_ids:
            return
        people: dict[UUID, list[Person]] = defaultdict(list)
        for person in await rows.people(work.connection, organization_ids):
            people[person.organization_id].append(person)
        choices = await rows.choices(work.connection, organization_ids)
        now = self.clock.now()
        told: list[Telling] = []
        for event in events:
            told += tellings(event, people[event.organization_id], choices, now)
        if told:
            await rows.add(work.connection, events, told)


@dataclass(frozen=True)
class NotificationMailer:
    """Puts what is due into one mail a person, and queues it in the transaction that marks it as sent.

    Args:
        units: As the owner.
        clock: Time.
        tokens: Make the links that end it.
        public_url: Where clients reach the gateway, without a slash at the end.
    """

    units: UnitOfWorkFactory
    clock: Clock
    tokens: UnsubscribeTokens
    public_url: str

    async def turn(self) -> None:
        """Send all that is due."""
        while await self._send_some():
            pass

    async def _send_some(self) -> bool:
        now = self.clock.now()
        async with self.units.database.acquire() as connection:
            # Outside of a transaction, since most of the time there is nothing.
            if not await rows.people_with_mail(connection, now, now - _MAIL_PAUSE):
                return False
        async with self.units() as work:
            # One replica at a time, so that nobody gets two halves.
            if not await work.connection.fetchval("select pg_try_advisory_xact_lock($1)", _ONE_MAILER):
                return False
            persons = await rows.people_with_mail(work.connection, now, now - _MAIL_PAUSE)
            due: dict[tuple[UUID, UUID], list[asyncpg.Record]] = defaultdict(list)
            for row in await rows.take_due(work.connection, persons, now):
                due[row["organization_id"], row["user_id"]].append(row)
            await queue_emails(work, [self._email(of_person) for of_person in due.values()])
        return bool(persons)

    def _email(self, due: Sequence[asyncpg.Record]) -> Email:
        person = due[0]
        words = [words_of(row["type"], row["data"]) for row in due]
        lines = [f"{title}. {body}".strip() for title, body in words[:_MOST_LINES]]
        if len(words) > _MOST_LINES:
            lines.append(f"And {len(words) - _MOST_LINES} more: GET /v1/notifications.")
        types = {row["type"] for row in due}
        meant = Unsubscription(
            person["organization_id"], person["user_id"], types.pop() if len(types) == 1 else None
        )
        organization = person["organization_name"]
        return Email(
            to=person["email"],
            template="notice",
            parameters={
                "subject": f"{organization}: {words[0][0]}"
                if len(words) == 1
                else f"{organization}: {len(words)} news",
                "username": person["username"],
                "lines": lines,
                "url": None,
            },
            organization_id=person["organization_id"],
            unsubscribe_url=f"{self.public_url}/unsubscribe/{self.tokens.make(meant)}",
        )
