"""Lists of the Data API, page by page.

https://developers.google.com/youtube/v3/guides/implementation/pagination
"""

from collections.abc import AsyncIterator, Mapping
from typing import Any

from services.publisher.networks.calling import Caller

_MOST_PAGES = 5


async def listed(
    call: Caller, url: str, token: str, query: Mapping[str, str]
) -> AsyncIterator[Mapping[str, Any]]:
    """Everything on a list.

    Raises:
        UnknownOutcomeError: Also where it does not end: not found among so many is not "not there".
    """
    asked = dict(query)
    for _ in range(_MOST_PAGES):
        answer = await call("GET", url, token=token, params=asked)
        for item in items_of(call, answer):
            yield item
        if "nextPageToken" not in answer:
            return
        asked["pageToken"] = str(answer["nextPageToken"])
    raise call.unreadable(f"the list goes on after {_MOST_PAGES} pages")


def items_of(call: Caller, answer: Any) -> list[dict[str, Any]]:
    """One page; a list that is empty may be left out, and `pageInfo` tells that it is a list at all."""
    if isinstance(answer, dict) and "pageInfo" in answer:
        items = answer.get("items", [])
        if isinstance(items, list) and all(isinstance(item, dict) for item in items):
            return items
    raise call.unreadable("the answer is no list")
