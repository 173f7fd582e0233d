"""The networks' limits and how each counts a text: from the shared capabilities, and what those leave out."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from sandbox.files import Content
from shared import capabilities
from shared.capabilities import counting
from shared.capabilities.model import Capability, Limit, MediaKind, PollRules, Span
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
    """The most bytes of an attachment, by media type."""
    return {name: kind.max_bytes.max for kind in capability(network).media.kinds for name in kind.media_types}


def media_kind(network: NetworkName, mime: str) -> MediaKind | None:
    """The rules for attachments of that type; None where they are not taken."""
    kinds = capability(network).media.kinds
    return next((kind for kind in kinds if mime in kind.media_types), None)


def wrong_with_film(kind: MediaKind, found: Content) -> str | None:
    """Which of its rules a video breaks, in a few words; None when it may stay."""
    film = found.film
    if film is None or not found.width or not found.height:
        return "the file can't be played"
    measured = (
        ("duration", film.duration_seconds, kind.duration_seconds),
        ("frame rate", film.frame_rate, kind.frame_rate),
        ("aspect ratio", found.width / found.height, kind.ratio),
        ("width", found.width, _span(kind.min_width, kind.max_width)),
        ("height", found.height, _span(kind.min_height, kind.max_height)),
        ("number of pixels", found.width * found.height, _span(None, kind.max_pixels)),
    )
    for name, value, span in measured:
        if span and not (span.min or 0) <= value <= (span.max or math.inf):
            return f"its {name} of {value:g} is not taken"
    if kind.video_codecs and film.video_codec not in kind.video_codecs:
        return f"its video codec {film.video_codec} is not taken"
    if kind.audio_codecs and film.audio_codec and film.audio_codec not in kind.audio_codecs:
        return f"its audio codec {film.audio_codec} is not taken"
    return None


def _span(least: Limit | None, most: Limit | None) -> Span:
    return Span(min=least.max if least else None, max=most.max if most else None, source="")


def media_count(network: NetworkName) -> int:
    return capability(network).media.max_count.max


def alt_characters(network: NetworkName) -> int:
    """Longest alternative text; where no limit is known, more than anybody writes."""
    limit = capability(network).media.alt_text
    return limit.max if limit else 1_000_000


def poll(network: NetworkName) -> PollRules:
    rules = capability(network).poll
    assert rules is not None
    return rules


@dataclass(frozen=True)
class BlueskyLimits:
    languages: int = 3
    tags: int = 8
    tag_graphemes: int = 64
    thumb_bytes: int = 1_000_000
    grid_images: int = 4
    gallery_images: int = 20
    """By the lexicon; authors are held to fewer."""
    videos_a_day: int = 25
    video_bytes_a_day: int = 10_000_000_000
    upload_bytes: int = 50 * 1024 * 1024


@dataclass(frozen=True)
class XLimits:
    subtitles_bytes: int = 1024 * 1024
    gif_frames: int = 350


BLUESKY = BlueskyLimits()
X = XLimits()
