"""A post's record.

https://github.com/bluesky-social/atproto/blob/main/lexicons/app/bsky/feed/post.json
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from services.publisher.domain.content import Part, Receipt
from services.publisher.domain.failures import failure
from services.publisher.errors import RefusedError
from services.publisher.networks.bluesky.facets import find_facets
from services.publisher.networks.bluesky.xrpc import COLLECTION, Xrpc
from services.publisher.networks.calling import text_of
from shared.events import LinkCard

_MOST_LANGUAGES = 3


async def record_of(xrpc: Xrpc, part: Part, created_at: str) -> dict[str, Any]:
    """The record without what is embedded."""

    async def resolve(handle: str) -> str | None:
        return await _resolve(xrpc, handle)

    details = part.details
    record: dict[str, Any] = {
        "$type": COLLECTION,
        "text": part.text,
        "createdAt": created_at,
        "langs": _languages(part),
    }
    facets = await find_facets(part.text, resolve)
    if facets:
        record["facets"] = facets
    if part.parent:
        root, parent = part.earlier[0], part.parent
        record["reply"] = {
            "root": await _reference(xrpc, root),
            "parent": await _reference(xrpc, parent),
        }
    if details.tags:
        record["tags"] = list(details.tags)
    labels = [label for label in details.options.get("labels", "").split(",") if label]
    if labels:
        values = [{"val": label} for label in labels]
        record["labels"] = {"$type": "com.atproto.label.defs#selfLabels", "values": values}
    return record


def card_of(link: LinkCard, thumb: Mapping[str, Any] | None) -> dict[str, Any]:
    """A page shown with title and picture: the server looks at no page itself."""
    card: dict[str, Any] = {
        "uri": link.url,
        "title": link.title or urlsplit(link.url).netloc,
        "description": link.description,
    }
    if thumb is not None:
        card["thumb"] = thumb
    return {"$type": "app.bsky.embed.external", "external": card}


def refuse_two_embeds(part: Part, attachments: int) -> None:
    """A record holds pictures, or a video, or a card.

    Raises:
        RefusedError: More than one of them is wanted.
    """
    if part.details.link is not None and attachments:
        detail = "Bluesky shows either a link's card or attachments; leave one of them out"
        raise RefusedError(failure("invalid", "bluesky.card_beside_media", detail))


def timestamp(instant: datetime) -> str:
    """As the lexicon wants it."""
    return instant.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _languages(part: Part) -> Sequence[str]:
    further = (language.strip() for language in part.details.options.get("languages", "").split(","))
    return list(dict.fromkeys([part.language, *filter(None, further)]))[:_MOST_LANGUAGES]


async def _reference(xrpc: Xrpc, receipt: Receipt) -> dict[str, str]:
    """A post with the content it had: its address and the hash of what stands there."""
    known = receipt.document
    if "uri" not in known or "cid" not in known:
        known = await xrpc.get("com.atproto.repo.getRecord", xrpc.place(receipt.remote_id))
    try:
        return {"uri": text_of(known["uri"]), "cid": text_of(known["cid"])}
    except (KeyError, TypeError):
        raise xrpc.call.unreadable("the record's answer lacks uri or cid") from None


async def _resolve(xrpc: Xrpc, handle: str) -> str | None:
    try:
        found = await xrpc.get("com.atproto.identity.resolveHandle", {"handle": handle})
    except RefusedError as refused:
        if refused.failure.error_class != "invalid":
            raise
        return None
    if not isinstance(found, dict) or not isinstance(found.get("did"), str):
        raise xrpc.call.unreadable(f"the answer for the handle {handle} has no did")
    return str(found["did"])
