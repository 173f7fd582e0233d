"""The account's own posts since an instant.

https://docs.x.com/x-api/users/get-posts
"""

from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime
from typing import Any

from services.publisher.networks.x.api import Api

_MOST_PAGES = 5
FIELDS = "created_at,entities,attachments,referenced_tweets"


async def since(api: Api, start: datetime) -> AsyncIterator[Mapping[str, Any]]:
    """Newest first, all of them: a list that is not whole raises in the end, since it proves nothing."""
    params = {
        "start_time": start.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        "exclude": "retweets",
        "max_results": "100",
        "tweet.fields": FIELDS,
    }
    for _ in range(_MOST_PAGES):
        answer = await api.get(f"/2/users/{api.access.remote_id}/tweets", **params)
        posts, meta = _page(api, answer)
        for shown in posts:
            yield shown
        if meta["result_count"] != len(posts) or "errors" in answer:
            # A part of the list proves nothing about the rest; least of all that the post is not there.
            raise api.call.unreadable("the list of posts is not whole")
        if "next_token" not in meta:
            return
        params = {**params, "pagination_token": meta["next_token"]}
    # Not found among so many is not "not there".
    raise api.call.unreadable(f"more than {_MOST_PAGES} pages of posts since the attempt")


def _page(api: Api, answer: Any) -> tuple[list[Mapping[str, Any]], Mapping[str, Any]]:
    """The posts of one page, and what it says of itself."""
    try:
        meta, posts = answer["meta"], answer.get("data", [])
        if "result_count" in meta and isinstance(posts, list) and isinstance(meta, dict):
            return posts, meta
    except (AttributeError, KeyError, TypeError):
        pass
    raise api.call.unreadable("the list of posts has no result_count")
