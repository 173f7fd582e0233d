"""How each network's page is laid out; colours are in wall.css, under the network's name."""

from dataclasses import dataclass
from typing import Literal

Layout = Literal["feed", "tiles", "pins", "reels", "videos", "chat"]


@dataclass(frozen=True)
class Look:
    """`sign` stands in the badge."""

    layout: Layout = "feed"
    sign: str = ""


LOOKS = {
    "bluesky": Look("feed", "b"),
    "discord": Look("chat", "d"),
    "facebook": Look("feed", "f"),
    "instagram": Look("tiles", "◎"),
    "linkedin": Look("feed", "in"),
    "mastodon": Look("feed", "m"),
    "pinterest": Look("pins", "p"),
    "telegram": Look("chat", "➤"),
    "threads": Look("feed", "@"),
    "tiktok": Look("reels", "♪"),
    "webhook": Look("feed", "{}"),
    "whatsapp": Look("chat", "✆"),
    "x": Look("feed", "X"),
    "youtube": Look("videos", "▶"),
}


def look_of(network: str) -> Look:
    """One that is not listed is a feed with its first letter."""
    return LOOKS.get(network, Look(sign=network[0]))
