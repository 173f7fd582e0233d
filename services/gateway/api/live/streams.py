"""Server-Sent Events, tickets, and what was told before."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from contextlib import aclosing
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends
from fastapi.responses import Response
from pydantic import Field
from starlette.types import Receive, Scope, Send

from services.gateway.api.dependencies import SignedIn, Transactions, provided
from services.gateway.api.live.asking import AfterQuery, Watcher, WishQuery
from services.gateway.api.models import View
from services.gateway.api.pagination import Page, PageQuery
from services.gateway.domain.identity import Caller
from services.gateway.domain.live import Interest, Position, StreamedEvent
from services.gateway.errors import InvalidCursorError, TooManyStreamsError
from services.gateway.live_feed import LiveFeed, StreamEndedError
from services.gateway.tenancy import Tenancy
from services.gateway.usecases.authentication import Authentication
from services.gateway.usecases.event_tickets import EventTickets

router = APIRouter(prefix="/v1", tags=["Live updates"])

# How long one that was cut off may take what it is being sent at that moment.
CUT_SECONDS = 10.0
# A line of the first event.
_RETRY = b"retry: 3000\n"
_HEADERS = {
    # A proxy that compresses or buffers would hold events back.
    "Cache-Control": "no-cache, no-transform",
    "X-Accel-Buffering": "no",
}


class EventStream(Response):
    """An answer that goes on for as long as the client stays and may.

    Written by hand: a generator of FastAPI's costs each client a queue, two tasks and a timer, and an event of its own
    for each of a thousand clients.
    """

    media_type = "text/event-stream"

    def __init__(
        self,
        feed: LiveFeed,
        caller: Caller,
        interest: Interest,
        after: Position | None,
        may_go_on: Callable[[], Awaitable[bool]],
    ) -> None:
        super().__init__(headers=_HEADERS)
        del self.headers["content-length"]
        self._feed = feed
        self._caller = caller
        self._interest = interest
        self._after = after
        self._may_go_on = may_go_on

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002  the protocol's
        loop = asyncio.get_running_loop()
        with self._feed.subscribed(self._caller, self._interest, self._may_go_on) as subscription:
            gone = loop.create_task(_gone(receive))
            gone.add_done_callback(lambda _: subscription.end("gone"))
            try:
                async with asyncio.timeout(None) as limit:
                    subscription.when_cut = lambda: limit.reschedule(loop.time() + CUT_SECONDS)
                    await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
                    await _body(send, _RETRY)
                    async with aclosing(self._feed.events_of(subscription, self._after)) as stream:
                        with contextlib.suppress(StreamEndedError):
                            async for events in stream:
                                await _body(send, b"".join([event.server_sent for event in events]))
                    await send({"type": "http.response.body", "body": b"", "more_body": False})
            except TimeoutError:
                return  # it takes nothing: the server closes the connection
            finally:
                subscription.when_cut = None
                gone.cancel()


async def _body(send: Send, body: bytes) -> None:
    await send({"type": "http.response.body", "body": body, "more_body": True})


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


@router.get("/events", response_class=EventStream, status_code=200, summary="Watch")
async def watch(
    caller: Watcher,
    feed: Annotated[LiveFeed, Depends(provided(LiveFeed))],
    tenancy: Transactions,
    authentication: Annotated[Authentication, Depends(provided(Authentication))],
    after: AfterQuery,
    wish: WishQuery,
) -> Response:
    """Server-Sent Events of everything that happens in the organisation, as it happens.

    The stream begins with `stream.opened`. Reconnect with `Last-Event-ID` and nothing is missed, for a day; if that is too
    long ago, it begins with `stream.reset`: read again what you show. With a filter `stream.position` brings from time to
    time an id to resume from, though nothing that you want has happened. It ends with the session or its access token.
    """

    async def may_go_on() -> bool:
        return await authentication.is_signed_in(caller)

    interest = wish.interest(caller)
    await require_place(feed, tenancy, caller)
    return EventStream(feed, caller, interest, after, may_go_on)


async def require_place(feed: LiveFeed, tenancy: Tenancy, caller: Caller) -> None:
    """Refuse one client too many, altogether or of one organisation, and whoever would watch what stands still.

    Raises:
        TooManyStreamsError: It is one too many.
        OrganizationDeletedError: The organisation was deleted.
    """
    async with tenancy.work(caller.organization_id):
        pass  # entering says what the caller may
    if not feed.has_room(caller.organization_id):
        raise TooManyStreamsError(
            "This server watches for as many clients, or for as many of your organisation, as it may. Close those that are"
            " not needed, or try again in a moment.",
            headers={"Retry-After": "5"},
        )


class TicketView(View):
    """A way into the stream for clients that can't send headers."""

    ticket: str = Field(
        description="Send it as `ticket` in the address; it works once.",
        examples=["pw_ticket_3q2-7wVf0bC4b5mX9y1TzQ8aKJr6uNhE2dLsPiGoRkM"],
    )
    expires_at: datetime


@router.post("/events/tickets", status_code=201, summary="Get a ticket")
async def create_event_ticket(
    caller: SignedIn, tickets: Annotated[EventTickets, Depends(provided(EventTickets))]
) -> TicketView:
    """For a browser's `EventSource` and `WebSocket`, which can't send an access token: open one within 30 seconds.

    The stream is the caller's own, and ends with their session.
    """
    ticket, expires_at = await tickets.make(caller)
    return TicketView(ticket=ticket, expires_at=expires_at)


class LiveEventView(View):
    """Something that happened."""

    id: str = Field(description="Its place; streams resume behind it.", examples=["81245-1702"])
    event_id: UUID | None = Field(description="The same in webhooks.")
    type: str = Field(examples=["post.published"])
    at: datetime | None
    data: dict[str, Any] = Field(
        examples=[{"post_id": "0199d2a1-7c3e-7b5f-8a2d-3f1c9e5b7a10", "state": "published"}]
    )


@router.get("/events/history", summary="Look back")
async def list_event_history(
    caller: SignedIn,
    feed: Annotated[LiveFeed, Depends(provided(LiveFeed))],
    wish: WishQuery,
    page: PageQuery,
    after: AfterQuery,
) -> Page[LiveEventView]:
    """What was told within the last day, oldest first, for clients that ask from time to time instead of watching."""
    interest = wish.interest(caller)
    filters = {"wish": wish.model_dump_json(), "after": after}
    behind = page.after(filters)
    begin = _position(behind) if behind is not None else after or Position.start()
    events = await feed.history(caller.organization_id, interest, begin, page.fetch)
    return page.answer(events, view=_event_view, key=lambda event: (str(event.position),), filters=filters)


def _position(key: tuple[str, ...]) -> Position:
    try:
        (text,) = key
        return Position.parse(text)
    except ValueError:
        raise InvalidCursorError("Take the cursor from next_cursor of the page before.") from None


def _event_view(event: StreamedEvent) -> LiveEventView:
    return LiveEventView(
        id=str(event.position), event_id=event.event_id, type=event.type, at=event.at, data=event.fields
    )
