"""Finding our own post again: X shortens links and escapes characters in what it shows."""

import re
from collections.abc import Mapping
from html import escape, unescape
from typing import Any

from services.publisher.networks.recognising import normalised

_SCHEME = re.compile(r"https?://", re.IGNORECASE)
_SLASH_AT_END = re.compile(r"/(?=\s|$)")


def is_ours(shown: Mapping[str, Any], text: str, attachments: int, parent: str | None = None) -> bool:
    """Whether a post as X shows it has this text and that many attachments, and answers that post."""
    if len((shown.get("attachments") or {}).get("media_keys", ())) != attachments:
        return False
    return answered(shown) == parent and same(shown, text)


def same(shown: Mapping[str, Any], text: str) -> bool:
    """Whether a post as X shows it says this."""
    return _bare(expanded(shown)) == _bare(text)


def answered(shown: Mapping[str, Any]) -> str | None:
    """The id of the post that this one answers."""
    referenced = shown.get("referenced_tweets") or ()
    return next((str(one["id"]) for one in referenced if one["type"] == "replied_to"), None)


def expanded(shown: Mapping[str, Any]) -> str:
    """The text with its links as they were written, without the link that stands for the attachments."""
    text = str(shown.get("text", ""))
    for link in (shown.get("entities") or {}).get("urls", ()):
        written = "" if "media_key" in link else link.get("expanded_url", "")
        # Escaped as its surroundings are, so that "?a=1&copy=2" survives the unescaping of the whole.
        text = text.replace(link["url"], escape(written, quote=False))
    return unescape(text)


def _bare(text: str) -> str:
    return normalised(_SLASH_AT_END.sub("", _SCHEME.sub("", text)))
