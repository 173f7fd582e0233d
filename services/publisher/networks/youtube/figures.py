"""How videos and channels do; numbers come as texts, and what an owner hides does not come at all.

https://developers.google.com/youtube/v3/docs/videos/list
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

OF_VIDEOS: Mapping[str, str] = MappingProxyType(
    {"viewCount": "views", "likeCount": "likes", "commentCount": "comments"}
)
OF_CHANNELS: Mapping[str, str] = MappingProxyType(
    {"subscriberCount": "followers", "viewCount": "views", "videoCount": "posts"}
)


def figures(statistics: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, float]:
    """By our names; one that is not given is not there."""
    return {ours: float(statistics[theirs]) for theirs, ours in names.items() if theirs in statistics}
