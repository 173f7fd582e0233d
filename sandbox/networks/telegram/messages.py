"""A message, stored and as the Bot API shows it."""

from typing import Any

from sandbox.accounts import Account
from sandbox.media import Media
from sandbox.networks.telegram.chats import chat, user
from sandbox.networks.telegram.dialect import Telegram, bad_request
from sandbox.networks.telegram.parameters import Parameters
from sandbox.posts import Post
from sandbox.tokens import Token

IDS_A_POST = 10


def next_message_id(network: Telegram) -> int:
    """Room for as many messages as one media group has; grows."""
    row = network.state.store.one("SELECT coalesce(max(seq), 0) AS last FROM posts")
    assert row is not None
    return (int(row["last"]) + 1) * IDS_A_POST


def holding(network: Telegram, account: Account, message_id: int | None) -> Post | None:
    """The live post that this message is (part of)."""
    for post in network.state.posts.live(network.name, account.id, limit=1_000_000):
        if message_id in post.document["message_ids"]:
            return post
    return None


def replied_to(network: Telegram, account: Account, given: Parameters) -> int | None:
    """The message that is answered."""
    reply = given.structure("reply_parameters")
    if reply is None:
        return given.number("reply_to_message_id")
    message_id = reply.get("message_id") if isinstance(reply, dict) else None
    if not isinstance(message_id, int):
        raise bad_request("can't parse reply parameters JSON object")
    if holding(network, account, message_id) is None and not reply.get("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    return message_id


def store(
    network: Telegram,
    account: Account,
    given: Parameters,
    *,
    text: str,
    files: list[tuple[str, Media]],
    **document: Any,
) -> Post:
    """One post of one message, or of one for each file of a group."""
    topic = given.number("message_thread_id")
    first = next_message_id(network)
    return network.state.posts.add(
        network.name,
        account.id,
        str(first),
        text=text,
        document={
            "message_ids": list(range(first, first + max(1, len(files)))),
            "kinds": [kind for kind, _ in files],
            "reply_to": replied_to(network, account, given),
            "topic": topic,
            "silent": given.truth("disable_notification"),
            "protected": given.truth("protect_content"),
            **document,
        },
        media=[media.posted() for _, media in files],
    )


def shown(token: Token, account: Account, post: Post) -> list[dict[str, Any]]:
    """The post's messages."""
    ids: list[int] = post.document["message_ids"]
    messages = [_shown(token, account, post, index) for index in range(len(ids))]
    group = {"media_group_id": str(post.seq)} if len(ids) > 1 else {}
    return [{**message, **group} for message in messages]


def _shown(token: Token, account: Account, post: Post, index: int) -> dict[str, Any]:
    document = post.document
    is_channel = token.document["chat_type"] == "channel"
    message: dict[str, Any] = {
        "message_id": document["message_ids"][index],
        "date": int(post.created_at),
        "chat": chat(token, account),
        **({"sender_chat": chat(token, account)} if is_channel else {"from": user(token)}),
    }
    if post.updated_at:
        message["edit_date"] = int(post.updated_at)
    if document.get("poll"):
        return {**message, "poll": document["poll"]}
    if not post.media:
        return {**message, "text": post.text, "entities": document.get("entities", [])}
    item, kind = post.media[index], document["kinds"][index]
    file = {"file_id": item.media_id, "file_unique_id": item.sha256[:16], "file_size": item.size}
    if kind != "document":
        file |= {"width": item.width or 1, "height": item.height or 1}
    if kind in {"video", "animation"}:
        file["duration"] = 1
    message[kind] = [file] if kind == "photo" else file
    if post.text and index == 0:
        message |= {"caption": post.text, "caption_entities": document.get("entities", [])}
    return message
