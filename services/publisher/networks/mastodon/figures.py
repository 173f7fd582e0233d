"""How posts and accounts do, as far as the account's own server knows.

https://docs.joinmastodon.org/entities/Status/
"""

from collections.abc import Sequence
from types import MappingProxyType
from typing import Any

from services.publisher.errors import RefusedError
from services.publisher.networks.calling import id_of
from services.publisher.networks.mastodon.api import Api
from services.publisher.networks.mastodon.refusals import NOT_FOUND
from services.publisher.networks.numbers import numbers_of
from services.publisher.ports import Figures, Live

_POST = MappingProxyType(
    {
        "favourites_count": "likes",
        "replies_count": "comments",
        "reblogs_count": "shares",
        "quotes_count": "quotes",  # from 4.5 on; not there before
    }
)
_ACCOUNT = MappingProxyType(
    {"followers_count": "followers", "following_count": "following", "statuses_count": "posts"}
)


async def of_posts(api: Api, posts: Sequence[Live]) -> dict[str, Figures]:
    """By remote id; those that are gone are left out."""
    ids = [post.receipt.remote_id for post in posts]
    try:
        listed = await api.get("/api/v1/statuses", params={"id[]": ids})
    except RefusedError as refused:
        if refused.failure.code != NOT_FOUND:
            raise
        # Servers before 4.3 tell of one at a time.
        listed = [status for status in [await _one(api, remote_id) for remote_id in ids] if status]
    try:
        return {id_of(status["id"]): numbers_of(status, _POST) for status in listed}
    except (AttributeError, KeyError, TypeError):
        raise api.call.unreadable("the statuses' answer is not in the known form") from None


async def of_account(api: Api) -> Figures:
    """Followers and the like."""
    me = await api.get("/api/v1/accounts/verify_credentials")
    try:
        return numbers_of(me, _ACCOUNT)
    except (AttributeError, TypeError):
        raise api.call.unreadable("the account's answer is not in the known form") from None


async def _one(api: Api, remote_id: str) -> Any:
    try:
        return await api.get(f"/api/v1/statuses/{remote_id}")
    except RefusedError as refused:
        if refused.failure.code != NOT_FOUND:
            raise
        return None
