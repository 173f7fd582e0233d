"""What a post says of itself, within what its creator's settings allow.

https://developers.tiktok.com/doc/content-posting-api-reference-direct-post
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from services.publisher.domain.content import Part
from services.publisher.domain.failures import failure
from services.publisher.errors import RefusedError
from shared.events import MediaObject, PostDetails

PUBLIC = "PUBLIC_TO_EVERYONE"
_PRIVACY: Mapping[str, str] = MappingProxyType(
    {
        "public": PUBLIC,
        "friends": "MUTUAL_FOLLOW_FRIENDS",
        "followers": "FOLLOWER_OF_CREATOR",
        "private": "SELF_ONLY",
    }
)
_NAMES = {theirs: ours for ours, theirs in _PRIVACY.items()}


def privacy(details: PostDetails) -> str:
    """TikTok's word for who may see it; what it has no word for, nobody but the creator may."""
    return _PRIVACY.get(details.visibility or "public", "SELF_ONLY")


def check(details: PostDetails, media: Sequence[MediaObject], creator: Mapping[str, Any]) -> None:
    """Hold a post to what its creator may do now.

    Raises:
        RefusedError: It may not be seen by whom it is meant for, or is too long.
    """
    offered: Sequence[str] = creator["privacy_level_options"]
    if privacy(details) not in offered:
        names = ", ".join(_NAMES.get(option, option) for option in offered)
        detail = f"this account's settings on TikTok allow posts to be seen by: {names}"
        raise RefusedError(failure("invalid", "tiktok.privacy_not_offered", detail))
    longest = creator.get("max_video_post_duration_sec")
    seconds = max((item.duration_seconds or 0.0 for item in media), default=0.0)
    if longest and seconds > longest:
        detail = f"the video is {seconds:.0f} seconds long, this account may post {longest} seconds"
        raise RefusedError(failure("invalid", "tiktok.duration_refused", detail))


def video_info(part: Part, creator: Mapping[str, Any]) -> dict[str, Any]:
    """`post_info` of a video: its caption is called title."""
    details, options = part.details, part.details.options
    info = {
        "title": part.text,
        **_common(details, creator),
        "disable_duet": _is_set(options, "disable_duet") or creator.get("duet_disabled") is True,
        "disable_stitch": _is_set(options, "disable_stitch") or creator.get("stitch_disabled") is True,
    }
    if "cover" in options:
        info["video_cover_timestamp_ms"] = int(options["cover"])
    if "ai_generated" in options:
        info["is_aigc"] = _is_set(options, "ai_generated")
    return info


def photos(part: Part, creator: Mapping[str, Any], addresses: Sequence[str]) -> dict[str, Any]:
    """The whole body of a post of photos, which begins to be posted with it."""
    options = part.details.options
    info = {
        "title": options.get("photo_title", ""),
        "description": part.text,
        **_common(part.details, creator),
        "auto_add_music": _is_set(options, "add_music"),
    }
    source = {
        "source": "PULL_FROM_URL",
        "photo_images": list(addresses),
        "photo_cover_index": int(options.get("cover", "0")),
    }
    return {"media_type": "PHOTO", "post_mode": "DIRECT_POST", "post_info": info, "source_info": source}


def _common(details: PostDetails, creator: Mapping[str, Any]) -> dict[str, Any]:
    options = details.options
    return {
        "privacy_level": privacy(details),
        "disable_comment": _is_set(options, "disable_comment") or creator.get("comment_disabled") is True,
        "brand_content_toggle": _is_set(options, "paid_partnership"),
        "brand_organic_toggle": _is_set(options, "own_business"),
    }


def _is_set(options: Mapping[str, str], name: str) -> bool:
    return options.get(name) == "true"
