"""What stands in a post beside text and media, read from what each network stores of it in its own way."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Answer:
    """One choice of a poll."""

    text: str
    votes: int


@dataclass(frozen=True)
class Card:
    """A link shown as a box."""

    url: str
    title: str
    description: str

    @property
    def host(self) -> str:
        return urlsplit(self.url).hostname or self.url


def poll_of(document: dict[str, Any]) -> list[Answer]:
    """The answers of a poll in order; none where there is no poll."""
    poll = document.get("poll") or _content(document).get("poll")
    if not isinstance(poll, dict):
        return []
    lettered = [text for name, text in sorted(poll.items()) if name.startswith("option_") and text]
    return [_answer(each) for each in poll.get("options") or poll.get("answers") or lettered]


def link_of(document: dict[str, Any]) -> Card | None:
    """The page that is shown in a box."""
    record = document.get("record")
    embed = record.get("embed") or {} if isinstance(record, dict) else {}
    found = (
        document.get("link")
        or document.get("link_preview")
        or _content(document).get("article")
        or embed.get("external")
    )
    if isinstance(found, str):
        return Card(found, "", "")
    if not isinstance(found, dict):
        return None
    url = found.get("url") or found.get("source") or found.get("uri")
    return Card(str(url), found.get("title") or "", found.get("description") or "") if url else None


def parent_of(document: dict[str, Any]) -> str | None:
    """The network's id of the post that this one answers."""
    record = document.get("record")
    if isinstance(record, dict) and record.get("reply"):
        return str(record["reply"]["parent"]["uri"]).rpartition("/")[2]
    for name in ("in_reply_to", "in_reply_to_id", "comment_on", "reply_to"):
        found = document.get(name)
        if found:
            return str(found.get("message_id") if isinstance(found, dict) else found)
    return None


def file_title_of(document: dict[str, Any]) -> str:
    """What an attached document is called, where the network keeps that."""
    media = _content(document).get("media")
    return str(media.get("title") or "") if isinstance(media, dict) else ""


def is_comment(document: dict[str, Any]) -> bool:
    """Whether it stands below a post, as a thing of another kind, and is no further post of a thread."""
    kinds = {document.get("kind"), document.get("type"), document.get("role")}
    return "comment_on" in document or bool(kinds & {"comment", "COMMENT"})


def _content(document: dict[str, Any]) -> dict[str, Any]:
    content = document.get("content")
    return content if isinstance(content, dict) else {}


def _answer(given: Any) -> Answer:
    if isinstance(given, str):
        return Answer(given, 0)
    media = given.get("poll_media") or {}
    text = given.get("text") or given.get("title") or given.get("label") or media.get("text") or ""
    votes = given.get("votes") or given.get("votes_count") or given.get("voter_count") or 0
    return Answer(str(text), int(votes))
