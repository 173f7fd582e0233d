"""`Prefer: wait=n` (RFC 7240): whoever wants to wait for a result waits in the request, instead of asking again and again.

No poll: the live events tell when there is something new, then the object is read again.
"""

import asyncio
import contextlib
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated, TypeVar
from uuid import UUID

from fastapi import Depends, Header, Request, Response
from pydantic import BaseModel

from services.gateway.api.dependencies import caller_of, part_of
from services.gateway.domain.identity import Caller
from services.gateway.domain.live import Interest
from services.gateway.live_feed import LiveFeed, StreamEndedError, Subscription
from services.gateway.usecases.authentication import Authentication

MOST_SECONDS = 60

View = TypeVar("View", bound=BaseModel)
Look = Callable[[], Awaitable[View | None]]
"""Reads the object; none while it is not settled."""

_WAIT = re.compile(r'(?:^|[,;])\s*wait\s*=\s*"?(\d{1,9})"?\s*(?:$|[,;])', re.IGNORECASE)


@dataclass(frozen=True)
class Waiting:
    """Waits for what a request is about, for as long as its client prefers."""

    caller: Caller
    feed: LiveFeed
    authentication: Authentication
    seconds: int

    async def settled(self, identifier: UUID, look: Look[View], response: Response) -> View | None:
        """The object once it is settled; none where that takes longer than the client waits, or nobody waits.

        Args:
            identifier: Every live event of the object names it.
            look: Reads the object.
            response: Its headers will say how long was waited for at most.
        """
        if self.seconds == 0 or not self.feed.has_room(self.caller.organization_id):
            return None
        response.headers["Preference-Applied"] = f"wait={self.seconds}"
        interest = Interest(about=frozenset({str(identifier)}))
        with (
            self.feed.subscribed(self.caller, interest, self._may_go_on) as subscription,
            contextlib.suppress(TimeoutError, StreamEndedError),
        ):
            async with asyncio.timeout(self.seconds):
                return await _first(subscription, look)
        return None

    async def created(
        self, response: Response, look: Callable[[UUID], Awaitable[BaseModel | None]]
    ) -> Response:
        """The answer to a create: the object as it is once it is settled, else what was answered at once.

        Args:
            response: Names the object in Location; its 202 becomes 200 with a result.
            look: Reads the object of an id; none while it is not settled.
        """
        if self.seconds == 0:
            return response
        identifier = UUID(response.headers["Location"].rpartition("/")[2])
        view = await self.settled(identifier, lambda: look(identifier), response)
        if view is None:
            return response
        kept = {
            name: value
            for name, value in response.headers.items()
            if name not in {"content-length", "retry-after"}
        }
        status = 200 if response.status_code == 202 else response.status_code
        return Response(view.model_dump_json().encode(), status_code=status, headers=kept)

    async def _may_go_on(self) -> bool:
        return await self.authentication.is_signed_in(self.caller)


async def _first(subscription: Subscription, look: Look[View]) -> View:
    # What is committed before the subscription begins is seen by the look, what comes after is told.
    await subscription.begins
    while True:
        view = await look()
        if view is not None:
            return view
        await subscription.take()


async def waiting(
    request: Request,
    prefer: Annotated[
        str | None,
        Header(
            description=f"`wait=n`: answer when it is settled, or after n seconds (at most {MOST_SECONDS}).",
            examples=["wait=30"],
        ),
    ] = None,
) -> Waiting:
    feed, authentication = part_of(request, LiveFeed), part_of(request, Authentication)
    return Waiting(caller_of(request), feed, authentication, seconds_of(prefer))


def seconds_of(preference: str | None) -> int:
    """How long a Prefer header wants to wait, as far as anybody may; 0 where it says nothing of it."""
    match = _WAIT.search(preference or "")
    return min(int(match[1]), MOST_SECONDS) if match else 0


Wait = Annotated[Waiting, Depends(waiting)]
