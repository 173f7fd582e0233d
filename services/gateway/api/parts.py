"""How handlers get what main.py put together."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from fastapi import Request

Part = TypeVar("Part")


def provided(kind: type[Part]) -> Callable[[Request], Awaitable[Part]]:
    """A dependency that gives the one instance of a class that main.py put together.

    `Annotated[Campaigns, Depends(provided(Campaigns))]`.
    """

    async def provide(request: Request) -> Part:  # async: a plain function would be run in a thread
        part: Part = request.app.state.parts[kind]
        return part

    return provide
