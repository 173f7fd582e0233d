"""A part as one message.

https://docs.discord.com/developers/resources/message#create-message
"""

import hashlib
import json
import math
import mimetypes
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from services.publisher.domain.content import Part
from services.publisher.ports import Attachment
from shared.events import MediaObject

File = tuple[str, bytes, str]
_SILENT = 1 << 12
_LONGEST_NONCE = 25
_NOBODY: Mapping[str, Any] = {"parse": []}


def message(part: Part, mode: Literal["bot", "webhook"], media: Sequence[MediaObject]) -> dict[str, Any]:
    """The message's JSON."""
    options = part.details.options
    body: dict[str, Any] = {"allowed_mentions": mentions(part), "content": part.text}
    if part.details.poll:
        body |= {"poll": _poll(part), "content": ""}
    if options.get("silent") == "true":
        body["flags"] = _SILENT
    if media:
        body["attachments"] = [
            {"id": index, **({"description": one.alt_text} if one.alt_text else {})}
            for index, one in enumerate(media)
        ]
    if mode == "bot":
        body |= {"nonce": nonce(part), "enforce_nonce": True}
        if part.parent:
            body["message_reference"] = {"message_id": part.parent.remote_id}
    elif options.get("thread_name") and not part.earlier:
        body["thread_name"] = options["thread_name"]
    return body


def nonce(part: Part) -> str:
    """The same for every try of the part, as short as Discord wants it."""
    return hashlib.sha256(part.key.encode()).hexdigest()[:_LONGEST_NONCE]


def mentions(part: Part) -> Mapping[str, Any]:
    """Who is notified: nobody, unless the author says so."""
    who = part.details.options.get("mentions", "nobody")
    return _NOBODY if who == "nobody" else {"parse": [who]}


async def sent(
    part: Part, mode: Literal["bot", "webhook"], attachments: Sequence[Attachment]
) -> dict[str, Any]:
    """The message as httpx sends it: JSON, or a form with the files."""
    body = message(part, mode, [one.media for one in attachments])
    if not attachments:
        return {"json": body}
    files = {f"files[{index}]": await _file(index, one) for index, one in enumerate(attachments)}
    return {"data": {"payload_json": json.dumps(body)}, "files": files}


def _poll(part: Part) -> dict[str, Any]:
    """Discord counts a poll's time in whole hours."""
    poll = part.details.poll
    assert poll is not None
    return {
        "question": {"text": part.text},
        "answers": [{"poll_media": {"text": option}} for option in poll.options],
        "duration": math.ceil(poll.duration_seconds / 3600),
        "allow_multiselect": poll.multiple,
    }


async def _file(index: int, attachment: Attachment) -> File:
    media_type = attachment.media.media_type
    name = f"attachment{index}{mimetypes.guess_extension(media_type) or ''}"
    return name, await attachment.read(), media_type
