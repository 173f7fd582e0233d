"""What containers are made with.

https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user/media
"""

import json
from collections.abc import Sequence

from services.publisher.domain.content import Part
from services.publisher.networks.graph_containers import Parameters, Plan
from services.publisher.ports import Attachment

_OF_REELS = ("share_to_feed", "thumb_offset", "audio_name")


def plan(part: Part, attachments: Sequence[Attachment]) -> Plan:
    """One container, or one for each child and one around them."""
    if len(attachments) > 1:
        children = [_child(attachment) for attachment in attachments]
        return Plan(
            children, lambda ids: {**_shared(part), "media_type": "CAROUSEL", "children": ",".join(ids)}
        )
    whole = _single(part, attachments[0]) if attachments else _shared(part)
    return Plan([], lambda _: whole)


def _single(part: Part, attachment: Attachment) -> Parameters:
    media, options = _media(attachment), part.details.options
    if part.details.kind == "story":
        return {"media_type": "STORIES", **{name: media[name] for name in media if name != "alt_text"}}
    if "video_url" in media:
        reel = {name: options[name] for name in _OF_REELS if name in options}
        return {**_shared(part), **media, **reel, "media_type": "REELS"}
    return {**_shared(part), **media}


def _child(attachment: Attachment) -> Parameters:
    media = _media(attachment)
    kind = {"media_type": "VIDEO"} if "video_url" in media else {}
    return {**media, **kind, "is_carousel_item": "true"}


def _media(attachment: Attachment) -> dict[str, str]:
    if attachment.media.media_type.startswith("video/"):
        return {"video_url": attachment.public_url()}
    alt_text = attachment.media.alt_text
    return {"image_url": attachment.public_url(), **({"alt_text": alt_text} if alt_text else {})}


def _shared(part: Part) -> dict[str, str]:
    options = part.details.options
    parameters = {"caption": part.text} if part.text else {}
    if "location_id" in options:
        parameters["location_id"] = options["location_id"]
    if "collaborators" in options:
        parameters["collaborators"] = json.dumps(options["collaborators"].split(","))
    return parameters
