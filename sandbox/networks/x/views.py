import re
from typing import Any

from sandbox.accounts import Account
from sandbox.posts import Post
from sandbox.rules import HASHTAG
from sandbox.times import iso

MENTION = re.compile(r"(?<!\w)@(\w{1,15})")


def tweet(author: Account, post: Post, fields: set[str]) -> dict[str, Any]:
    """A post with the default fields and those asked for."""
    document = post.document
    whole = {
        "id": post.remote_id,
        "text": document["text"],
        "edit_history_tweet_ids": [post.remote_id],
        "created_at": iso(post.created_at),
        "author_id": author.remote_id,
        "conversation_id": document["conversation_id"] or post.remote_id,
        "in_reply_to_user_id": author.remote_id if document["in_reply_to"] else None,
        "referenced_tweets": (
            [{"type": "replied_to", "id": document["in_reply_to"]}] if document["in_reply_to"] else None
        ),
        "attachments": {"media_keys": document["media_keys"]} if document["media_keys"] else None,
        "entities": _entities(document),
        "reply_settings": document["reply_settings"],
        "possibly_sensitive": False,
        "lang": "und",
        "public_metrics": dict.fromkeys(
            (
                "retweet_count",
                "reply_count",
                "like_count",
                "quote_count",
                "bookmark_count",
                "impression_count",
            ),
            0,
        ),
        "non_public_metrics": dict.fromkeys(
            ("impression_count", "url_link_clicks", "user_profile_clicks", "engagements"), 0
        ),
    }
    wanted = fields | {"id", "text", "edit_history_tweet_ids"}
    return {name: value for name, value in whole.items() if name in wanted and value is not None}


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
            "followers_count": 0,
            "following_count": 0,
            "tweet_count": posts,
            "listed_count": 0,
            "like_count": 0,
            "media_count": 0,
        },
    }
    return {name: value for name, value in whole.items() if name in fields | {"id", "name", "username"}}
