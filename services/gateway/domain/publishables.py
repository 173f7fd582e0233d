"""What of a text, media and details a network shows, and the hash that names exactly that."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from shared.events import MediaObject, PostDetails


def published(text: str, media: Sequence[MediaObject], details: PostDetails) -> dict[str, Any]:
    """What of these a network shows: media by their bytes and description, wherever they lie."""
    shown = details.model_dump(mode="json", exclude_defaults=True)
    if details.link is not None and details.link.image is not None:
        shown["link"]["image"] = _shown(details.link.image)
    for position, part in enumerate(details.thread):
        if part.media:
            shown["thread"][position]["media"] = [_shown(item) for item in part.media]
    return {"text": text, "media": [_shown(item) for item in media], "details": shown}


def _shown(item: MediaObject) -> dict[str, str]:
    return {"sha256": item.sha256, "alt_text": item.alt_text}


def hash_of(shown: Mapping[str, Any]) -> str:
    """SHA-256, in hexadecimal, of the canonical JSON of something: sorted names, no blanks, UTF-8."""
    text = json.dumps(shown, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
