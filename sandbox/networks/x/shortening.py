"""t.co: every link in a post is replaced by one of 23 characters; media get one at the end."""

import base64
import hashlib
from typing import Any

from twitter_text import extract_urls_with_indices


def shorten(text: str, username: str, media_ids: list[str]) -> tuple[str, list[dict[str, Any]]]:
    """The text as X gives it back, with &, < and > escaped as X does, and the `entities.urls` that belong to it."""
    pieces: list[str] = []
    entities: list[dict[str, Any]] = []
    length = end = 0

    def add(piece: str) -> None:
        nonlocal length
        pieces.append(piece)
        length += len(piece)

    def add_link(expanded: str, shown: str, extra: dict[str, Any]) -> None:
        start = length
        url = _short(expanded)
        add(url)
        entities.append(
            {
                "start": start,
                "end": length,
                "url": url,
                "expanded_url": expanded,
                "display_url": shown,
                **extra,
            }
        )

    for link in extract_urls_with_indices(text):
        first, last = link["indices"]
        add(_escaped(text[end:first]))
        address = link["url"] if "://" in link["url"] else f"http://{link['url']}"
        bare = address.split("://", 1)[1].removeprefix("www.")
        add_link(address, bare if len(bare) <= 27 else f"{bare[:26]}…", {})
        end = last
    add(_escaped(text[end:]))
    if media_ids:
        add(" " if text else "")
        place = f"x.com/{username}/status/{media_ids[0]}/photo/1"
        for media_id in media_ids:
            if entities and entities[-1]["expanded_url"] == f"https://{place}":
                entities.append({**entities[-1], "media_key": f"3_{media_id}"})
            else:
                add_link(f"https://{place}", f"pic.x.com/{media_id[-10:]}", {"media_key": f"3_{media_id}"})
    return "".join(pieces), entities


def _short(address: str) -> str:
    digest = hashlib.sha256(address.encode()).digest()
    return "https://t.co/" + base64.b32encode(digest).decode()[:10]


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
