"""What a post shows beside its text and media, read out of what only its network knows about it."""

from collections.abc import Iterator, Mapping
from typing import Any

_ANSWERED = ("comment_on", "in_reply_to", "in_reply_to_id", "reply_to", "replied_to", "parent_id")
_WORDS = ("label", "title", "text", "name")


def extras(document: Mapping[str, Any]) -> dict[str, Any]:
    """A poll's options, a link's card, a file's title, what is answered, whom it was sent to; empty where there is none."""
    return {
        "options": _options(document),
        "link": _link(document),
        "answers": _answered(document),
        "file_title": str(next(_parts(document, "media"), {}).get("title") or ""),
        "recipient": document["to"] if isinstance(document.get("to"), str) else "",
    }


def _options(document: Mapping[str, Any]) -> list[str]:
    poll = next(_parts(document, "poll"), {})
    found = poll.get("options") or poll.get("answers") or []
    return [text for option in found if (text := _words(option))]


def _words(option: Any) -> str:
    """An option is a text, or holds one under one name or another."""
    if isinstance(option, str):
        return option
    if not isinstance(option, Mapping):
        return ""
    held = next((option[name] for name in _WORDS if name in option), option.get("poll_media"))
    return _words(held)


def _link(document: Mapping[str, Any]) -> dict[str, str]:
    for name in ("article", "external"):
        for card in _parts(document, name):
            address = card.get("source") or card.get("uri")
            if address:
                return {
                    "url": str(address),
                    "title": str(card.get("title") or ""),
                    "text": str(card.get("description") or ""),
                }
    address = document.get("link")
    return {"url": address, "title": "", "text": ""} if isinstance(address, str) and address else {}


def _answered(document: Mapping[str, Any]) -> str:
    found = next((document[name] for name in _ANSWERED if document.get(name)), None)
    if found is None:
        reply = next(_parts(document, "reply"), {})
        found = reply.get("parent", {}).get("uri") if isinstance(reply.get("parent"), Mapping) else None
    return str(found).rsplit("/", 1)[-1] if isinstance(found, str | int) else ""


def _parts(whole: Any, name: str) -> Iterator[Mapping[str, Any]]:
    """The objects of that name, however deep."""
    if not isinstance(whole, Mapping):
        return
    if isinstance(whole.get(name), Mapping):
        yield whole[name]
    for part in whole.values():
        yield from _parts(part, name)
