"""The same stream by WebSocket, whose filter can be changed while it runs."""

import asyncio
import contextlib
import json
from contextlib import aclosing
from typing import Annotated, Any, Literal

from fastapi import APIRouter, WebSocket
from pydantic import Field, TypeAdapter, ValidationError
from starlette.websockets import WebSocketDisconnect

from services.gateway.api.dependencies import act, part_of
from services.gateway.api.limits import RequestLimits
from services.gateway.api.live.asking import Wish, position_of, redeemed, wish_of
from services.gateway.api.live.streams import CUT_SECONDS, require_place
from services.gateway.api.models import RequestBody
from services.gateway.domain.identity import Caller
from services.gateway.domain.live import FILTERED, PING, PONG, Position, StreamedEvent
from services.gateway.errors import ClientError, InvalidTicketError, InvalidTokenError, NotSignedInError
from services.gateway.live_feed import Ending, LiveFeed, StreamEndedError, Subscription
from services.gateway.tenancy import Tenancy
from services.gateway.usecases.authentication import Authentication
from shared.postgres import is_database_away

router = APIRouter(prefix="/v1")

# What a socket is closed with; 4000 to 4999 are an application's own.
CLOSE_CODES = {400: 4400, 401: 4401, 403: 4403, 422: 4400, 429: 4429, 503: 1013}
_ENDINGS: dict[Ending, tuple[int, str]] = {
    "fell_behind": (4408, "stream.fell_behind"),
    "signed_out": (4401, "auth.session_ended"),
    "malformed": (4400, "request.malformed"),
    "restarting": (1012, "stream.restarting"),
    "gone": (1000, ""),
}


class FilterMessage(Wish):
    """From now on only this; what waits to be sent is not changed."""

    action: Literal["filter"]


class PingMessage(RequestBody):
    """Asks for a `stream.pong`, for clients that can't see the protocol's own pings."""

    action: Literal["ping"]


_MESSAGE: TypeAdapter[FilterMessage | PingMessage] = TypeAdapter(
    Annotated[FilterMessage | PingMessage, Field(discriminator="action")]
)


@router.websocket("/events/socket", name="watch_by_socket")
async def watch_by_socket(socket: WebSocket) -> None:
    """Everything that happens in the organisation, a JSON message for each event.

    Accepted first and refused then: a browser's script sees no status, but it sees a close code.
    """
    await socket.accept()
    try:
        caller, after, wish = await _asked(socket)
        interest = wish.interest(caller)
        feed = part_of(socket, LiveFeed)
        await require_place(feed, part_of(socket, Tenancy), caller)
    except ClientError as refusal:
        await _close(socket, CLOSE_CODES.get(refusal.status, 4400), refusal.code)
        return
    except Exception as error:
        if not is_database_away(error):
            raise
        await _close(socket, CLOSE_CODES[503], "database.unavailable")
        return
    authentication = part_of(socket, Authentication)

    async def may_go_on() -> bool:
        return await authentication.is_signed_in(caller)

    with feed.subscribed(caller, interest, may_go_on) as subscription:
        await _serve(socket, feed, subscription, after)


async def _asked(socket: WebSocket) -> tuple[Caller, Position | None, Wish]:
    """Who it is, where they go on and what they want.

    Raises:
        ClientError: They may not, or it can't be read.
    """
    limits = part_of(socket, RequestLimits)
    try:
        caller = await _caller(socket)
    except (InvalidTokenError, InvalidTicketError, NotSignedInError):
        await limits.count_address(socket)
        raise
    await limits.count_user(socket, caller.credential)
    act(socket, caller, "watch_by_socket")
    after = socket.headers.get("last-event-id") or socket.query_params.get("after")
    return caller, position_of(after), wish_of(socket)


async def _caller(socket: WebSocket) -> Caller:
    scheme, _, token = socket.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer" and token:
        return await part_of(socket, Authentication).authenticate(token.strip())
    ticket = socket.query_params.get("ticket")
    if ticket is None:
        raise NotSignedInError(
            "Send an access token in the Authorization header, or a ticket in the address."
        )
    return await redeemed(socket, ticket)


async def _serve(
    socket: WebSocket, feed: LiveFeed, subscription: Subscription, after: Position | None
) -> None:
    loop = asyncio.get_running_loop()
    listening = loop.create_task(_listen(socket, subscription))
    try:
        async with asyncio.timeout(None) as limit:
            subscription.when_cut = lambda: limit.reschedule(loop.time() + CUT_SECONDS)
            async with aclosing(feed.events_of(subscription, after)) as stream:
                async for events in stream:
                    for event in events:
                        if event.type != PING:  # the protocol has its own
                            await socket.send_text(event.message)
    except StreamEndedError as end:
        await _close(socket, *_ENDINGS[end.ending])
    except (TimeoutError, WebSocketDisconnect, OSError):
        return  # it takes nothing, or is gone: the server closes the connection
    finally:
        subscription.when_cut = None
        listening.cancel()


async def _listen(socket: WebSocket, subscription: Subscription) -> None:
    """Do what the client asks for, until it is gone."""
    while True:
        message = await socket.receive()
        if message["type"] == "websocket.disconnect":
            subscription.end("gone")
            return
        try:
            asked = _MESSAGE.validate_json(message.get("text") or "")
            if isinstance(asked, FilterMessage):
                subscription.interest = asked.interest(subscription.caller)
                _push(subscription, FILTERED, asked.model_dump(mode="json", exclude={"action"}))
            else:
                _push(subscription, PONG, {})
        except (ValidationError, ClientError):
            subscription.end("malformed")
            return


def _push(subscription: Subscription, kind: str, data: dict[str, Any]) -> None:
    subscription.push(StreamedEvent(Position.start(), kind, json.dumps(data)))


async def _close(socket: WebSocket, code: int, reason: str) -> None:
    with contextlib.suppress(RuntimeError, WebSocketDisconnect, OSError):  # it may be gone already
        async with asyncio.timeout(CUT_SECONDS):
            await socket.close(code, reason)
