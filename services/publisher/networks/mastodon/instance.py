"""What an instance takes where it differs from Mastodon as it comes: it says so itself.

https://docs.joinmastodon.org/entities/Instance/
"""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from services.publisher.domain.content import Part
from services.publisher.domain.failures import failure
from services.publisher.errors import NetworkError, RefusedError
from services.publisher.networks.mastodon.api import Api
from shared import capabilities
from shared.capabilities import Capability
from shared.capabilities.validating import validate


async def capability_of(api: Api) -> Capability | None:
    """The instance's own, None where it is the one that is known, or where the instance does not say."""
    try:
        answer = await api.get("/api/v2/instance")
    except NetworkError:
        return None  # the status itself will be refused in the instance's words
    own = capabilities.load()["mastodon"]
    try:
        changed = _changed(own, answer["configuration"])
    except (AttributeError, KeyError, TypeError, ValidationError):
        return None
    return None if changed == own else changed


def refuse_what_it_does_not_take(capability: Capability, part: Part) -> None:
    """Before anything is uploaded.

    Raises:
        RefusedError: With the limit, the actual value and how to mend it.
    """
    for problem in validate(capability, part.text, part.media, part.details):
        raise RefusedError(
            failure(
                "invalid",
                f"mastodon.instance_{problem.code}",
                f"On this server: {problem.message} {problem.fix}",
            )
        )


def _changed(own: Capability, told: Mapping[str, Any]) -> Capability:
    document = own.model_dump()
    statuses, media, polls = (told.get(name) or {} for name in ("statuses", "media_attachments", "polls"))
    post = document["formats"][0]["media"]
    _put(document["text"]["limits"][0], "max", statuses.get("max_characters"))
    _put(document["text"]["link"], "counts_as", statuses.get("characters_reserved_per_url"))
    _put(post["max_count"], "max", statuses.get("max_media_attachments"))
    _put(post["alt_text"], "max", media.get("description_limit"))
    for kind in post["kinds"]:
        what = "video" if kind["kind"] == "video" else "image"
        _put(kind["max_bytes"], "max", media.get(f"{what}_size_limit"))
        _put(kind["max_pixels"], "max", media.get(f"{what}_matrix_limit"))
        if kind["frame_rate"]:
            _put(kind["frame_rate"], "max", media.get("video_frame_rate_limit"))
        types = [
            name for name in kind["media_types"] if name in (media.get("supported_mime_types") or [name])
        ]
        kind["media_types"] = tuple(types) or kind["media_types"]
    poll = document["poll"]
    _put(poll["options"], "max", polls.get("max_options"))
    _put(poll["option_characters"], "max", polls.get("max_characters_per_option"))
    _put(poll["duration_seconds"], "min", polls.get("min_expiration"))
    _put(poll["duration_seconds"], "max", polls.get("max_expiration"))
    return Capability.model_validate(document)


def _put(into: dict[str, Any], name: str, told: Any) -> None:
    if isinstance(told, int) and not isinstance(told, bool):
        into[name] = told
