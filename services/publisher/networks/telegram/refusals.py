"""What the Bot API's refusals mean.

Descriptions are not documented; these are the words that servers and client libraries have in common (unverified).
https://core.telegram.org/bots/api#making-requests
"""

from datetime import datetime

import httpx

from services.publisher.domain.failures import Failure, failure
from services.publisher.networks.calling import retry_at, words_of
from services.publisher.networks.refusals import body_of, in_seconds
from shared.events import ErrorClass

NOT_MODIFIED = "telegram.not_modified"
NOT_FOUND = "telegram.message_gone"
MIGRATED = "telegram.chat_migrated"

_BY_STATUS: dict[int, tuple[ErrorClass, str]] = {
    401: ("reconnect", "telegram.token_refused"),
    403: ("reconnect", "telegram.bot_not_in_chat"),
    404: ("reconnect", "telegram.token_refused"),
    413: ("invalid", "telegram.media_too_large"),
}
_BY_WORDS: dict[str, tuple[ErrorClass, str]] = {
    "upgraded to a supergroup": ("auth_expired", MIGRATED),
    "chat not found": ("reconnect", "telegram.chat_not_found"),
    "administrator rights": ("reconnect", "telegram.rights_missing"),
    "not enough rights": ("reconnect", "telegram.rights_missing"),
    "no rights to send": ("reconnect", "telegram.rights_missing"),
    "chat_write_forbidden": ("reconnect", "telegram.rights_missing"),
    "chat_admin_required": ("reconnect", "telegram.rights_missing"),
    "chat_restricted": ("restricted", "telegram.chat_restricted"),
    "is not modified": ("invalid", NOT_MODIFIED),
    "message to delete not found": ("invalid", NOT_FOUND),
    "message to edit not found": ("invalid", NOT_FOUND),
    "message identifier is not specified": ("invalid", NOT_FOUND),
    "message to be replied not found": ("invalid", "telegram.answered_message_gone"),
    "replied message not found": ("invalid", "telegram.answered_message_gone"),
    "can't be edited": ("invalid", "telegram.not_editable"),
    "in the message to edit": ("invalid", "telegram.not_editable"),
    "can't be deleted": ("invalid", "telegram.not_deletable"),
    "thread not found": ("invalid", "telegram.topic_not_found"),
    "topic_closed": ("invalid", "telegram.topic_closed"),
    "is too long": ("invalid", "telegram.text_too_long"),
    "text is empty": ("invalid", "telegram.text_empty"),
    "entities": ("invalid", "telegram.entities_refused"),
    "entity": ("invalid", "telegram.entities_refused"),
    "photo_invalid_dimensions": ("invalid", "telegram.media_dimensions_refused"),
    "too big": ("invalid", "telegram.media_too_large"),
    "image_process_failed": ("invalid", "telegram.media_refused"),
    "content_type_invalid": ("invalid", "telegram.media_refused"),
    "file must be non-empty": ("invalid", "telegram.media_refused"),
    "wrong file identifier": ("invalid", "telegram.media_refused"),
    "http url": ("invalid", "telegram.media_refused"),
    "media": ("invalid", "telegram.media_refused"),
    "poll": ("invalid", "telegram.poll_refused"),
}


def explain(answer: httpx.Response) -> Failure:
    """The failure behind an answer of 400 to 499."""
    words = _words(answer)
    if answer.status_code == 429:
        return failure("rate_limited", "telegram.rate_limited", words, retry_at=_retry_at(answer))
    known = _BY_STATUS.get(answer.status_code)
    if known is None:
        lowered = words.lower()
        known = next((meaning for needle, meaning in _BY_WORDS.items() if needle in lowered), None)
    error_class, code = known or ("invalid", "telegram.unclassified")
    return failure(error_class, code, words)


def moved_to(answer: httpx.Response) -> int | None:
    """The number under which a group goes on that was made a supergroup."""
    number = _parameter(answer, "migrate_to_chat_id")
    return number if isinstance(number, int) else None


def _retry_at(answer: httpx.Response) -> datetime:
    return in_seconds(_parameter(answer, "retry_after")) or retry_at(answer)


def _words(answer: httpx.Response) -> str:
    return str(body_of(answer).get("description") or words_of(answer))


def _parameter(answer: httpx.Response, name: str) -> object:
    parameters = body_of(answer).get("parameters")
    return parameters.get(name) if isinstance(parameters, dict) else None
