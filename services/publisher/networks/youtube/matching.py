"""Finding our own video or comment again, in what YouTube shows of it."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from services.publisher.domain.content import Part
from services.publisher.networks.recognising import same


def is_our_video(item: Mapping[str, Any], part: Part, earliest: datetime) -> bool:
    """Whether an item of the list of uploads has the part's title and description, and is new enough."""
    snippet = item["snippet"]
    return (
        published_at(snippet) >= earliest
        and same(snippet["title"], part.details.title)
        and same(snippet.get("description", ""), part.text)
    )


def is_our_comment(snippet: Mapping[str, Any], channel_id: str | None, text: str) -> bool:
    """Whether a comment is the channel's own and says this."""
    is_own = bool(snippet["authorChannelId"]["value"] == channel_id)
    return is_own and same(snippet.get("textOriginal") or snippet["textDisplay"], text)


def published_at(snippet: Mapping[str, Any]) -> datetime:
    """When it went up.

    Raises:
        ValueError: It does not say.
    """
    instant = datetime.fromisoformat(snippet["publishedAt"])
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)
