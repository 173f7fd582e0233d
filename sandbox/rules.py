"""The networks' limits, and how each counts a text."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import regex
from twitter_text import parse_tweet

URL = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)\]]", re.IGNORECASE)
# Marks belong to a word: without them a Hindi hashtag would end at its first vowel sign.
HASHTAG = regex.compile(r"(?<![\w\p{M}&/#])#([\w\p{M}]*[\p{L}\p{M}][\w\p{M}]*)")
REMOTE_MENTION = re.compile(r"(?<![\w/])@(\w+(?:[\w.-]*\w)?)@[\w.-]+\w")


@dataclass(frozen=True)
class MastodonLimits:
    characters: int = 500
    characters_per_url: int = 23
    media: int = 4
    description: int = 1500
    image_bytes: int = 16 * 1024 * 1024
    image_pixels: int = 33_177_600
    video_bytes: int = 99 * 1024 * 1024
    image_types: tuple[str, ...] = ("image/jpeg", "image/png", "image/gif", "image/webp")
    video_types: tuple[str, ...] = ("video/mp4", "video/quicktime", "video/webm")
    poll_options: int = 4
    poll_option_characters: int = 50
    poll_shortest_seconds: int = 300
    poll_longest_seconds: int = 2_629_746


@dataclass(frozen=True)
class BlueskyLimits:
    graphemes: int = 300
    bytes: int = 3_000
    languages: int = 3
    tags: int = 8
    tag_graphemes: int = 64
    images: int = 4
    image_bytes: int = 2_000_000
    thumb_bytes: int = 1_000_000
    video_bytes: int = 300_000_000
    upload_bytes: int = 50 * 1024 * 1024


@dataclass(frozen=True)
class XLimits:
    weighted_length: int = 280
    cashtags: int = 1
    media_bytes: Mapping[str, int] = field(
        default_factory=lambda: {
            "tweet_image": 5 * 1024 * 1024,
            "tweet_gif": 15 * 1024 * 1024,
            "tweet_video": 512 * 1024 * 1024,
            "amplify_video": 512 * 1024 * 1024,
            "subtitles": 1024 * 1024,
        }
    )


MASTODON = MastodonLimits()
BLUESKY = BlueskyLimits()
X = XLimits()


def graphemes(text: str) -> int:
    return len(regex.findall(r"\X", text))


def mastodon_length(text: str) -> int:
    """Characters as a person sees them; each URL counts 23, of a mention only the local part."""
    countable = URL.sub("x" * MASTODON.characters_per_url, text)
    return graphemes(REMOTE_MENTION.sub(r"@\1", countable))


def x_length(text: str) -> int:
    return int(parse_tweet(text).weightedLength)
