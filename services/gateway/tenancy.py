"""Transactions that see one organisation's rows alone, and who acts in them."""

import contextlib
from collections.abc import AsyncIterator, Iterator
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, get_args
from uuid import UUID

import asyncpg
from pydantic_core import to_json

from services.gateway.domain.policy import STILL_ALLOWED, Permission, Role, roles_with
from services.gateway.errors import ClientError, ForbiddenError, InvalidTokenError, OrganizationDeletedError
from shared.unit_of_work import UnitOfWork, UnitOfWorkFactory

TENANT_ROLE = "postwright_gateway_tenant"
_LONGEST_USER_AGENT = 300
# As `enter` of the migrations has them.
_NO_MEMBER, _WRONG_ROLE, _DELETED = "PW001", "PW002", "PW003"


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

    @contextlib.asynccontextmanager
    async def work(self, organization_id: UUID) -> AsyncIterator[UnitOfWork]:
        """A unit of work on the rows of one organisation; leaving the block commits.

        Whoever makes the request is a member as this transaction sees it: what begins after they were removed is
        committed is refused, whatever is believed of their session elsewhere.

        Raises:
            InvalidTokenError: The person who acts is no member (any more).
            ForbiddenError: Their role is another by now, which does not allow it.
            OrganizationDeletedError: Everything stands still.
        """
        actor = acting.get()
        try:
            async with self.units(entering=_entering(organization_id, actor)) as work:
                yield work
        except asyncpg.PostgresError as error:
            refusal = None if actor is None else _refusal(actor, error)
            if refusal is None:
                raise
            raise refusal from None


def _entering(organization_id: UUID, actor: Actor | None) -> str:
    """The statement that lets a transaction act inside an organisation.

    It goes with BEGIN, which takes no parameters: nothing is written into it but ids, names of ours and hexadecimal digits.
    """
    if actor is None or actor.user_id is None or actor.organization_id != organization_id:
        return f"select enter('{organization_id.hex}', {_bytes(b'' if actor is None else actor.setting)})"
    roles = get_args(Role) if actor.permission == "public" else roles_with(actor.permission)
    also_deleted = actor.permission in STILL_ALLOWED
    return (
        f"select enter('{organization_id.hex}', {_bytes(actor.setting)}, '{actor.user_id.hex}',"
        f" '{{{','.join(roles)}}}', {also_deleted})"
    )


def _bytes(value: bytes) -> str:
    return f"'\\x{value.hex()}'"


def _refusal(actor: Actor, error: asyncpg.PostgresError) -> ClientError | None:
    if error.sqlstate == _NO_MEMBER:
        return InvalidTokenError("You are not a member of this organisation any more; sign in again.")
    if error.sqlstate == _WRONG_ROLE:
        return ForbiddenError(
            f"This needs the permission {actor.permission}, which your role {error.args[0]} does not have.",
            extra={"permission": actor.permission},
        )
    if error.sqlstate == _DELETED:
        return OrganizationDeletedError(
            "The organisation was deleted and everything in it stands still. An owner can restore it:"
            " POST /v1/organization/restore."
        )
    return None


class OwnerUnits(UnitOfWorkFactory):
    """Units of work outside of any organisation, for what is done before somebody is inside of one."""

    @contextlib.asynccontextmanager
    async def __call__(self, *, entering: str = "") -> AsyncIterator[UnitOfWork]:
        """As a unit of work everywhere, and what is changed by somebody is in the audit trail."""
        actor = acting.get()
        if actor is not None:
            setting = f"convert_from({_bytes(actor.setting)}, 'UTF8')"
            entering = f"select set_config('app.actor', {setting}, true); {entering}"
        async with super().__call__(entering=entering) as work:
            yield work


async def enter(work: UnitOfWork, organization_id: UUID) -> None:
    """Act inside an organisation from now on in a unit of work of the owner's, for what asks which one it is in."""
    await work.connection.execute("select set_config('app.organization_id', $1, true)", str(organization_id))


def printable(text: str) -> str:
    """A header's text without what can't be kept or shown, cut to a length."""
    return "".join(character for character in text if character.isprintable())[:_LONGEST_USER_AGENT]
