"""What containers are made with.

https://developers.facebook.com/docs/threads/posts
"""

import json
from collections.abc import Sequence

from services.publisher.domain.content import Part
from services.publisher.networks.graph_containers import Parameters, Plan
from services.publisher.ports import Attachment

_OPTIONS = ("reply_control", "topic_tag", "quote_post_id")


def plan(part: Part, attachments: Sequence[Attachment]) -> Plan:
    """One container, or one for each child and one around them.

    `auto_publish_text` is never asked for: it would take the container, and with it the proof, out of a text.
    """
    if len(attachments) > 1:
        children = [{**_media(attachment), "is_carousel_item": "true"} for attachment in attachments]
        return Plan(
            children, lambda ids: {**_shared(part), "media_type": "CAROUSEL", "children": ",".join(ids)}
        )
    whole = {**_shared(part), **(_media(attachments[0]) if attachments else _text_only(part))}
    return Plan([], lambda _: whole)


def _text_only(part: Part) -> Parameters:
    parameters = {"media_type": "TEXT"}
    if part.details.link:
        parameters["link_attachment"] = part.details.link.url
    if part.details.poll:
        options = zip("abcd", part.details.poll.options, strict=False)
        parameters["poll_attachment"] = json.dumps({f"option_{letter}": option for letter, option in options})
    return parameters


def _media(attachment: Attachment) -> Parameters:
    is_video = attachment.media.media_type.startswith("video/")
    parameters = {"media_type": "VIDEO" if is_video else "IMAGE"}
    parameters["video_url" if is_video else "image_url"] = attachment.public_url()
    if attachment.media.alt_text:
        parameters["alt_text"] = attachment.media.alt_text
    return parameters


def _shared(part: Part) -> dict[str, str]:
    parameters = {"text": part.text} if part.text else {}
    if part.role == "post":
        options = part.details.options
        parameters |= {name: options[name] for name in _OPTIONS if name in options}
    elif part.parent:
        parameters["reply_to_id"] = part.parent.remote_id
    return parameters
