"""How posts and accounts do.

https://docs.x.com/x-api/fundamentals/metrics
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any

from services.publisher.networks.calling import id_of
from services.publisher.networks.numbers import number_of, numbers_of
from services.publisher.networks.x.api import Api
from services.publisher.ports import Figures, Live

# Non-public numbers are told for 30 days; a day less, since clocks and time zones differ.
_PRIVATE_FOR = timedelta(days=29)
_PUBLIC = MappingProxyType(
    {
        "impression_count": "impressions",
        "like_count": "likes",
        "reply_count": "comments",
        "retweet_count": "shares",
        "quote_count": "quotes",
        "bookmark_count": "saves",
    }
)
_PRIVATE = MappingProxyType(
    {
        "url_link_clicks": "clicks",
        "user_profile_clicks": "profile_clicks",
        "engagements": "engagements",
    }
)
_ACCOUNT = MappingProxyType(
    {"followers_count": "followers", "following_count": "following", "tweet_count": "posts"}
)


async def of_posts(api: Api, posts: Sequence[Live], now: datetime) -> dict[str, Figures]:
    """By remote id; those that are gone are left out. At most two calls, since old posts tell less."""
    young = [post for post in posts if now - post.published_at < _PRIVATE_FOR]
    old = [post for post in posts if now - post.published_at >= _PRIVATE_FOR]
    found = await _asked(api, young, "public_metrics,non_public_metrics") if young else {}
    return {**found, **(await _asked(api, old, "public_metrics") if old else {})}


async def of_account(api: Api) -> Figures:
    """Followers and the like."""
    answer = await api.get("/2/users/me", **{"user.fields": "public_metrics"})
    try:
        return numbers_of(answer["data"]["public_metrics"], _ACCOUNT)
    except (AttributeError, KeyError, TypeError):
        raise api.call.unreadable("the account's answer has no public_metrics") from None


async def _asked(api: Api, posts: Sequence[Live], fields: str) -> dict[str, Figures]:
    params = {
        "ids": ",".join(post.receipt.remote_id for post in posts),
        "tweet.fields": f"{fields},attachments",
        "expansions": "attachments.media_keys",
        "media.fields": "public_metrics",
    }
    answer = await api.get("/2/tweets", **params)
    try:
        media = (answer.get("includes") or {}).get("media", [])
        views = {item["media_key"]: item.get("public_metrics") or {} for item in media}
        return {id_of(shown["id"]): _of(shown, views) for shown in answer.get("data", [])}
    except (AttributeError, KeyError, TypeError):
        raise api.call.unreadable("the posts' answer is not in the known form") from None


def _of(shown: Mapping[str, Any], views: Mapping[str, Mapping[str, Any]]) -> Figures:
    figures = {
        **numbers_of(shown.get("public_metrics") or {}, _PUBLIC),
        **numbers_of(shown.get("non_public_metrics") or {}, _PRIVATE),
    }
    keys = (shown.get("attachments") or {}).get("media_keys", ())
    seen = [number_of(views.get(key, {}).get("view_count")) for key in keys]
    told = [number for number in seen if number is not None]
    return {**figures, "views": max(told)} if told else figures
