"""How handlers get what main.py put together."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from fastapi import Request
from starlette.requests import HTTPConnection

Part = TypeVar("Part")


def part_of(connection: HTTPConnection, kind: type[Part]) -> Part:
    """The one instance of a class that main.py put together.

    For dependencies, which FastAPI goes through anew for each dependency that names them: what they need of the
    application they take by themselves.
    """
    part: Part = connection.app.state.parts[kind]
    return part


def provided(kind: type[Part]) -> Callable[[Request], Awaitable[Part]]:
    """The same as a dependency, for handlers: `Annotated[Campaigns, Depends(provided(Campaigns))]`."""

    async def provide(request: Request) -> Part:  # async: a plain function would be run in a thread
        return part_of(request, kind)

    return provide
