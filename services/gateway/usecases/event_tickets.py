"""Tickets: a way into the stream for clients that can't send headers, such as a browser's EventSource and WebSocket."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from pydantic import TypeAdapter

from services.gateway.domain.identity import Caller
from services.gateway.domain.random_texts import hash_of, random_text
from services.gateway.errors import InvalidTicketError
from services.gateway.tenancy import Tenancy
from shared.clock import Clock
from shared.postgres import Database

_PREFIX = "pw_ticket_"
_LIFE = timedelta(seconds=30)
_LONGEST = 200
_CALLER: TypeAdapter[Caller] = TypeAdapter(Caller)


@dataclass(frozen=True)
class EventTickets:
    """Makes tickets and takes them back, each once.

    Args:
        database: As the owner: whose a ticket is, is known only once it is found.
        tenancy: Tickets are made inside the caller's organisation.
        queries: Of `queries/live.sql`.
        clock: Time.
    """

    database: Database
    tenancy: Tenancy
    queries: Mapping[str, str]
    clock: Clock

    async def make(self, caller: Caller) -> tuple[str, datetime]:
        """A ticket that stands for the caller once, and when it runs out."""
        ticket = random_text(_PREFIX)
        expires_at = self.clock.now() + _LIFE
        async with self.tenancy.work(caller.organization_id) as work:
            await work.connection.execute(
                self.queries["insert_event_ticket"],
                hash_of(ticket),
                caller.organization_id,
                _CALLER.dump_python(caller, mode="json"),
                expires_at,
            )
        return ticket, expires_at

    async def take(self, ticket: str) -> Caller:
        """Who a ticket was made for; it can't be used again.

        Raises:
            InvalidTicketError: It is none, was used before, or has run out.
        """
        row = None
        if ticket.startswith(_PREFIX) and len(ticket) <= _LONGEST and ticket.isascii():
            async with self.database.acquire() as connection:
                row = await connection.fetchrow(self.queries["take_event_ticket"], hash_of(ticket))
        if row is None or row["expires_at"] <= self.clock.now():
            raise InvalidTicketError(
                "This ticket was used, has run out, or is none. Ask POST /v1/events/tickets for another."
            )
        return _CALLER.validate_python(row["caller"])
