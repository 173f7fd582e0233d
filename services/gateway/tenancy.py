"""Transactions that see one organisation's rows alone, and who acts in them."""

import contextlib
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AbstractAsyncContextManager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Literal, get_args
from uuid import UUID

from pydantic_core import to_json

from services.gateway.domain.policy import STILL_ALLOWED, Permission, Role, roles_with
from services.gateway.errors import ForbiddenError, InvalidTokenError, OrganizationDeletedError
from shared.postgres import Entering
from shared.unit_of_work import UnitOfWork, UnitOfWorkFactory

TENANT_ROLE = "postwright_gateway_tenant"
_LONGEST_USER_AGENT = 300
# What `enter` of the migrations answers.
_NO_MEMBER, _WRONG_ROLE, _DELETED = 1, 2, 3


@dataclass(frozen=True)
class Actor:
    """Who changes something, and through what: what the audit trail says of every change.

    Attributes:
        organization_id: Where they act; in no other is it looked whether they (still) may.
        permission: What the operation needs.
        user_id: The person; of an API key who made it; nobody where the system acts by a rule of its own.
        credential: `session:<id>`, `api_key:<id>` or `system`.
        operation: The operation's id, or the name of the rule.
        address: Where the request came from.
    """

    organization_id: UUID
    permission: Permission | Literal["public"]
    user_id: UUID | None
    credential: str
    operation: str
    request_id: str = ""
    address: str = ""
    user_agent: str = ""

    @cached_property
    def setting(self) -> bytes:
        """JSON, as `keep_audited` reads it. PostgreSQL keeps no NUL in a text, and a header may hold any byte."""
        return to_json(
            {
                "user_id": None if self.user_id is None else str(self.user_id),
                "credential": self.credential,
                "operation": self.operation,
                "request_id": self.request_id,
                "address": self.address,
                "user_agent": printable(self.user_agent),
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

    def work(self, organization_id: UUID) -> AbstractAsyncContextManager[UnitOfWork]:
        """A unit of work on the rows of one organisation; leaving the block commits.

        Whoever makes the request is a member as this transaction sees it: what begins after they were removed is
        committed is refused, whatever is believed of their session elsewhere.

        Raises:
            InvalidTokenError: The person who acts is no member (any more).
            ForbiddenError: Their role is another by now, which does not allow it.
            OrganizationDeletedError: Everything stands still.
        """
        return self.units(_entering(organization_id, acting.get()))


def _entering(organization_id: UUID, actor: Actor | None) -> Entering:
    """How a transaction begins to act inside an organisation.

    What goes with BEGIN takes no parameters: nothing is written into it but ids, names of ours and hexadecimal digits.
    """
    setting = b"" if actor is None else actor.setting
    arguments = [f"'{organization_id.hex}'", _bytes(setting)]
    if actor is None or actor.user_id is None or actor.organization_id != organization_id:
        return Entering(_enter(arguments), _accept)
    roles = get_args(Role) if actor.permission == "public" else roles_with(actor.permission)
    also_deleted = actor.permission in STILL_ALLOWED
    arguments += [f"'{actor.user_id.hex}'", f"'{{{','.join(roles)}}}'", str(also_deleted)]
    return Entering(_enter(arguments), partial(_check, actor))


def _enter(arguments: Sequence[str]) -> str:
    """As many rows as the number that it answers: nothing else comes back, and an error would stand in PostgreSQL's log."""
    return f"select from generate_series(1, enter({', '.join(arguments)}))"


def _bytes(value: bytes) -> str:
    return f"'\\x{value.hex()}'"


def _accept(_rows: int) -> None:
    """Whoever it is."""


def _check(actor: Actor, answer: int) -> None:
    if answer == _NO_MEMBER:
        raise InvalidTokenError("You are not a member of this organisation any more; sign in again.")
    if answer == _WRONG_ROLE:
        raise ForbiddenError(
            f"This needs the permission {actor.permission}, which your role does not have any more.",
            extra={"permission": actor.permission},
        )
    if answer == _DELETED:
        raise OrganizationDeletedError(
            "The organisation was deleted and everything in it stands still. An owner can restore it:"
            " POST /v1/organization/restore."
        )


class OwnerUnits(UnitOfWorkFactory):
    """Units of work outside of any organisation, for what is done before somebody is inside of one."""

    @contextlib.asynccontextmanager
    async def __call__(self, entering: Entering | None = None) -> AsyncIterator[UnitOfWork]:
        """As a unit of work everywhere, and what is changed by somebody is in the audit trail."""
        actor = acting.get()
        if actor is not None and entering is None:
            setting = f"convert_from({_bytes(actor.setting)}, 'UTF8')"
            entering = Entering(f"select set_config('app.actor', {setting}, true)", _accept)
        async with super().__call__(entering) as work:
            yield work


async def enter(work: UnitOfWork, organization_id: UUID) -> None:
    """Act inside an organisation from now on in a unit of work of the owner's, for what asks which one it is in."""
    await work.connection.execute("select set_config('app.organization_id', $1, true)", str(organization_id))


def printable(text: str) -> str:
    """A header's text without what can't be kept or shown, cut to a length."""
    return "".join(character for character in text if character.isprintable())[:_LONGEST_USER_AGENT]
