"""How posts and the Page do.

https://developers.facebook.com/docs/graph-api/reference/insights
"""

from typing import Any

from services.publisher.domain.access import Access
from services.publisher.errors import RefusedError
from services.publisher.networks.graph import VERSION, Graph
from services.publisher.ports import Figures, Live

# Our names by theirs; what stopped on 2026-06-15 is not asked for.
_POST = {
    "post_total_media_view_unique": "reach",
    "post_media_view": "views",  # unverified for posts; the Page's metric of that name is documented
    "post_clicks": "clicks",
}
_PAGE = {"page_total_media_view_unique": "reach", "page_media_view": "views"}
_COUNTS = "shares,comments.summary(true).limit(0),reactions.summary(true).limit(0)"


async def of_post(call: Graph, access: Access, live: Live) -> Figures:
    """One post's figures."""
    url, token = f"{access.base_url}/{VERSION}/{live.receipt.remote_id}", access.secrets["access_token"]
    shown = await call("GET", url, token=token, params={"fields": f"id,{_COUNTS}"})
    insights = await _insights(call, f"{url}/insights", token, {"metric": ",".join(_POST)})
    counted = {
        "shares": (shown.get("shares") or {}).get("count", 0),
        "comments": _total(shown, "comments"),
        "likes": _total(shown, "reactions"),
    }
    return {
        **{name: float(value) for name, value in counted.items() if value is not None},
        **_named(insights, _POST),
    }


async def of_page(call: Graph, access: Access) -> Figures:
    """The Page's figures of the last day."""
    url, token = f"{access.base_url}/{VERSION}/{access.remote_id}", access.secrets["access_token"]
    shown = await call("GET", url, token=token, params={"fields": "id,followers_count"})
    params = {"metric": ",".join(_PAGE), "period": "day"}
    insights = await _insights(call, f"{url}/insights", token, params)
    followers = shown.get("followers_count")
    told = {"followers": float(followers)} if isinstance(followers, int) else {}
    return {**told, **_named(insights, _PAGE)}


async def _insights(call: Graph, url: str, token: str, params: dict[str, str]) -> Any:
    """Nothing where a metric is not offered any more: one name that Meta took away must not hide all other figures."""
    try:
        return await call("GET", url, token=token, params=params)
    except RefusedError as refused:
        if refused.failure.code != f"{call.network}.parameter_invalid":
            raise
        return {}


def _total(shown: dict[str, Any], name: str) -> Any:
    return ((shown.get(name) or {}).get("summary") or {}).get("total_count")


def _named(insights: Any, names: dict[str, str]) -> dict[str, float]:
    """The newest value of each metric; one split into parts is their sum."""
    figures: dict[str, float] = {}
    for item in insights.get("data", []) if isinstance(insights, dict) else []:
        values = item.get("values") or [{}]
        value = values[-1].get("value")
        if isinstance(value, dict):
            value = sum(part for part in value.values() if isinstance(part, int | float))
        if item.get("name") in names and isinstance(value, int | float):
            figures[names[item["name"]]] = float(value)
    return figures
