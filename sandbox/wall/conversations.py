"""Posts with what answers them, and chats with all that was said in them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Conversation:
    """A post, the further posts of its thread, and the comments below; each oldest first."""

    card: dict[str, Any]
    replies: list[dict[str, Any]] = field(default_factory=list)
    comments: list[dict[str, Any]] = field(default_factory=list)


@dataclass
class Chat:
    """A channel, a group or a person, with the messages there; oldest first."""

    name: str
    key: str
    cards: list[dict[str, Any]] = field(default_factory=list)


def conversations(cards: Iterable[dict[str, Any]]) -> list[Conversation]:
    """Cards come newest first, and so do conversations, by their first post."""
    told = sorted(cards, key=lambda card: int(card["seq"]))
    roots: dict[str, Conversation] = {}
    begun: list[Conversation] = []
    for card in told:
        root = roots.get(card["parent"] or "")
        if root is None:
            root = Conversation(card)
            begun.append(root)
        else:
            (root.comments if card["is_comment"] else root.replies).append(card)
        for remote_id in card["ids"]:
            roots[remote_id] = root
    return begun[::-1]


def chats(cards: Iterable[dict[str, Any]]) -> list[Chat]:
    """The one in which somebody spoke last comes first; an answer quotes what it answers."""
    told = sorted(cards, key=lambda card: int(card["seq"]))
    said = {remote_id: card["text"] for card in told for remote_id in card["ids"]}
    found: dict[str, Chat] = {}
    for card in told:
        to = card["document"].get("to")
        key = f"{card['handle']} {to or ''}"
        chat = found.pop(key, None) or Chat(f"+{to}" if to else card["display_name"], key)
        found[key] = chat
        chat.cards.append({**card, "quote": said.get(card["parent"] or "", "")})
    return list(found.values())[::-1]
