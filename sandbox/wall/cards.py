import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import regex

from sandbox.rules import HASHTAG
from sandbox.wall.extras import file_title_of, is_comment, link_of, parent_of, poll_of
from shared import capabilities

NETWORK_NAMES = {str(network.network): network.name for network in capabilities.load()}
MARKS = regex.compile(
    r"(?P<link>https?://[^\s<>\"]+[^\s<>\".,;:!?)\]'])"
    rf"|(?P<tag>{HASHTAG.pattern})"
    r"|(?<![\w@/.])(?P<mention>@\w[\w.-]*(?:@[\w.-]+)?\w)"
)


@dataclass(frozen=True)
class Piece:
    """A stretch of a text: plain, link, tag or mention."""

    kind: str
    text: str


def pieces(text: str) -> list[Piece]:
    """The text cut at its links, hashtags and mentions; together the pieces are the text."""
    cut: list[Piece] = []
    end = 0
    for mark in MARKS.finditer(text):
        if mark.start() > end:
            cut.append(Piece("plain", text[end : mark.start()]))
        cut.append(Piece(str(mark.lastgroup), mark.group()))
        end = mark.end()
    if end < len(text):
        cut.append(Piece("plain", text[end:]))
    return cut


def card(described: dict[str, Any], *, at_sign: bool) -> dict[str, Any]:
    """A post as the templates show it."""
    name = described["display_name"]
    initials = "".join(word[0] for word in name.split()[:2]).upper() or "?"
    when = datetime.fromisoformat(described["created_at"])
    document = described["document"]
    languages = document.get("record", {}).get("langs") or [document.get("language") or ""]
    return {
        **described,
        "pieces": pieces(described["text"]),
        "initials": initials,
        "colour": int(hashlib.sha256(name.encode()).hexdigest()[:4], 16) % 12,  # the same on every network
        "shown_handle": f"@{described['handle']}" if at_sign else described["handle"],
        "when": when.strftime("%d %b %Y, %H:%M:%S UTC"),
        "language": languages[0],
        "spoiler": document.get("spoiler_text", ""),
        "title": "" if document.get("title") == described["text"] else document.get("title") or "",
        "media": _with_posters([item for item in described["media"] if _is_seen(item)]),
        "files": [item for item in described["media"] if not _is_seen(item)],
        "file_title": file_title_of(document),
        "poll": poll_of(document),
        "link": link_of(document),
        "board": document.get("board_name") or "",
        "parent": parent_of(document),
        "is_comment": is_comment(document),
        "quote": "",
        "ids": [described["remote_id"], *map(str, document.get("message_ids") or [])],
        "page": f"/posts/{described['network']}/{described['remote_id']}",
    }


def _is_seen(item: dict[str, Any]) -> bool:
    return str(item["mime"]).startswith(("image/", "video/"))


def _with_posters(media: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A video's thumbnail stands in the video, not beside it; without one, a picture of the video itself does."""
    thumbnails = [item for item in media if item["media_id"].startswith("thumbnail-")]
    own = f"/_sandbox/media/{thumbnails[0]['sha256']}" if thumbnails else ""
    return [
        {**item, "poster": own or f"/_sandbox/posters/{item['sha256']}"}
        for item in media
        if item not in thumbnails
    ]
