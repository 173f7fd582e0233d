"""How pins do.

https://developers.pinterest.com/docs/api/v5/pins-analytics/
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any

from services.publisher.domain.access import Access
from services.publisher.networks.calling import Caller
from services.publisher.networks.numbers import numbers_of
from services.publisher.ports import Figures, Live

_LONGEST = timedelta(days=89)
_OF_ANY: Mapping[str, str] = MappingProxyType(
    {
        "IMPRESSION": "impressions",
        "OUTBOUND_CLICK": "clicks",
        "SAVE": "saves",
        "TOTAL_COMMENTS": "comments",
        "TOTAL_REACTIONS": "likes",
    }
)
_OF_VIDEOS: Mapping[str, str] = MappingProxyType(
    {"VIDEO_MRC_VIEW": "views", "VIDEO_V50_WATCH_TIME": "watch_seconds"}
)
_MILLISECONDS = frozenset({"watch_seconds"})


async def of_pin(call: Caller, access: Access, live: Live, now: datetime) -> Figures:
    """Figures of the last 90 days, which is all that Pinterest keeps of most."""
    start = max(live.published_at, now - _LONGEST)
    named = {**_OF_ANY, **(_OF_VIDEOS if live.receipt.document.get("video") else {})}
    answer = await call(
        "GET",
        f"{access.base_url}/v5/pins/{live.receipt.remote_id}/analytics",
        token=access.secrets["access_token"],
        params={
            "start_date": start.date().isoformat(),
            "end_date": now.date().isoformat(),
            "metric_types": ",".join(named),
        },
    )
    try:
        found: dict[str, Any] = {
            **(answer["all"].get("summary_metrics") or {}),
            **(answer["all"].get("lifetime_metrics") or {}),
        }
    except (AttributeError, KeyError, TypeError):
        raise call.unreadable("the pin's figures are not in the known form") from None
    told = numbers_of(found, named)
    return {name: value / 1000 if name in _MILLISECONDS else value for name, value in told.items()}


async def of_account(call: Caller, access: Access) -> Figures:
    """Followers and the like."""
    me = await call("GET", f"{access.base_url}/v5/user_account", token=access.secrets["access_token"])
    names = {"follower_count": "followers", "following_count": "following", "pin_count": "posts"}
    try:
        return numbers_of(me, names)
    except AttributeError:
        raise call.unreadable("the account's figures are not in the known form") from None
