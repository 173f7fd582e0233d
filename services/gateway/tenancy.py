"""Transactions that see one organisation's rows alone, and who acts in them."""

import contextlib
import json
from collections.abc import AsyncIterator, Iterator
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from shared.unit_of_work import UnitOfWork, UnitOfWorkFactory

TENANT_ROLE = "postwright_gateway_tenant"
_LONGEST_USER_AGENT = 300


@dataclass(frozen=True)
class Actor:
    """Who changes something, and through what: what the audit trail says of every change.

    Attributes:
        user_id: The person; of an API key who made it; nobody where the system acts by a rule of its own.
        credential: `session:<id>`, `api_key:<id>` or `system`.
        operation: The operation's id, or the name of the rule.
        address: Where the request came from.
    """

    user_id: UUID | None
    credential: str
    operation: str
    request_id: str = ""
    address: str = ""
    user_agent: str = ""

    @cached_property
    def setting(self) -> str:
        """As `keep_audited` reads it. PostgreSQL keeps no NUL in a text, and a header may hold any byte."""
        return json.dumps(
            {
                "user_id": None if self.user_id is None else str(self.user_id),
                "credential": self.credential,
                "operation": self.operation,
                "request_id": self.request_id,
                "address": self.address,
                "user_agent": _printable(self.user_agent),
            }
        )


acting: ContextVar[Actor | None] = ContextVar("acting", default=None)
"""Who acts in the present request. Nobody where an event is consumed: what the services do by themselves is told by
timelines and the ledger, and is no entry of the audit trail."""


@contextlib.contextmanager
def acting_as(actor: Actor) -> Iterator[None]:
    """Let changes of the block count as somebody's, such as a rule's that runs by itself."""
    before = acting.set(actor)
    try:
        yield
    finally:
        acting.reset(before)


@dataclass(frozen=True)
class Tenancy:
    """Opens units of work inside one organisation.

    Args:
        units: A factory on a database whose sessions run under `TENANT_ROLE`: without the setting that is made
            here they see nothing at all.
    """

    units: UnitOfWorkFactory

    @contextlib.asynccontextmanager
    async def work(self, organization_id: UUID) -> AsyncIterator[UnitOfWork]:
        """A unit of work on the rows of one organisation; leaving the block commits."""
        actor = acting.get()
        async with self.units() as work:
            await work.connection.execute(
                "select set_config('app.organization_id', $1, true), set_config('app.actor', $2, true)",
                str(organization_id),
                "" if actor is None else actor.setting,
            )
            yield work


class OwnerUnits(UnitOfWorkFactory):
    """Units of work outside of any organisation, for what is done before somebody is inside of one."""

    @contextlib.asynccontextmanager
    async def __call__(self) -> AsyncIterator[UnitOfWork]:
        """As a unit of work everywhere, and what is changed by somebody is in the audit trail."""
        actor = acting.get()
        async with super().__call__() as work:
            if actor is not None:
                await work.connection.execute("select set_config('app.actor', $1, true)", actor.setting)
            yield work


def _printable(text: str) -> str:
    return "".join(character for character in text if character.isprintable())[:_LONGEST_USER_AGENT]
