"""The body of a status.

https://docs.joinmastodon.org/methods/statuses/#create
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from services.publisher.domain.content import Part

_VISIBILITY: Mapping[str, str] = MappingProxyType(
    {"public": "public", "unlisted": "unlisted", "followers": "private", "direct": "direct"}
)


def body_of(part: Part, media_ids: Sequence[str]) -> dict[str, Any]:
    """What is sent to `POST /api/v1/statuses`."""
    details = part.details
    body: dict[str, Any] = {
        "status": part.text,
        "media_ids": list(media_ids),
        "visibility": _visibility(part),
        "language": part.language,
    }
    if details.content_warning:
        body["spoiler_text"] = details.content_warning
    if "sensitive" in details.options:
        body["sensitive"] = details.options["sensitive"] == "true"
    if details.options.get("quote_approval_policy"):
        body["quote_approval_policy"] = details.options["quote_approval_policy"]
    if part.parent:
        body["in_reply_to_id"] = part.parent.remote_id
    if details.poll:
        body["poll"] = {
            "options": list(details.poll.options),
            "expires_in": details.poll.duration_seconds,
            "multiple": details.poll.multiple,
        }
    return body


def _visibility(part: Part) -> str:
    """As told; an answer is shown to nobody else than what it answers."""
    if part.details.visibility is not None:
        return _VISIBILITY.get(part.details.visibility, "public")
    return str(part.earlier[0].document.get("visibility", "public")) if part.earlier else "public"
