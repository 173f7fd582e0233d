"""What a message may be, and in which words Discord refuses it."""

from dataclasses import dataclass
from typing import Any

from sandbox import rules
from sandbox.accounts import Account
from sandbox.files import look_at
from sandbox.media import Media
from sandbox.networks.discord.bodies import Body
from sandbox.networks.discord.dialect import Discord, invalid_form, refusal
from sandbox.posts import PostedMedia
from shared.capabilities.model import PollRules

LONGEST_QUESTION = 300
LONGEST_NONCE = 25
FLAGS = 1 << 2 | 1 << 12
MENTIONS = {"roles", "users", "everyone"}
HOUR = 3600


@dataclass(frozen=True)
class Draft:
    text: str
    document: dict[str, Any]
    media: list[PostedMedia]


def compose(network: Discord, account: Account, body: Body) -> Draft:
    """A new message, checked."""
    given = body.given
    content, poll = text(given), _poll(given.get("poll"))
    media = [media.posted() for media in _files(network, account, body)]
    if not content.strip() and not media and not poll:
        raise refusal(400, 50006, "Cannot send an empty message")
    flags = given.get("flags") or 0
    if not isinstance(flags, int) or flags & ~FLAGS:
        raise invalid_form("flags", "MESSAGE_FLAGS_INVALID", "Invalid message flags.")
    document = {
        "poll": poll,
        "flags": flags,
        "reply_to": _reference(network, account, given.get("message_reference")),
        "allowed_mentions": _mentions(given.get("allowed_mentions")),
    }
    return Draft(content or (poll or {}).get("question", {}).get("text", ""), document, media)


def text(given: dict[str, Any]) -> str:
    content = given.get("content") or ""
    if not isinstance(content, str):
        raise invalid_form("content", "STRING_TYPE_CONVERT", "Could not interpret as string.")
    most = rules.capability("discord").text.limits[0].max
    if rules.text_length("discord", content) > most:
        raise invalid_form("content", "BASE_TYPE_MAX_LENGTH", f"Must be {most} or fewer in length.")
    return content


def _mentions(given: Any) -> dict[str, Any] | None:
    if given is None:
        return None
    parse = given.get("parse", []) if isinstance(given, dict) else None
    if not isinstance(parse, list) or not set(parse) <= MENTIONS:
        words = "Value must be one of ('roles', 'users', 'everyone')."
        raise invalid_form("allowed_mentions.parse.0", "BASE_TYPE_CHOICES", words)
    return {"parse": parse}


def _reference(network: Discord, account: Account, given: Any) -> str | None:
    if given is None:
        return None
    message_id = str(given.get("message_id", "")) if isinstance(given, dict) else ""
    post = network.state.posts.find(network.name, account.id, message_id)
    if post is None or post.deleted_at is not None:
        if given.get("fail_if_not_exists", True):
            raise invalid_form("message_reference", "REPLIES_UNKNOWN_MESSAGE", "Unknown message")
        return None
    return post.remote_id


def _files(network: Discord, account: Account, body: Body) -> list[Media]:
    media = rules.capability("discord").media
    if len(body.files) > media.max_count.max:
        raise invalid_form(
            "attachments", "BASE_TYPE_MAX_LENGTH", f"Must be {media.max_count.max} or fewer in length."
        )
    listed = body.given.get("attachments") or []
    described = {str(item.get("id")): item.get("description") or "" for item in listed}
    if any(len(alt) > rules.alt_characters("discord") for alt in described.values()):
        raise invalid_form(
            "attachments.0.description", "BASE_TYPE_MAX_LENGTH", "Must be 1024 or fewer in length."
        )
    most = media.kinds[0].max_bytes.max
    if any(len(data) > most for _, data in body.files.values()):
        raise refusal(413, 40005, "Request entity too large")
    return [
        _kept(network, account, data, described.get(number, ""))
        for number, (_, data) in sorted(body.files.items(), key=lambda item: int(item[0]))
    ]


def _kept(network: Discord, account: Account, data: bytes, alt: str) -> Media:
    found, state = look_at(data), network.state
    state.files.put(found.sha256, data)
    return state.media.add(network.name, account.id, network.next_id(), found, alt=alt, ready_at=state.now())


def _poll(given: Any) -> dict[str, Any] | None:
    if given is None:
        return None
    limits = rules.capability("discord").poll
    assert limits is not None
    question = str((given.get("question") or {}).get("text") or "")
    if not 1 <= len(question) <= LONGEST_QUESTION:
        raise invalid_form(
            "poll.question.text", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 300 in length."
        )
    answers = _answers(given, limits)
    hours, span = given.get("duration", 24), limits.duration_seconds
    if not isinstance(hours, int | float) or not (span.min or 0) <= hours * HOUR <= (span.max or 0):
        raise invalid_form("poll.duration", "NUMBER_TYPE_MAX", "int value should be between 1 and 768.")
    return {
        "question": {"text": question},
        "answers": [
            {"answer_id": number, "poll_media": {"text": answer}}
            for number, answer in enumerate(answers, start=1)
        ],
        "allow_multiselect": bool(given.get("allow_multiselect")),
        "duration": hours,
        "layout_type": 1,
    }


def _answers(given: dict[str, Any], limits: PollRules) -> list[str]:
    listed = given.get("answers") or []
    texts = [str((item.get("poll_media") or {}).get("text") or "") for item in listed]
    if not (limits.options.min or 1) <= len(texts) <= (limits.options.max or 10):
        raise invalid_form("poll.answers", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 10 in length.")
    if not all(1 <= len(text) <= limits.option_characters.max for text in texts):
        raise invalid_form(
            "poll.answers.0.poll_media.text", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 55 in length."
        )
    return texts
