import re
from typing import Any

from sandbox.accounts import Account
from sandbox.audience import of_account, of_post
from sandbox.posts import Post
from sandbox.rules import HASHTAG
from sandbox.times import iso

MENTION = re.compile(r"(?<!\w)@(\w{1,15})")


PRIVATE_SECONDS = 30 * 86_400
"""For how long after publication non-public numbers are told."""


def history(post: Post) -> list[str]:
    """The ids that a post has had, oldest first."""
    return list(post.document.get("history") or [post.remote_id])


def is_private_told(post: Post, now: float) -> bool:
    return now - post.created_at <= PRIVATE_SECONDS


def tweet(author: Account, post: Post, fields: set[str], now: float) -> dict[str, Any]:
    """A post with the default fields and those asked for."""
    document, numbers = post.document, of_post(post, now)
    attached = {
        "media_keys": document["media_keys"] or None,
        "poll_ids": [document["poll"]["id"]] if document["poll"] else None,
    }
    whole = {
        "id": post.remote_id,
        "text": document["text"],
        "edit_history_tweet_ids": history(post),
        "created_at": iso(post.created_at),
        "author_id": author.remote_id,
        "conversation_id": document["conversation_id"] or history(post)[0],
        "in_reply_to_user_id": author.remote_id if document["in_reply_to"] else None,
        "referenced_tweets": (
            [{"type": "replied_to", "id": document["in_reply_to"]}] if document["in_reply_to"] else None
        ),
        "attachments": {name: ids for name, ids in attached.items() if ids} or None,
        "entities": _entities(document),
        "reply_settings": document["reply_settings"],
        "community_id": document["community_id"],
        "possibly_sensitive": False,
        "lang": "und",
        "public_metrics": {
            "retweet_count": numbers["shares"],
            "reply_count": numbers["comments"],
            "like_count": numbers["likes"],
            "quote_count": numbers["quotes"],
            "bookmark_count": numbers["saves"],
            "impression_count": numbers["views"],
        },
        "non_public_metrics": (
            {
                "impression_count": numbers["views"],
                "url_link_clicks": numbers["clicks"],
                "user_profile_clicks": numbers["profile_clicks"],
                "engagements": numbers["engagements"],
            }
            if is_private_told(post, now)
            else None
        ),
    }
    wanted = fields | {"id", "text", "edit_history_tweet_ids"}
    return {name: value for name, value in whole.items() if name in wanted and value is not None}


def includes(posts: list[Post], expansions: set[str], now: float) -> dict[str, Any]:
    """What stands beside the posts because it was asked for: their media and polls."""
    media = [
        {
            "media_key": key,
            "type": "photo" if item.mime.startswith("image/") else "video",
            "public_metrics": {"view_count": of_post(post, now)["reach"]},
        }
        for post in posts
        for key, item in zip(post.document["media_keys"], post.media, strict=True)
    ]
    polls = [{**post.document["poll"], "voting_status": "open"} for post in posts if post.document["poll"]]
    asked = {"attachments.media_keys": ("media", media), "attachments.poll_ids": ("polls", polls)}
    return {name: items for expansion, (name, items) in asked.items() if expansion in expansions and items}


def _entities(document: dict[str, Any]) -> dict[str, Any] | None:
    found = {
        "urls": document["urls"],
        "hashtags": [
            {"start": tag.start(), "end": tag.end(), "tag": tag[1]}
            for tag in HASHTAG.finditer(document["text"])
        ],
        "mentions": [
            {"start": who.start(), "end": who.end(), "username": who[1]}
            for who in MENTION.finditer(document["text"])
        ],
    }
    return {name: items for name, items in found.items() if items} or None


def user(account: Account, public_url: str, posts: int, fields: set[str]) -> dict[str, Any]:
    audience = of_account(account.network, account.handle)
    whole = {
        "id": account.remote_id,
        "name": account.display_name,
        "username": account.handle,
        "created_at": iso(account.created_at),
        "profile_image_url": f"{public_url}/_sandbox/avatars/x/{account.handle}.svg",
        "url": "",
        "description": "",
        "protected": False,
        "verified": False,
        "verified_type": "none",
        "public_metrics": {
            "followers_count": audience["followers"],
            "following_count": audience["following"],
            "tweet_count": posts,
            "listed_count": 0,
            "like_count": 0,
            "media_count": 0,
        },
    }
    return {name: value for name, value in whole.items() if name in fields | {"id", "name", "username"}}
