"""How posts and the account do.

https://developers.facebook.com/docs/instagram-platform/reference/instagram-media/insights
"""

from types import MappingProxyType
from typing import Any

from services.publisher.networks.graph import Graph, at, number_at
from services.publisher.networks.graph_containers import Place
from services.publisher.ports import Figures, Live

_POST = MappingProxyType(
    {
        "views": "views",
        "reach": "reach",
        "saved": "saves",
        "likes": "likes",
        "comments": "comments",
        "shares": "shares",
        "total_interactions": "engagements",
    }
)
_STORY = MappingProxyType(
    {"views": "views", "reach": "reach", "shares": "shares", "total_interactions": "engagements"}
)
_ACCOUNT = MappingProxyType(
    {"followers_count": "followers", "follows_count": "following", "media_count": "posts"}
)


async def of_post(call: Graph, place: Place, live: Live) -> Figures:
    """One post's figures."""
    names = _STORY if live.receipt.document.get("kind") == "story" else _POST
    url = f"{place.api_url}/{live.receipt.remote_id}/insights"
    answer = await call("GET", url, token=place.token, params={"metric": ",".join(names)})
    found = _values(call, answer)
    return {names[name]: value for name, value in found.items() if name in names}


async def of_account(call: Graph, place: Place) -> Figures:
    """The account's counts, and its reach of the last day."""
    shown = await call("GET", place.account_url, token=place.token, params={"fields": ",".join(_ACCOUNT)})
    numbers = {ours: number_at(shown, name) for name, ours in _ACCOUNT.items()}
    counts = {name: number for name, number in numbers.items() if number is not None}
    params = {"metric": "reach", "period": "day"}
    answer = await call("GET", f"{place.account_url}/insights", token=place.token, params=params)
    return {**counts, **_values(call, answer)}


def _values(call: Graph, answer: Any) -> dict[str, float]:
    """The newest value of each metric, in either of the two forms that they come in."""
    data = at(answer, "data")
    if not isinstance(data, list):
        raise call.unreadable("the insights have no data")
    found: dict[str, float] = {}
    for item in data:
        told = number_at(item, "total_value", "value")
        value = number_at(item, "values", -1, "value") if told is None else told
        if value is not None:
            found[str(at(item, "name"))] = value
    return found
