"""Finding an account's own posts and comments again."""

from collections.abc import AsyncIterator, Mapping
from datetime import datetime
from typing import Any

from services.publisher.domain.content import Missing, Part, Receipt
from services.publisher.networks.calling import id_of, text_of
from services.publisher.networks.graph import Graph, instant
from services.publisher.networks.graph_containers import Place
from services.publisher.networks.recognising import CLOCK_SLACK, same

FIELDS = "id,permalink,timestamp"


async def receipt_of(call: Graph, place: Place, kind: str, media_id: str) -> Receipt:
    """The post of an id."""
    shown = await call("GET", f"{place.api_url}/{media_id}", token=place.token, params={"fields": FIELDS})
    return _receipt(call, shown, kind)


async def candidates(
    call: Graph, place: Place, part: Part, *, is_carousel: bool, since: datetime, taken: frozenset[str]
) -> AsyncIterator[tuple[Receipt, bool]]:
    """Posts that may be this one, newest first, and whether each says the same."""
    edge = "stories" if part.details.kind == "story" else "media"
    params = {"fields": f"{FIELDS},caption,media_type", "limit": "50"}
    async for shown in call.listed(f"{place.account_url}/{edge}", place.token, params):
        receipt = _receipt(call, shown, part.details.kind)
        if receipt.created_at is None or receipt.created_at < since - CLOCK_SLACK:
            return
        is_like_ours = (shown.get("media_type") == "CAROUSEL_ALBUM") == is_carousel
        if is_like_ours and receipt.remote_id not in taken:
            yield receipt, edge == "stories" or same(shown.get("caption"), part.text)


async def find_comment(
    call: Graph, place: Place, part: Part, handle: str | None, *, since: datetime, taken: frozenset[str]
) -> Receipt | Missing:
    """A comment of the account's own below its post."""
    parent = part.earlier[0]
    params = {"fields": "id,text,timestamp,username", "limit": "50"}
    async for shown in call.listed(f"{place.api_url}/{parent.remote_id}/comments", place.token, params):
        created_at = instant(shown.get("timestamp"))
        if "id" not in shown or created_at is None:
            raise call.unreadable("a comment lacks id or timestamp")
        is_own = shown.get("username") in (None, handle) and str(shown["id"]) not in taken
        if is_own and created_at >= since - CLOCK_SLACK and same(shown.get("text"), part.text):
            return Receipt(str(shown["id"]), parent.url, created_at, {"kind": "comment"})
    return Missing()


def _receipt(call: Graph, shown: Mapping[str, Any], kind: str) -> Receipt:
    try:
        return Receipt(
            id_of(shown["id"]), text_of(shown["permalink"]), instant(shown["timestamp"]), {"kind": kind}
        )
    except (KeyError, TypeError):
        raise call.unreadable("a post lacks id, permalink or timestamp") from None
