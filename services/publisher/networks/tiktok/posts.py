"""How far a post is, and the creator's public posts.

https://developers.tiktok.com/doc/content-posting-api-reference-get-video-status
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

from services.publisher.domain.access import Access
from services.publisher.domain.content import Part, Receipt
from services.publisher.networks.calling import id_of, text_of
from services.publisher.networks.numbers import numbers_of
from services.publisher.networks.recognising import CLOCK_SLACK, same
from services.publisher.networks.tiktok.calls import Calls

_OF_A_PAGE = 20
_MOST_PAGES = 5
OF_POSTS: Mapping[str, str] = MappingProxyType(
    {"view_count": "views", "like_count": "likes", "comment_count": "comments", "share_count": "shares"}
)
OF_ACCOUNTS: Mapping[str, str] = MappingProxyType(
    {"follower_count": "followers", "following_count": "following", "video_count": "posts"}
)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a post is.

    Attributes:
        status: TikTok's word.
        uploaded_bytes: Of a video.
        fail_reason: TikTok's word, where it failed.
        post_ids: Of a public post, after moderation.
    """

    status: str
    uploaded_bytes: int
    fail_reason: str
    post_ids: Sequence[str]


class Posts:
    """Reads what became of posts.

    Args:
        calls: Makes the calls.
    """

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    async def status(self, access: Access, publish_id: str) -> Progress:
        """What TikTok says of it."""
        data = await self._calls.post(access, "post/publish/status/fetch", {"publish_id": publish_id})
        try:
            return Progress(
                text_of(data["status"]),
                int(data.get("uploaded_bytes") or 0),
                str(data.get("fail_reason") or ""),
                [id_of(one) for one in data.get("publicaly_available_post_id") or ()],  # their spelling
            )
        except (KeyError, OverflowError, TypeError, ValueError):
            raise self._calls.unreadable("the post's status is not in the known form") from None

    async def find(
        self, access: Access, part: Part, *, since: datetime, taken: frozenset[str]
    ) -> Receipt | None:
        """The public post that says what the part says."""
        earliest = since - CLOCK_SLACK
        async for shown in self._public(access):
            try:
                created_at = datetime.fromtimestamp(int(shown["create_time"]), UTC)
                if created_at < earliest:
                    return None  # the newest come first
                if id_of(shown["id"]) not in taken and _says(shown, part):
                    return receipt(access, id_of(shown["id"]), created_at)
            except (AttributeError, KeyError, OSError, OverflowError, TypeError, ValueError):
                raise self._calls.unreadable("a listed post is not in the known form") from None
        return None

    async def _public(self, access: Access) -> AsyncIterator[Mapping[str, Any]]:
        body: dict[str, Any] = {"max_count": _OF_A_PAGE}
        for _ in range(_MOST_PAGES):
            data = await self._calls.post(
                access, "video/list", body, fields="id,title,video_description,create_time"
            )
            for shown in self._videos(data):
                yield shown
            if not data.get("has_more"):
                return
            body = {**body, "cursor": data.get("cursor")}
        # Not found among so many is not "not there".
        raise self._calls.unreadable(f"more than {_MOST_PAGES} pages of posts since the attempt")

    async def figures(self, access: Access, ids: Sequence[str]) -> dict[str, dict[str, float]]:
        """Of public posts, by id."""
        data = await self._calls.post(
            access,
            "video/query",
            {"filters": {"video_ids": list(ids)}},
            fields=",".join(("id", *OF_POSTS)),
        )
        try:
            return {id_of(shown["id"]): numbers_of(shown, OF_POSTS) for shown in self._videos(data)}
        except (AttributeError, KeyError, TypeError, ValueError):
            raise self._calls.unreadable("the posts' figures are not in the known form") from None

    async def account_figures(self, access: Access) -> dict[str, float]:
        """Of the creator."""
        data = await self._calls.get(access, "user/info", fields=",".join(OF_ACCOUNTS))
        try:
            return numbers_of(data["user"], OF_ACCOUNTS)
        except (AttributeError, KeyError, TypeError, ValueError):
            raise self._calls.unreadable("the account's figures are not in the known form") from None

    def _videos(self, data: Mapping[str, Any]) -> list[Mapping[str, Any]]:
        videos = data.get("videos")
        if not isinstance(videos, list):
            raise self._calls.unreadable("the answer is no list of posts")
        return videos


def receipt(access: Access, post_id: str, created_at: datetime | None = None) -> Receipt:
    """Of a post whose public id is known."""
    return Receipt(post_id, f"{access.hosts['web']}/@{access.handle}/video/{post_id}", created_at)


def _says(shown: Mapping[str, Any], part: Part) -> bool:
    """Which of the two texts of a photo post is shown where is unverified."""
    return any(same(shown.get(name), part.text) for name in ("title", "video_description"))
