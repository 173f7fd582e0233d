"""From the log of live events to what each person is told, and from there into their mail."""

import asyncio
import contextlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

import asyncpg
import structlog

from services.gateway.domain.mail import Email
from services.gateway.domain.notifications import Happened, Person, Telling, tellings, words_of
from services.gateway.repository import notifications as rows
from services.gateway.unsubscribe_tokens import UnsubscribeTokens, Unsubscription
from services.gateway.usecases.live import CHANNEL as LIVE_CHANNEL
from services.gateway.usecases.mailing import queue_emails
from shared.clock import Clock
from shared.horizon import HORIZON
from shared.postgres import Database, is_database_away
from shared.unit_of_work import UnitOfWork, UnitOfWorkFactory

logger = structlog.get_logger(__name__)

_ROWS = 500
# Told at once by a notification; a lost one costs this.
_IDLE_SECONDS = 5.0
# Something is committed and not final yet, or another replica is at it.
_BLOCKED_SECONDS = 0.1
_AWAY_SECONDS = 0.5
# Whoever has mail gets no more for so long: what happens meanwhile comes in one.
_MAIL_PAUSE = timedelta(minutes=5)
_MOST_LINES = 25
_ONE_MAILER = 7_216_305_144_101
_PASSING = (asyncpg.ForeignKeyViolationError, asyncpg.DeadlockDetectedError, asyncpg.LockNotAvailableError)


@dataclass
class Notifier:
    """Goes through the log in its order, below the horizon, and moves its cursor in the same transaction.

    A crash repeats nothing and leaves nothing out; and should an event be told twice, a person still has one of it.

    Args:
        database: As the owner: one is for all organisations.
        units: On the same database.
        clock: Time.
    """

    database: Database
    units: UnitOfWorkFactory
    clock: Clock
    _told: asyncio.Event = field(init=False)

    def __post_init__(self) -> None:
        self._told = self.database.listen(LIVE_CHANNEL)

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            self._told.clear()
            try:
                wait = await self.turn()
            except _PASSING as error:
                # An organisation that is erased at this very moment.
                logger.warning("people not notified, trying again", reason=type(error).__name__)
                wait = _BLOCKED_SECONDS
            except Exception as error:
                if not is_database_away(error):
                    raise
                wait = _AWAY_SECONDS
            if wait:
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(wait):
                        await self._told.wait()

    async def turn(self) -> float:
        """Tell the next part of the log, if there is one; seconds until it is worth looking again."""
        # Outside of the transaction below, which would hold the horizon back by itself.
        async with self.database.acquire() as connection:
            horizon: str = await connection.fetchval(HORIZON)
            ahead = await rows.what_is_ahead(connection, horizon)
        if ahead != "final":
            return _BLOCKED_SECONDS if ahead == "blocked" else _IDLE_SECONDS
        async with self.units() as work:
            cursor = await rows.lock_cursor(work.connection)
            if cursor is None:
                return _BLOCKED_SECONDS  # another replica is at it
            events, end = await rows.next_events(work.connection, cursor, horizon, _ROWS)
            await self._tell(work, [event for event in events if event.data is not None])
            await rows.move_cursor(work.connection, end)
        return 0.0

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
