"""Which post an address is of: a person copies it from a browser, an API wants the id that stands in it.

Instagram and Threads show people other names of a post than they tell an API, Facebook several, so an address says
nothing there; Bluesky, webhooks and WhatsApp can be asked again by a key of ours.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

from shared.events import NetworkName

_END = r"(?=[/?#]|$)"
_ID: Mapping[NetworkName, re.Pattern[str]] = MappingProxyType(
    {
        "discord": re.compile(rf"/channels/[^/]+/\d+/(\d+){_END}"),
        "linkedin": re.compile(rf"/(urn:li:(?:share|ugcPost):\d+){_END}"),
        "mastodon": re.compile(rf"/(?:@[^/]+|statuses)/(\d+){_END}"),
        "pinterest": re.compile(rf"/pin/(\d+){_END}"),
        "telegram": re.compile(r"/(\d+)(?:[?#].*)?$"),
        "tiktok": re.compile(rf"/(?:video|photo)/(\d+){_END}"),
        "x": re.compile(rf"/status/(\d+){_END}"),
        "youtube": re.compile(r"(?:[?&]v=|youtu\.be/|/shorts/)([\w-]{11})(?=[&?#]|$)"),
    }
)


def remote_id_at(network: NetworkName, address: str) -> str | None:
    """The network's id of the post at an address; None where the address does not tell."""
    pattern = _ID.get(network)
    found = pattern.search(address) if pattern else None
    return found.group(1) if found else None
