"""A part as one message to one person.

https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/send-messages
"""

import mimetypes
from typing import Any

from services.publisher.domain.content import Part
from shared.events import MediaObject

_LONGEST_CALLBACK = 512


def message(part: Part, media: MediaObject | None, media_id: str | None) -> dict[str, Any]:
    """The message's JSON; statuses that come later carry the part's key."""
    shared = {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": part.recipient,
        "biz_opaque_callback_data": part.key[:_LONGEST_CALLBACK],
    }
    if part.details.template:
        return {**shared, "type": "template", "template": _template(part, media, media_id)}
    if media is not None:
        kind = kind_of(media)
        return {**shared, "type": kind, kind: {**_named(media, media_id), **_caption(part)}}
    preview = part.details.options.get("preview_url", "true") == "true"
    return {**shared, "type": "text", "text": {"body": part.text, "preview_url": preview}}


def kind_of(media: MediaObject) -> str:
    """In the Cloud API's words."""
    main = media.media_type.partition("/")[0]
    return main if main in {"image", "video"} else "document"


def file_name(media: MediaObject) -> str:
    """What the person sees of a document."""
    return f"document{mimetypes.guess_extension(media.media_type) or ''}"


def _named(media: MediaObject, media_id: str | None) -> dict[str, Any]:
    name = {"filename": file_name(media)} if kind_of(media) == "document" else {}
    return {"id": media_id, **name}


def _caption(part: Part) -> dict[str, str]:
    return {"caption": part.text} if part.text else {}


def _template(part: Part, media: MediaObject | None, media_id: str | None) -> dict[str, Any]:
    template = part.details.template
    assert template is not None
    components: list[dict[str, Any]] = []
    if media is not None:
        kind = kind_of(media)
        components.append({"type": "header", "parameters": [{"type": kind, kind: _named(media, media_id)}]})
    if template.parameters:
        texts = [{"type": "text", "text": text} for text in template.parameters]
        components.append({"type": "body", "parameters": texts})
    named = {"name": template.name, "language": {"code": template.language}}
    return {**named, "components": components} if components else named
