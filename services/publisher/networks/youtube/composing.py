"""Bodies of requests.

https://developers.google.com/youtube/v3/docs/videos
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from services.publisher.domain.content import Part
from shared.events import PostDetails

PRIVACY: Mapping[str, str] = MappingProxyType(
    {"public": "public", "unlisted": "unlisted", "private": "private"}
)
_CATEGORY = "22"


def video(part: Part) -> dict[str, Any]:
    """A new video's title, description and visibility."""
    return {"snippet": snippet(part), "status": _status(part.details)}


def snippet(part: Part) -> dict[str, Any]:
    """The part that an edit replaces as a whole."""
    details = part.details
    body: dict[str, Any] = {
        "title": details.title,
        "description": part.text,
        "categoryId": details.options.get("category_id", _CATEGORY),
    }
    return {**body, "tags": list(details.tags)} if details.tags else body


def _status(details: PostDetails) -> dict[str, Any]:
    options = details.options
    body: dict[str, Any] = {
        "privacyStatus": PRIVACY.get(details.visibility or "public", "private"),
        "selfDeclaredMadeForKids": options.get("made_for_kids") == "true",
    }
    if "synthetic_media" in options:
        body["containsSyntheticMedia"] = options["synthetic_media"] == "true"  # unverified name
    return body


def comment_thread(part: Part, channel_id: str) -> dict[str, Any]:
    """A comment under the video that went out before it."""
    return {
        "snippet": {
            "channelId": channel_id,
            "videoId": part.earlier[0].remote_id,
            "topLevelComment": {"snippet": {"textOriginal": part.text}},
        }
    }
