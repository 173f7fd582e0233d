"""Comments under our own videos.

https://developers.google.com/youtube/v3/docs/commentThreads
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from services.publisher.domain.access import Access
from services.publisher.domain.content import Missing, Part, Receipt
from services.publisher.networks.calling import Caller, text_of
from services.publisher.networks.recognising import CLOCK_SLACK
from services.publisher.networks.youtube import composing, matching
from services.publisher.networks.youtube.listing import listed
from services.publisher.ports import Live


class Comments:
    """Adds, finds and changes them.

    Args:
        call: Makes the calls.
    """

    def __init__(self, call: Caller) -> None:
        self._call = call

    async def add(self, access: Access, part: Part) -> Receipt:
        """The one irreversible call."""
        answer = await self._call(
            "POST",
            f"{access.base_url}/youtube/v3/commentThreads",
            token=access.secrets["access_token"],
            params={"part": "snippet"},
            json=composing.comment_thread(part, access.remote_id or ""),
        )
        return self._receipt(access, part, answer)

    async def find(
        self, access: Access, part: Part, *, since: datetime, taken: frozenset[str]
    ) -> Receipt | Missing:
        """Among the comments under the video since the attempt."""
        url, earliest = f"{access.base_url}/youtube/v3/commentThreads", since - CLOCK_SLACK
        query = {
            "part": "snippet",
            "videoId": part.earlier[0].remote_id,
            "order": "time",
            "maxResults": "100",
        }
        async for thread in listed(self._call, url, access.secrets["access_token"], query):
            try:
                shown = thread["snippet"]["topLevelComment"]["snippet"]
                if matching.published_at(shown) < earliest:
                    break  # the newest come first
                is_ours = matching.is_our_comment(shown, access.remote_id, part.text)
                is_new = thread["id"] not in taken
            except (AttributeError, KeyError, TypeError, ValueError):
                raise self._call.unreadable("a listed comment is not in the known form") from None
            if is_ours and is_new:
                return self._receipt(access, part, thread)
        return Missing()

    async def change(self, access: Access, live: Live, part: Part) -> Receipt:
        """Give it another text."""
        await self._call(
            "PUT",
            f"{access.base_url}/youtube/v3/comments",
            token=access.secrets["access_token"],
            params={"part": "snippet"},
            json={"id": live.receipt.remote_id, "snippet": {"textOriginal": part.text}},
        )
        return live.receipt

    def _receipt(self, access: Access, part: Part, thread: Mapping[str, Any]) -> Receipt:
        try:
            comment_id = text_of(thread["id"])
            created_at = matching.published_at(thread["snippet"]["topLevelComment"]["snippet"])
        except (AttributeError, KeyError, TypeError, ValueError):
            raise self._call.unreadable("the comment's answer has no id") from None
        video_id = part.earlier[0].remote_id
        url = f"{access.hosts['web']}/watch?v={video_id}&lc={comment_id}"
        return Receipt(comment_id, url, created_at, {"comment": True})
