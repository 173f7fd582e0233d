from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, aclosing
from typing import Annotated

from fastapi import APIRouter, Depends, Header
from fastapi.sse import EventSourceResponse, ServerSentEvent

from services.gateway.api.dependencies import Authenticator, SignedIn, provided
from services.gateway.domain.live import Position
from services.gateway.errors import MalformedRequestError
from services.gateway.live_feed import FellBehindError, LiveFeed

router = APIRouter(prefix="/v1", tags=["Live updates"])

_RECONNECT_MS = 3_000


async def last_position(
    last_event_id: Annotated[
        str | None,
        Header(
            alias="Last-Event-ID",
            description="`id` of the last event you have; the stream goes on behind it.",
            examples=["81245-1702"],
        ),
    ] = None,
) -> Position | None:
    if not last_event_id:
        return None
    try:
        return Position.parse(last_event_id)
    except ValueError as error:
        raise MalformedRequestError(
            f"Last-Event-ID {error}; leave it out to begin with the present."
        ) from None


async def ends_with_the_request() -> AsyncIterator[AsyncExitStack]:
    """What is entered here is left when the client has gone.

    FastAPI leaves a generator where it was when its client goes while an event is being sent; it would end when the
    garbage collector finds it.
    """
    async with AsyncExitStack() as stack:
        yield stack


@router.get("/events", response_class=EventSourceResponse, summary="Watch")
async def watch(
    caller: SignedIn,
    feed: Annotated[LiveFeed, Depends(provided(LiveFeed))],
    authenticator: Annotated[Authenticator, Depends(provided(Authenticator))],
    after: Annotated[Position | None, Depends(last_position)],
    stack: Annotated[AsyncExitStack, Depends(ends_with_the_request)],
) -> AsyncIterator[ServerSentEvent]:
    """Server-Sent Events of everything that happens in the organisation, as it happens.

    The stream begins with `stream.opened`. Reconnect with `Last-Event-ID` and nothing is missed, for a day; if that is too
    long ago, it begins with `stream.reset`: read again what you show. It ends with the session or its access token.
    """

    async def may_go_on() -> bool:
        return await authenticator.is_signed_in(caller)

    retry: int | None = _RECONNECT_MS
    events = await stack.enter_async_context(aclosing(feed.watch(caller.organization_id, after, may_go_on)))
    try:
        async for event in events:
            yield ServerSentEvent(id=str(event.position), event=event.type, raw_data=event.data, retry=retry)
            retry = None
    except FellBehindError:
        return  # it reconnects, and resumes from the log
