"""Texts, their entities, and files: what is taken and in which words it is refused."""

from dataclasses import dataclass
from typing import Any

from sandbox import rules
from sandbox.accounts import Account
from sandbox.files import Content, look_at
from sandbox.media import Media
from sandbox.networks.telegram.dialect import Telegram, bad_request
from sandbox.networks.telegram.parameters import Parameters
from shared.capabilities.model import MediaKind

MOST_ENTITIES = 100
MOST_SIDES = 10_000
ENTITY_TYPES = {
    "mention",
    "hashtag",
    "cashtag",
    "bot_command",
    "url",
    "email",
    "phone_number",
    "bold",
    "italic",
    "underline",
    "strikethrough",
    "spoiler",
    "blockquote",
    "expandable_blockquote",
    "code",
    "pre",
    "text_link",
    "text_mention",
    "custom_emoji",
}
# The Bot API's own names of what our capability calls image, animation, video and document.
KINDS = {"photo": "image", "animation": "animation", "video": "video", "document": "document"}
TOO_LONG = {"text": "message is too long", "caption": "message caption is too long"}


@dataclass(frozen=True)
class Words:
    """A text with its marks."""

    text: str
    entities: list[dict[str, Any]]


def utf16_length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def words(given: Parameters, name: str, entities_name: str) -> Words:
    """A text within its limit; entities lie inside it and cut no character in two."""
    limits = rules.capability("telegram").text
    most = (limits.limits if name == "text" else limits.caption_limits)[0].max
    text = given.text(name)
    if given.text("parse_mode"):
        raise bad_request("unsupported parse_mode")
    if utf16_length(text) > most:
        raise bad_request(TOO_LONG[name])
    entities = given.structure(entities_name) or []
    if not isinstance(entities, list) or len(entities) > MOST_ENTITIES:
        raise bad_request("can't parse entities: expected an Array")
    for entity in entities:
        _check_entity(entity, text)
    return Words(text, entities)


def _check_entity(entity: Any, text: str) -> None:
    if not isinstance(entity, dict) or entity.get("type") not in ENTITY_TYPES:
        raise bad_request("can't parse entities: unsupported type")
    offset, length = entity.get("offset"), entity.get("length")
    if not isinstance(offset, int) or not isinstance(length, int) or offset < 0 or length < 1:
        raise bad_request("can't parse entities: offset and length must be of type Number")
    encoded = text.encode("utf-16-le")
    if offset + length > len(encoded) // 2:
        raise bad_request("ENTITY_BOUNDS_INVALID")
    try:
        encoded[2 * offset : 2 * (offset + length)].decode("utf-16-le")
    except UnicodeDecodeError as error:
        raise bad_request("ENTITY_BOUNDS_INVALID") from error


def file(network: Telegram, account: Account, given: Parameters, name: str, said: str) -> Media:
    """The file that a parameter means: an upload, one attached under another name, or one that was sent before."""
    part = said.removeprefix("attach://") if said.startswith("attach://") else name
    if part in given.files:
        return _uploaded(network, account, name, given.files[part])
    if said.startswith("attach://") or not said:
        raise bad_request(f"there is no {name} in the request")
    if said.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")
    known = network.state.media.find(network.name, account.id, said)
    if known is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    return known


def _uploaded(network: Telegram, account: Account, name: str, data: bytes) -> Media:
    found = look_at(data)
    _check(name, found)
    state = network.state
    state.files.put(found.sha256, data)
    return state.media.add(network.name, account.id, f"BQAD{found.sha256[:40]}", found, ready_at=state.now())


def _check(name: str, found: Content) -> None:
    kind = _kind(KINDS[name])
    if not found.size:
        raise bad_request("file must be non-empty")
    if found.size > kind.max_bytes.max:
        raise bad_request("file is too big" if name != "photo" else "too big for a photo")
    if name == "photo":
        _check_photo(kind, found)
    elif name != "document" and found.mime not in kind.media_types and not _is_silent_video(name, found):
        raise bad_request("VIDEO_CONTENT_TYPE_INVALID")


def _check_photo(kind: MediaKind, found: Content) -> None:
    if found.mime not in kind.media_types:
        raise bad_request("IMAGE_PROCESS_FAILED")
    width, height = found.width or 1, found.height or 1
    ratio = kind.ratio.max if kind.ratio and kind.ratio.max else 20
    if width + height > MOST_SIDES or max(width / height, height / width) > ratio:
        raise bad_request("PHOTO_INVALID_DIMENSIONS")


def _is_silent_video(name: str, found: Content) -> bool:
    return name == "animation" and found.mime == "video/mp4"


def _kind(name: str) -> MediaKind:
    return next(kind for kind in rules.capability("telegram").media.kinds if kind.kind == name)
