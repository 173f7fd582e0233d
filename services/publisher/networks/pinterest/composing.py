"""The body of a pin.

https://developers.pinterest.com/docs/api/v5/pins-create/
"""

import base64
from collections.abc import Sequence
from typing import Any

from services.publisher.domain.content import Part
from services.publisher.domain.failures import failure
from services.publisher.errors import RefusedError
from services.publisher.ports import Attachment

_LONGEST_ALT_TEXT = 500


def texts(part: Part) -> dict[str, Any]:
    """What a pin says; these can be changed later."""
    details = part.details
    said = {
        "title": details.title,
        "description": part.text,
        "link": details.link.url if details.link else "",
    }
    return {name: value for name, value in said.items() if value}


def alt_text(attachments: Sequence[Attachment]) -> str:
    """A pin has one for all of its pictures."""
    said = [attachment.media.alt_text for attachment in attachments if attachment.media.alt_text]
    return "; ".join(said)[:_LONGEST_ALT_TEXT]


async def images(attachments: Sequence[Attachment]) -> dict[str, Any]:
    """The pictures themselves, as text in the body."""
    items = [
        {
            "content_type": attachment.media.media_type,
            "data": base64.b64encode(await attachment.read()).decode(),
        }
        for attachment in attachments
    ]
    if len(items) == 1:
        return {"source_type": "image_base64", **items[0]}
    return {"source_type": "multiple_image_base64", "items": items, "index": 0}


def video(part: Part, media_id: str) -> dict[str, Any]:
    """A video that is ready, with its cover."""
    seconds = int(part.details.options.get("cover_seconds") or 0)
    return {"source_type": "video_id", "media_id": media_id, "cover_image_key_frame_time": seconds}


def board(part: Part) -> dict[str, str]:
    """Where the pin goes."""
    options = part.details.options
    if not options.get("board_id"):
        detail = "a pin goes to a board: name its number in the option board_id"
        raise RefusedError(failure("invalid", "pinterest.board_missing", detail))
    return {name: options[name] for name in ("board_id", "board_section_id") if options.get(name)}
