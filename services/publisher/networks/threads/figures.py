"""How posts and the profile do.

https://developers.facebook.com/docs/threads/insights
"""

from collections import defaultdict
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from services.publisher.networks.graph import Graph, at, number_at
from services.publisher.networks.graph_containers import Place
from services.publisher.ports import Figures, Live

# Reposts are shares on Threads, what they call shares leads elsewhere: both are counted.
_POST = MappingProxyType(
    {
        "views": "views",
        "likes": "likes",
        "replies": "comments",
        "reposts": "shares",
        "shares": "shares",
        "quotes": "quotes",
    }
)
_PROFILE = MappingProxyType({"views": "views", "followers_count": "followers"})


async def of_post(call: Graph, place: Place, live: Live) -> Figures:
    """One post's figures."""
    url = f"{place.api_url}/{live.receipt.remote_id}/insights"
    return _named(call, await call("GET", url, token=place.token, params={"metric": ",".join(_POST)}), _POST)


async def of_profile(call: Graph, place: Place) -> Figures:
    """The profile's figures of the last day."""
    params = {"metric": ",".join(_PROFILE), "period": "day"}
    answer = await call("GET", f"{place.account_url}/threads_insights", token=place.token, params=params)
    return _named(call, answer, _PROFILE)


def _named(call: Graph, answer: Any, names: Mapping[str, str]) -> dict[str, float]:
    """Sums by our names; values come in either of two forms."""
    data = at(answer, "data")
    if not isinstance(data, list):
        raise call.unreadable("the insights have no data")
    found: defaultdict[str, float] = defaultdict(float)
    for item in data:
        told, name = number_at(item, "total_value", "value"), str(at(item, "name"))
        value = number_at(item, "values", -1, "value") if told is None else told
        if name in names and value is not None:
            found[names[name]] += value
    return dict(found)
