"""What a receiver is told."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from services.publisher.domain.content import Part
from services.publisher.ports import Attachment


def envelope(kind: str, now: datetime, data: Mapping[str, Any]) -> str:
    """The JSON around every message, as the specification advises."""
    message = {"type": kind, "timestamp": now.isoformat(timespec="seconds"), "data": data}
    return json.dumps(message, ensure_ascii=False, separators=(",", ":"))


def described(attachments: Sequence[Attachment]) -> list[dict[str, Any]]:
    """Attachments with the addresses at which they lie."""
    return [_described(attachment) for attachment in attachments]


def post(part: Part, media: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """All that the author meant; what is not there is null or empty."""
    details = part.details
    return {
        "publication_id": str(part.publication_id),
        "part": part.index,
        "role": part.role,
        "text": part.text,
        "language": part.language,
        "media": list(media),
        "in_reply_to": part.earlier[-1].remote_id if part.earlier else None,
        "kind": details.kind,
        "title": details.title,
        "link": details.link.model_dump(include={"url", "title", "description"}) if details.link else None,
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
