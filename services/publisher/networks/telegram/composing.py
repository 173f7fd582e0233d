"""A part as one call of the Bot API: the method, its parameters, and the files that go with it.

https://core.telegram.org/bots/api#available-methods
"""

import json
import mimetypes
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from services.publisher.domain.content import Part
from services.publisher.domain.failures import failure
from services.publisher.errors import RefusedError
from services.publisher.networks.uploading import own_media
from services.publisher.ports import Attachment
from shared.events import MediaObject

File = tuple[str, bytes, str]
_METHODS = {
    "photo": "sendPhoto",
    "video": "sendVideo",
    "animation": "sendAnimation",
    "document": "sendDocument",
}


@dataclass(frozen=True)
class Call:
    """One call; `kind` is what can be edited afterwards: text, caption or poll."""

    method: str
    kind: str
    parameters: Mapping[str, Any]
    files: Mapping[str, File] = field(default_factory=dict)

    @property
    def form(self) -> dict[str, str]:
        """The parameters as a form holds them: what is not a text is JSON."""
        return {
            name: value if isinstance(value, str) else json.dumps(value)
            for name, value in self.parameters.items()
        }


async def compose(chat_id: str, part: Part, attachments: Sequence[Attachment]) -> Call:
    """The call that publishes the part.

    Raises:
        RefusedError: It is not one message.
    """
    attachments = own_media(part, attachments)  # Telegram looks at a linked page itself
    shared = {"chat_id": chat_id, **_surroundings(part)}
    if part.details.poll:
        if attachments:
            detail = "a poll is a message of its own in Telegram: attach nothing to it"
            raise RefusedError(failure("invalid", "telegram.poll_with_media", detail))
        return Call("sendPoll", "poll", {**shared, **_poll(part)})
    if not attachments:
        return Call("sendMessage", "text", {**shared, **text(part), **_preview(part)})
    files = {f"file{index}": await _file(attachment) for index, attachment in enumerate(attachments)}
    if len(attachments) > 1:
        media = [_item(part, index, attachment.media) for index, attachment in enumerate(attachments)]
        return Call("sendMediaGroup", "caption", {**shared, "media": media}, files)
    kind, described = kind_of(attachments[0].media), _described(part, attachments[0].media)
    parameters = {**shared, **caption(part), **described, kind: "attach://file0"}
    return Call(_METHODS[kind], "caption", parameters, files)


def text(part: Part) -> dict[str, Any]:
    """The text; what comes after a warning is hidden until it is touched."""
    said, entities = _words(part)
    return {"text": said, **({"entities": entities} if entities else {})}


def caption(part: Part) -> dict[str, Any]:
    """As `text`, below an attachment."""
    said, entities = _words(part)
    return {"caption": said, **({"caption_entities": entities} if entities else {})}


def kind_of(media: MediaObject) -> str:
    """In the Bot API's words."""
    if media.media_type == "image/gif":
        return "animation"
    main = media.media_type.partition("/")[0]
    return {"image": "photo", "video": "video"}.get(main, "document")


def _words(part: Part) -> tuple[str, list[dict[str, Any]]]:
    warning = part.details.content_warning
    if not warning or not part.text:
        return warning or part.text, []
    shown = f"{warning}\n\n"
    spoiler = {"type": "spoiler", "offset": _units(shown), "length": _units(part.text)}
    return shown + part.text, [spoiler]


def _units(text: str) -> int:
    """UTF-16 code units, in which Telegram counts where an entity begins."""
    return len(text.encode("utf-16-le")) // 2


def _surroundings(part: Part) -> dict[str, Any]:
    options = part.details.options
    around: dict[str, Any] = {}
    if options.get("silent") == "true":
        around["disable_notification"] = True
    if options.get("protect") == "true":
        around["protect_content"] = True
    if options.get("topic_id"):
        around["message_thread_id"] = int(options["topic_id"])
    if part.parent:
        around["reply_parameters"] = {"message_id": int(part.parent.remote_id)}
    return around


def _preview(part: Part) -> dict[str, Any]:
    link = part.details.link
    return {"link_preview_options": {"url": link.url}} if link else {}


def _poll(part: Part) -> dict[str, Any]:
    poll = part.details.poll
    assert poll is not None
    return {
        "question": part.text,
        "options": [{"text": option} for option in poll.options],
        "allows_multiple_answers": poll.multiple,
        "open_period": poll.duration_seconds,
    }


def _item(part: Part, index: int, media: MediaObject) -> dict[str, Any]:
    """One of a group; the first one's caption stands below them all."""
    words = caption(part) if index == 0 and (part.text or part.details.content_warning) else {}
    return {"type": kind_of(media), "media": f"attach://file{index}", **words, **_described(part, media)}


def _described(part: Part, media: MediaObject) -> dict[str, Any]:
    kind = kind_of(media)
    described: dict[str, Any] = {}
    if kind == "video":
        size = {"width": media.width, "height": media.height, "duration": media.duration_seconds}
        described = {name: round(value) for name, value in size.items() if value}
        described["supports_streaming"] = True
    if part.details.content_warning and kind != "document":
        described["has_spoiler"] = True
    return described


async def _file(attachment: Attachment) -> File:
    media_type = attachment.media.media_type
    name = f"attachment{mimetypes.guess_extension(media_type) or ''}"
    return name, await attachment.read(), media_type
