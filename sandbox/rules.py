"""The networks' limits and how each counts a text: from the shared capabilities, and what those leave out."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from shared import capabilities
from shared.capabilities import counting
from shared.capabilities.model import Capability
from shared.events import NetworkName

URL = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)\]]", re.IGNORECASE)
HASHTAG = counting.HASHTAG


def capability(network: NetworkName) -> Capability:
    return capabilities.load()[network]


def text_limit(network: NetworkName, unit: str) -> int:
    return next(limit.max for limit in capability(network).text.limits if limit.unit == unit)


def text_length(network: NetworkName, text: str) -> int:
    """As the network counts, in the unit of its first limit."""
    return capabilities.count_text(network, text)


def graphemes(text: str) -> int:
    return len(counting.graphemes(text))


@cache
def image_bytes(network: NetworkName) -> Mapping[str, int]:
    """The most bytes of a picture, by media type."""
    return {name: kind.max_bytes.max for kind in capability(network).media.kinds for name in kind.media_types}


def image_pixels(network: NetworkName, mime: str) -> int | None:
    kinds = capability(network).media.kinds
    limit = next((kind.max_pixels for kind in kinds if mime in kind.media_types), None)
    return limit.max if limit else None


def media_count(network: NetworkName) -> int:
    return capability(network).media.max_count.max


def alt_characters(network: NetworkName) -> int:
    """Longest alternative text; where no limit is known, more than anybody writes."""
    limit = capability(network).media.alt_text
    return limit.max if limit else 1_000_000


@dataclass(frozen=True)
class MastodonLimits:
    video_bytes: int = 99 * 1024 * 1024
    video_types: tuple[str, ...] = ("video/mp4", "video/quicktime", "video/webm")
    poll_options: int = 4
    poll_option_characters: int = 50
    poll_shortest_seconds: int = 300
    poll_longest_seconds: int = 2_629_746


@dataclass(frozen=True)
class BlueskyLimits:
    languages: int = 3
    tags: int = 8
    tag_graphemes: int = 64
    thumb_bytes: int = 1_000_000
    video_bytes: int = 300_000_000
    upload_bytes: int = 50 * 1024 * 1024


@dataclass(frozen=True)
class XLimits:
    video_bytes: int = 512 * 1024 * 1024
    subtitles_bytes: int = 1024 * 1024
    gif_frames: int = 350


MASTODON = MastodonLimits()
BLUESKY = BlueskyLimits()
X = XLimits()
