"""How posts and the Page do.

https://developers.facebook.com/docs/graph-api/reference/insights
"""

from typing import Any

from services.publisher.domain.access import Access
from services.publisher.errors import RefusedError
from services.publisher.networks.graph import VERSION, Graph, at, number_at
from services.publisher.networks.numbers import number_of
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
        "shares": number_at(shown, "shares", "count") or 0.0,
        "comments": number_at(shown, "comments", "summary", "total_count"),
        "likes": number_at(shown, "reactions", "summary", "total_count"),
    }
    told = {name: value for name, value in counted.items() if value is not None}
    return {**told, **_named(insights, _POST)}


async def of_page(call: Graph, access: Access) -> Figures:
    """The Page's figures of the last day."""
    url, token = f"{access.base_url}/{VERSION}/{access.remote_id}", access.secrets["access_token"]
    shown = await call("GET", url, token=token, params={"fields": "id,followers_count"})
    params = {"metric": ",".join(_PAGE), "period": "day"}
    insights = await _insights(call, f"{url}/insights", token, params)
    followers = number_at(shown, "followers_count")
    told = {} if followers is None else {"followers": followers}
    return {**told, **_named(insights, _PAGE)}


async def _insights(call: Graph, url: str, token: str, params: dict[str, str]) -> Any:
    """Nothing where a metric is not offered any more: one name that Meta took away must not hide all other figures."""
    try:
        return await call("GET", url, token=token, params=params)
    except RefusedError as refused:
        if refused.failure.code != f"{call.network}.parameter_invalid":
            raise
        return {}


def _named(insights: Any, names: dict[str, str]) -> dict[str, float]:
    """The newest value of each metric; one split into parts is their sum."""
    figures: dict[str, float] = {}
    data = at(insights, "data")
    for item in data if isinstance(data, list) else []:
        name, value = at(item, "name"), at(item, "values", -1, "value")
        parts = list(value.values()) if isinstance(value, dict) else [value]
        numbers = [number for number in map(number_of, parts) if number is not None]
        if isinstance(name, str) and name in names and numbers:
            figures[names[name]] = sum(numbers)
    return figures
