"""How posts and accounts do.

https://docs.bsky.app/docs/api/app-bsky-feed-get-posts
"""

from collections.abc import Sequence
from types import MappingProxyType

from services.publisher.networks.bluesky.xrpc import Xrpc
from services.publisher.networks.calling import text_of
from services.publisher.networks.numbers import numbers_of
from services.publisher.ports import Figures, Live

_POST = MappingProxyType(
    {
        "likeCount": "likes",
        "replyCount": "comments",
        "repostCount": "shares",
        "quoteCount": "quotes",
        "bookmarkCount": "saves",
    }
)
_ACCOUNT = MappingProxyType(
    {"followersCount": "followers", "followsCount": "following", "postsCount": "posts"}
)


async def of_posts(xrpc: Xrpc, posts: Sequence[Live]) -> dict[str, Figures]:
    """By record key; those that are gone are left out."""
    uris = [xrpc.uri(post.receipt.remote_id) for post in posts]
    answer = await xrpc.get("app.bsky.feed.getPosts", {"uris": uris})
    try:
        return {
            text_of(shown["uri"]).rpartition("/")[2]: numbers_of(shown, _POST) for shown in answer["posts"]
        }
    except (AttributeError, KeyError, TypeError):
        raise xrpc.call.unreadable("the posts' answer is not in the known form") from None


async def of_account(xrpc: Xrpc) -> Figures:
    """Followers and the like."""
    profile = await xrpc.get("app.bsky.actor.getProfile", {"actor": xrpc.did})
    try:
        return numbers_of(profile, _ACCOUNT)
    except (AttributeError, TypeError):
        raise xrpc.call.unreadable("the profile's answer is not in the known form") from None
