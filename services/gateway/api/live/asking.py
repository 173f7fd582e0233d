"""What a client that watches may say: where it goes on, what it wants, who it is."""

from collections.abc import Mapping
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Header, Query, Request
from fastapi.security import HTTPAuthorizationCredentials
from pydantic import Field, ValidationError
from starlette.requests import HTTPConnection

from services.gateway.api.dependencies import act, bearer, part_of, signed_in
from services.gateway.api.limits import Limits
from services.gateway.api.models import RequestBody
from services.gateway.domain.identity import Caller
from services.gateway.domain.live import Interest, Position, is_event_type
from services.gateway.errors import FieldError, InvalidRequestError, InvalidTicketError, MalformedRequestError
from services.gateway.usecases.authentication import Authentication
from services.gateway.usecases.event_tickets import EventTickets

MOST_TYPES = 50
MOST_IDS = 100

TYPES: Any = Field(
    default_factory=list,
    max_length=MOST_TYPES,
    description="Only events of these types, or of these families, such as `post.*`.",
    examples=[["post.*", "account.degraded"]],
)
ABOUT: Any = Field(
    default_factory=list,
    max_length=MOST_IDS,
    description="Only events that name one of these ids: of posts, campaigns, accounts, requests, publications, batches.",
)


class Wish(RequestBody):
    """What a client wants to be told; without anything, everything that it may read."""

    types: list[str] = TYPES
    about: list[UUID] = ABOUT
    mine: bool = Field(default=False, description="Only events that name you.")

    def interest(self, caller: Caller) -> Interest:
        """As the feed knows it.

        Raises:
            InvalidRequestError: There is no such type.
        """
        unknown = [position for position, name in enumerate(self.types) if not is_event_type(name)]
        if unknown:
            detail = "is no type of event: the webhooks of the OpenAPI document are all of them, and a family is written post.*"
            raise InvalidRequestError.of(*(FieldError(f"query/types/{one}", detail) for one in unknown))
        return Interest(
            frozenset(self.types),
            frozenset(str(one) for one in self.about),
            caller.user_id if self.mine else None,
            caller.permissions,
        )


async def wish(
    types: Annotated[
        list[str] | None,
        Query(max_length=MOST_TYPES, description=TYPES.description, examples=[["post.*"]]),
    ] = None,
    about: Annotated[list[UUID] | None, Query(max_length=MOST_IDS, description=ABOUT.description)] = None,
    mine: Annotated[bool, Query(description="Only events that name you.")] = False,  # noqa: FBT002  FastAPI names it
) -> Wish:
    return Wish(types=types or [], about=about or [], mine=mine)


WishQuery = Annotated[Wish, Depends(wish)]

_TICKET = Query(
    max_length=200,
    description="From `POST /v1/events/tickets`, instead of an access token in a header.",
)
_AFTER = Query(
    max_length=40,
    description="As Last-Event-ID, for clients that can't send it. The header counts where both are sent.",
    examples=["81245-1702"],
)


def position_of(text: str | None) -> Position | None:
    """Where the client goes on; none begins with the present.

    Raises:
        MalformedRequestError: It is no position.
    """
    if not text:
        return None
    try:
        return Position.parse(text)
    except ValueError as error:
        raise MalformedRequestError(
            f"Last-Event-ID {error}; leave it out to begin with the present."
        ) from None


async def last_position(
    after: Annotated[str | None, _AFTER] = None,
    last_event_id: Annotated[
        str | None,
        Header(
            alias="Last-Event-ID",
            description="`id` of the last event you have; the stream goes on behind it.",
            examples=["81245-1702"],
        ),
    ] = None,
) -> Position | None:
    return position_of(last_event_id or after)


AfterQuery = Annotated[Position | None, Depends(last_position)]


async def watcher(
    request: Request,
    limits: Limits,
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)],
    ticket: Annotated[str | None, _TICKET] = None,
) -> Caller:
    """Who watches: by a ticket, or by access token as everywhere.

    Raises:
        InvalidTicketError: The ticket can't be used (any more).
        ClientError: As `signed_in`.
    """
    if ticket is None or credentials is not None:
        return await signed_in(request)
    try:
        caller = await redeemed(request, ticket)
    except InvalidTicketError:
        await limits.count_address(request)
        raise
    await limits.count_user(request, caller.credential)
    act(request, caller, "watch")
    return caller


Watcher = Annotated[Caller, Depends(watcher)]


async def redeemed(connection: HTTPConnection, ticket: str) -> Caller:
    """Who a ticket stands for.

    Raises:
        InvalidTicketError: It can't be used (any more), or who it was made for is signed out by now.
    """
    caller = await part_of(connection, EventTickets).take(ticket)
    if not await part_of(connection, Authentication).is_signed_in(caller):
        raise InvalidTicketError("Whoever asked for this ticket is signed out.")
    return caller


def wish_of(connection: HTTPConnection) -> Wish:
    """What the address of a WebSocket asks for.

    Raises:
        InvalidRequestError: It can't be read.
    """
    query = connection.query_params
    given: Mapping[str, object] = {
        "types": query.getlist("types"),
        "about": query.getlist("about"),
        "mine": query.get("mine", "false"),
    }
    return read_wish(given)


def read_wish(given: object) -> Wish:
    """A wish as it was sent.

    Raises:
        InvalidRequestError: It can't be read.
    """
    try:
        return Wish.model_validate(given)
    except ValidationError as error:
        errors = error.errors(include_url=False, include_context=False, include_input=False)
        raise InvalidRequestError.of(
            *(FieldError("/".join(str(part) for part in one["loc"]), one["msg"]) for one in errors)
        ) from None
