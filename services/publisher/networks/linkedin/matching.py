"""Finding our own post again among those of an organisation."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from services.publisher.networks.linkedin.little import plain
from services.publisher.networks.recognising import same

_NUMBER = re.compile(r"(\d+)\)?$")
_EARLIEST = datetime(2010, 1, 1, tzinfo=UTC)


def is_ours(shown: Mapping[str, Any], body: Mapping[str, Any]) -> bool:
    """Whether a post as LinkedIn lists it is what this body made."""
    if not same(plain(str(shown.get("commentary", ""))), plain(body["commentary"])):
        return False
    return _named(shown.get("content")) == _named(body.get("content"))


def instant_of(urn: str) -> datetime | None:
    """When a post or comment was made: its number holds the milliseconds above the low 22 bits (unverified)."""
    found = _NUMBER.search(urn)
    if found is None:
        return None
    try:
        instant = datetime.fromtimestamp((int(found[1]) >> 22) / 1000, UTC)
    except (OverflowError, OSError, ValueError):
        return None
    return instant if instant >= _EARLIEST else None


def instant(milliseconds: Any) -> datetime:
    """A time in an answer.

    Raises:
        TypeError: It is none.
    """
    if not isinstance(milliseconds, int) or isinstance(milliseconds, bool):
        raise TypeError("not a time in milliseconds")
    return datetime.fromtimestamp(milliseconds / 1000, UTC)


def _named(content: Any) -> list[str]:
    """What a post's content names: media, address, question; LinkedIn adds more of its own to each."""
    match content:
        case {"media": {"id": urn}}:
            return [urn]
        case {"multiImage": {"images": [*images]}}:
            return [image["id"] for image in images]
        case {"article": {"source": source}}:
            return [source]
        case {"poll": {"question": question}}:
            return [question]
    return []
