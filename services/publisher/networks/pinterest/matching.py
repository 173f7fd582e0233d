"""Finding our own pin again among those of its board."""

from collections.abc import Mapping
from typing import Any

from services.publisher.networks.recognising import same


def is_ours(shown: Mapping[str, Any], said: Mapping[str, Any], pictures: int) -> bool:
    """Whether a pin as Pinterest lists it says this and holds so many pictures; 0 stands for a video."""
    if _pictures(shown.get("media") or {}) != pictures:
        return False
    names = ("title", "description", "link", "alt_text")
    return all(same(shown.get(name), said.get(name)) for name in names)


def _pictures(media: Mapping[str, Any]) -> int:
    if media.get("media_type") == "video":
        return 0
    return len(media["items"]) if media.get("media_type") == "multiple_images" else 1
