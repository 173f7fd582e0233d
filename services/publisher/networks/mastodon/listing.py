"""The account's own statuses, newest first.

https://docs.joinmastodon.org/methods/accounts/#statuses
"""

from collections.abc import AsyncIterator, Mapping
from typing import Any

from services.publisher.domain.content import Part
from services.publisher.errors import RefusedError
from services.publisher.networks.mastodon import matching
from services.publisher.networks.mastodon.api import Api
from services.publisher.networks.mastodon.refusals import NOT_FOUND

_PAGE = 40
_MOST_PAGES = 5


async def newest(api: Api) -> AsyncIterator[Mapping[str, Any]]:
    """Those that there are; more than can be looked through raise in the end."""
    before: dict[str, str] = {}
    for _ in range(_MOST_PAGES):
        page = await _page(api, before)
        if not page:  # a short page may only have lost what is hidden
            return
        for status in page:
            yield status
        before = {"max_id": str(page[-1]["id"])}
    # Not found among so many is not "not there".
    raise api.call.unreadable(f"more than {_MOST_PAGES * _PAGE} statuses since the attempt")


async def is_ours(api: Api, status: Mapping[str, Any], part: Part, attachments: int) -> bool:
    """Whether a listed status has the part's attachments, parent and words."""
    listed = status.get("media_attachments", [])
    if not isinstance(listed, list):
        raise api.call.unreadable("the status's media_attachments are not a list")
    parent = status.get("in_reply_to_id")
    answered = None if parent is None else str(parent)
    if len(listed) != attachments or answered != (part.parent.remote_id if part.parent else None):
        return False
    return matching.same(matching.plain(str(status.get("content", ""))), part.text) or await _says(
        api, status, part.text
    )


async def _says(api: Api, status: Mapping[str, Any], text: str) -> bool:
    """What its author wrote, where the shown text differs from it."""
    try:
        source = await api.get(f"/api/v1/statuses/{status['id']}/source")
    except RefusedError as refused:
        if refused.failure.code != NOT_FOUND:
            raise  # a source that was not read proves nothing; least of all that the status is another
        return False  # servers before 3.5 do not give the source; the shown text has decided
    if not isinstance(source, dict) or "text" not in source:
        raise api.call.unreadable("the status's source has no text")
    return matching.same(str(source["text"]), text)


async def _page(api: Api, before: Mapping[str, str]) -> list[dict[str, Any]]:
    params = {"limit": str(_PAGE), "exclude_reblogs": "true", **before}
    page = await api.get(f"/api/v1/accounts/{api.access.remote_id}/statuses", params=params)
    if not isinstance(page, list):
        raise api.call.unreadable("the list of statuses is not a list")
    return page
