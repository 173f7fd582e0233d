"""All items of a list, however many pages it has."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import ParamSpec, Protocol, TypeVar

Parameters = ParamSpec("Parameters")
Item = TypeVar("Item")


class Page(Protocol[Item]):
    items: list[Item]
    next_cursor: str | None


def each(
    fetch: Callable[Parameters, Page[Item]], *args: Parameters.args, **filters: Parameters.kwargs
) -> Iterator[Item]:
    """Every item, page after page.

    `for post in each(list_posts.sync, client=client, limit=200): ...`

    Args:
        fetch: The function `sync` of an operation that lists.
        args: Its arguments.
        filters: Its arguments by name.
    """
    while True:
        page = fetch(*args, **filters)
        yield from page.items
        if page.next_cursor is None:
            return
        filters["cursor"] = page.next_cursor


async def aeach(
    fetch: Callable[Parameters, Awaitable[Page[Item]]],
    *args: Parameters.args,
    **filters: Parameters.kwargs,
) -> AsyncIterator[Item]:
    """The same for the function `asyncio` of an operation that lists."""
    while True:
        page = await fetch(*args, **filters)
        for item in page.items:
            yield item
        if page.next_cursor is None:
            return
        filters["cursor"] = page.next_cursor
