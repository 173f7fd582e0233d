"""Finding a profile's own posts and replies again."""

from collections.abc import AsyncIterator, Mapping
from datetime import datetime
from typing import Any

from services.publisher.domain.content import Part, Receipt
from services.publisher.networks.calling import id_of, text_of
from services.publisher.networks.graph import Graph, instant
from services.publisher.networks.graph_containers import Place
from services.publisher.networks.recognising import CLOCK_SLACK, same

FIELDS = "id,permalink,timestamp"


async def receipt_of(call: Graph, place: Place, media_id: str) -> Receipt:
    """The post of an id."""
    shown = await call("GET", f"{place.api_url}/{media_id}", token=place.token, params={"fields": FIELDS})
    return _receipt(call, shown)


async def candidates(
    call: Graph, place: Place, part: Part, *, is_carousel: bool, since: datetime, taken: frozenset[str]
) -> AsyncIterator[tuple[Receipt, bool]]:
    """Posts that may be this one, newest first, and whether each says the same."""
    start = since - CLOCK_SLACK
    edge = "threads" if part.role == "post" else "replies"
    params = {
        "fields": f"{FIELDS},text,media_type",
        "since": str(int(start.timestamp())),
        "limit": "50",
    }
    async for shown in call.listed(f"{place.account_url}/{edge}", place.token, params):
        receipt = _receipt(call, shown)
        is_young = receipt.created_at is not None and receipt.created_at >= start
        is_like_ours = (shown.get("media_type") == "CAROUSEL_ALBUM") == is_carousel
        if is_young and is_like_ours and receipt.remote_id not in taken:
            yield receipt, same(shown.get("text"), part.text)


def _receipt(call: Graph, shown: Mapping[str, Any]) -> Receipt:
    try:
        return Receipt(id_of(shown["id"]), text_of(shown["permalink"]), instant(shown["timestamp"]))
    except (KeyError, TypeError):
        raise call.unreadable("a post lacks id, permalink or timestamp") from None
