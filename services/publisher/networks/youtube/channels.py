"""A channel, and the list of its uploads."""

from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from services.publisher.domain.access import Access, Identity
from services.publisher.domain.content import Part
from services.publisher.domain.failures import failure
from services.publisher.errors import RefusedError
from services.publisher.networks.calling import Caller, text_of
from services.publisher.networks.recognising import CLOCK_SLACK
from services.publisher.networks.youtube import matching
from services.publisher.networks.youtube.figures import OF_CHANNELS, figures
from services.publisher.networks.youtube.listing import items_of, listed

_OF_A_PAGE = 50


class Channels:
    """Reads what a channel is and what it has.

    Args:
        call: Makes the calls.
    """

    def __init__(self, call: Caller) -> None:
        self._call = call

    async def identify(self, hosts: Mapping[str, str], token: str) -> Identity:
        """The channel that a token speaks for.

        Raises:
            RefusedError: The person has none.
        """
        channel = await self._own(hosts, token, "snippet")
        try:
            snippet, channel_id = channel["snippet"], text_of(channel["id"])
            title = text_of(snippet["title"])
            # Every channel has an id, not every one has a name of its own.
            own = snippet.get("customUrl")
            name = text_of(own).removeprefix("@") if own else ""
        except (AttributeError, KeyError, TypeError):
            raise self._call.unreadable("the channel's answer lacks id or title") from None
        page = f"@{name}" if name else f"channel/{channel_id}"
        return Identity(channel_id, name or title, title, f"{hosts['web']}/{page}")

    async def measure(self, access: Access) -> dict[str, float]:
        """Subscribers, views and videos."""
        channel = await self._own(access.hosts, access.secrets["access_token"], "statistics")
        try:
            return figures(channel["statistics"], OF_CHANNELS)
        except (KeyError, TypeError, ValueError):
            raise self._call.unreadable("the channel's statistics are not in the known form") from None

    async def videos(self, access: Access, ids: Sequence[str], parts: str) -> list[dict[str, Any]]:
        """Those that are there."""
        return await self._list(
            access.hosts,
            access.secrets["access_token"],
            "videos",
            {"part": parts, "id": ",".join(ids)},
        )

    async def find(self, access: Access, part: Part, *, since: datetime, taken: frozenset[str]) -> str | None:
        """The id of the upload that has the part's words."""
        earliest = since - CLOCK_SLACK
        async for item in self._uploads(access):
            try:
                video_id = text_of(item["contentDetails"]["videoId"])
                if video_id not in taken and matching.is_our_video(item, part, earliest):
                    return video_id
                if matching.published_at(item["snippet"]) < earliest:
                    return None  # the newest come first
            except (AttributeError, KeyError, TypeError, ValueError):
                raise self._call.unreadable("a listed upload is not in the known form") from None
        return None

    async def _uploads(self, access: Access) -> AsyncIterator[Mapping[str, Any]]:
        token = access.secrets["access_token"]
        channel = await self._own(access.hosts, token, "contentDetails")
        try:
            uploads = text_of(channel["contentDetails"]["relatedPlaylists"]["uploads"])
        except (KeyError, TypeError):
            raise self._call.unreadable("the channel's answer does not name its uploads") from None
        query = {"part": "snippet,contentDetails", "playlistId": uploads, "maxResults": str(_OF_A_PAGE)}
        url = f"{access.base_url}/youtube/v3/playlistItems"
        async for item in listed(self._call, url, token, query):
            yield item

    async def _own(self, hosts: Mapping[str, str], token: str, parts: str) -> dict[str, Any]:
        channels = await self._list(hosts, token, "channels", {"part": parts, "mine": "true"})
        if not channels:
            detail = "this Google account has no YouTube channel"
            raise RefusedError(failure("reconnect", "youtube.channel_missing", detail))
        return channels[0]

    async def _list(
        self, hosts: Mapping[str, str], token: str, what: str, query: Mapping[str, str]
    ) -> list[dict[str, Any]]:
        url = f"{hosts['api']}/youtube/v3/{what}"
        return items_of(self._call, await self._call("GET", url, token=token, params=dict(query)))
