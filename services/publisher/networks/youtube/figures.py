"""How videos and channels do; numbers come as texts, and what an owner hides does not come at all.

https://developers.google.com/youtube/v3/docs/videos/list
https://developers.google.com/youtube/analytics/reference/reports/query
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

from services.publisher.domain.access import Access
from services.publisher.errors import RefusedError
from services.publisher.networks.calling import Caller, text_of

OF_VIDEOS: Mapping[str, str] = MappingProxyType(
    {"viewCount": "views", "likeCount": "likes", "commentCount": "comments"}
)
OF_CHANNELS: Mapping[str, str] = MappingProxyType(
    {"subscriberCount": "followers", "viewCount": "views", "videoCount": "posts"}
)
ANALYTICS = "https://www.googleapis.com/auth/yt-analytics.readonly"
_MINUTE_SECONDS = 60.0


def figures(statistics: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, float]:
    """By our names; one that is not given is not there."""
    return {ours: float(statistics[theirs]) for theirs, ours in names.items() if theirs in statistics}


async def watch_seconds(
    call: Caller, access: Access, ids: Sequence[str], since: datetime, now: datetime
) -> dict[str, float]:
    """How long people watched, by video; known some days later, and nothing where reading it was not allowed."""
    if ANALYTICS not in access.secrets.get("scope", "").split():
        return {}
    query = {
        "ids": "channel==MINE",
        "startDate": since.astimezone(UTC).date().isoformat(),
        "endDate": now.astimezone(UTC).date().isoformat(),
        "metrics": "estimatedMinutesWatched",
        "dimensions": "video",
        "filters": f"video=={','.join(ids)}",
    }
    try:
        answer = await call(
            "GET",
            f"{access.hosts['analytics']}/v2/reports",
            token=access.secrets["access_token"],
            params=query,
        )
    except RefusedError as error:
        if error.failure.error_class in {"reconnect", "restricted"}:
            return {}  # the other figures are still there
        raise
    try:
        return {text_of(row[0]): float(row[1]) * _MINUTE_SECONDS for row in answer.get("rows") or ()}
    except (AttributeError, IndexError, KeyError, TypeError, ValueError):
        raise call.unreadable("the report of YouTube Analytics is not in the known form") from None
