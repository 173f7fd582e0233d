from typing import Any

from starlette.requests import Request

from sandbox.accounts import Account
from sandbox.audience import of_post
from sandbox.networks.discord.dialect import Discord
from sandbox.posts import Post
from sandbox.times import iso
from sandbox.tokens import Token


def user(token: Token) -> dict[str, Any]:
    author_id = token.document["author_id"]
    return {
        "id": author_id,
        "username": "Sandbox bot",
        "discriminator": "0000",
        "global_name": None,
        "avatar": None,
        "bot": True,
    }


def channel(token: Token, account: Account) -> dict[str, Any]:
    return {
        "id": account.remote_id,
        "type": token.document["channel_type"],
        "guild_id": token.document["guild_id"],
        "name": account.handle,
        "topic": account.display_name,
        "position": 0,
        "nsfw": False,
        "parent_id": None,
        "last_message_id": None,
        "permission_overwrites": [],
    }


def message(network: Discord, request: Request, token: Token, account: Account, post: Post) -> dict[str, Any]:
    document, url = post.document, network.state.public_url(request)
    shown: dict[str, Any] = {
        "id": post.remote_id,
        "type": 19 if document["reply_to"] else 0,
        "channel_id": document.get("thread_id") or account.remote_id,
        "author": {**user(token), "id": document["author_id"]},
        "content": "" if document["poll"] else post.text,
        "timestamp": iso(post.created_at),
        "edited_timestamp": iso(post.updated_at) if post.updated_at else None,
        "tts": False,
        "mention_everyone": False,
        "mentions": [],
        "mention_roles": [],
        "attachments": [
            {
                "id": item.media_id,
                "filename": f"{item.media_id}.{item.mime.partition('/')[2]}",
                "size": item.size,
                "content_type": item.mime,
                "url": f"{url}/_sandbox/media/{item.sha256}",
                "proxy_url": f"{url}/_sandbox/media/{item.sha256}",
                "width": item.width,
                "height": item.height,
                **({"description": item.alt} if item.alt else {}),
            }
            for item in post.media
        ],
        "embeds": [],
        "components": [],
        "pinned": False,
        "flags": document["flags"] | (1 if document.get("crossposted") else 0),
    }
    if document["poll"]:
        shown["poll"] = {
            **document["poll"],
            "expiry": iso(post.created_at + 3600 * document["poll"]["duration"]),
        }
    if document["reply_to"]:
        shown["message_reference"] = {"message_id": document["reply_to"], "channel_id": account.remote_id}
    if document.get("webhook_id"):
        shown["webhook_id"] = document["webhook_id"]
    return shown


def measured(network: Discord, post: Post, shown: dict[str, Any]) -> dict[str, Any]:
    """As a message is shown to who asks for it later: Discord counts reactions and a thread's answers only."""
    figures = of_post(post, network.state.now())
    thread = {"id": shown["id"], "message_count": figures["comments"]}
    counts = {"🔥": figures["likes"] - figures["likes"] // 3, "🥐": figures["likes"] // 3}
    reactions = [
        {"emoji": {"id": None, "name": name}, "count": count, "me": False, "count_details": {}}
        for name, count in counts.items()
        if count
    ]
    return {**shown, **({"reactions": reactions} if reactions else {}), "thread": thread}
