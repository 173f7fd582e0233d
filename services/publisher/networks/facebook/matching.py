"""Finding a Page's own post or comment again."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from services.publisher.domain.access import Access
from services.publisher.domain.content import Missing, Part, Prepared, Receipt
from services.publisher.networks.calling import id_of, text_of
from services.publisher.networks.graph import VERSION, Graph, at, instant
from services.publisher.networks.recognising import CLOCK_SLACK, same

_FIELDS = "id,message,created_time,permalink_url,from"


async def find_post(
    call: Graph, access: Access, part: Part, prepared: Prepared, *, since: datetime, taken: frozenset[str]
) -> Receipt | Missing:
    """A post of the feed with the text and as many photos."""
    url = f"{access.base_url}/{VERSION}/{access.remote_id}/feed"
    start = int((since - CLOCK_SLACK).timestamp())
    params = {
        "fields": f"{_FIELDS},attachments{{media_type,subattachments.limit(20)}}",
        "since": str(start),
        "limit": "100",
    }
    photos = len(prepared.document.get("photos", ()))
    async for shown in call.listed(url, access.secrets["access_token"], params):
        if _count_photos(shown) == photos and is_ours(call, access, shown, part, since=since, taken=taken):
            return receipt_of(call, shown, "post")
    return Missing()


async def find_comment(
    call: Graph, access: Access, part: Part, *, since: datetime, taken: frozenset[str]
) -> Receipt | Missing:
    """A comment of the Page's own below its post."""
    url = f"{access.base_url}/{VERSION}/{part.earlier[0].remote_id}/comments"
    params = {"fields": _FIELDS, "order": "reverse_chronological", "limit": "100"}
    async for shown in call.listed(url, access.secrets["access_token"], params):
        if is_ours(call, access, shown, part, since=since, taken=taken):
            return receipt_of(call, shown, "comment")
    return Missing()


def is_ours(
    call: Graph,
    access: Access,
    shown: Mapping[str, Any],
    part: Part,
    *,
    since: datetime,
    taken: frozenset[str],
) -> bool:
    """Whether it is by the Page, says the same, and is no older than the attempt."""
    created_at, author = instant(shown.get("created_time")), at(shown, "from", "id")
    if created_at is None or "id" not in shown:
        raise call.unreadable("a listed post lacks id or created_time")
    return (
        created_at >= since - CLOCK_SLACK
        and str(shown["id"]) not in taken
        and (author is None or str(author) == access.remote_id)
        and same(shown.get("message"), part.text)
    )


def receipt_of(call: Graph, shown: Mapping[str, Any], kind: str) -> Receipt:
    """What there is to keep of a post or comment."""
    try:
        remote_id = id_of(shown["id"])
        url = text_of(shown.get("permalink_url") or f"https://www.facebook.com/{remote_id}")
        return Receipt(remote_id, url, instant(shown.get("created_time")), {"kind": kind})
    except (KeyError, TypeError):
        raise call.unreadable("the post's answer has no id") from None


def _count_photos(shown: Mapping[str, Any]) -> int:
    """Photos of a post; a link's picture is none."""
    count, attachments = 0, at(shown, "attachments", "data")
    for attachment in attachments if isinstance(attachments, list) else []:
        inner = at(attachment, "subattachments", "data")
        is_one = at(attachment, "media_type") in ("photo", "video")
        count += len(inner) if isinstance(inner, list) and inner else int(is_one)
    return count
