"""What a receiver is told."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from services.publisher.domain.content import Part
from services.publisher.networks.uploading import own_media
from services.publisher.ports import Attachment


def envelope(kind: str, now: datetime, data: Mapping[str, Any]) -> str:
    """The JSON around every message, as the specification advises."""
    message = {"type": kind, "timestamp": now.isoformat(timespec="seconds"), "data": data}
    return json.dumps(message, ensure_ascii=False, separators=(",", ":"))


def described(part: Part, attachments: Sequence[Attachment]) -> dict[str, Any]:
    """Attachments, and the picture of a link's card, with the addresses at which they lie."""
    own = len(own_media(part, attachments))
    told = [_described(attachment) for attachment in attachments]
    return {"media": told[:own], "link_image": told[own] if told[own:] else None}


def post(part: Part, prepared: Mapping[str, Any]) -> dict[str, Any]:
    """All that the author meant; what is not there is null or empty."""
    details, link = part.details, None
    if details.link:
        card = details.link.model_dump(include={"url", "title", "description"})
        link = {**card, "image": prepared["link_image"]}
    return {
        "publication_id": str(part.publication_id),
        "part": part.index,
        "role": part.role,
        "text": part.text,
        "language": part.language,
        "media": prepared["media"],
        "in_reply_to": part.earlier[-1].remote_id if part.earlier else None,
        "kind": details.kind,
        "title": details.title,
        "link": link,
        "poll": details.poll.model_dump() if details.poll else None,
        "visibility": details.visibility,
        "content_warning": details.content_warning,
        "tags": list(details.tags),
        "options": dict(details.options),
    }


def _described(attachment: Attachment) -> dict[str, Any]:
    media = attachment.media
    return {
        "url": attachment.public_url(),
        **media.model_dump(
            include={"media_type", "size", "sha256", "alt_text", "width", "height", "duration_seconds"}
        ),
    }
