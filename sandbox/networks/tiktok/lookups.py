from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox.accounts import Account
from sandbox.audience import of_account, of_post
from sandbox.calls import Calls
from sandbox.networks.tiktok.dialect import TikTok, answered, invalid, per_minute
from sandbox.networks.tiktok.shapes import ListBody, QueryBody, read_body
from sandbox.posts import Post

FIELD_SCOPES = {
    "open_id": "user.info.basic",
    "union_id": "user.info.basic",
    "avatar_url": "user.info.basic",
    "display_name": "user.info.basic",
    "username": "user.info.profile",
    "profile_deep_link": "user.info.profile",
    "is_verified": "user.info.profile",
    "follower_count": "user.info.stats",
    "following_count": "user.info.stats",
    "likes_count": "user.info.stats",
    "video_count": "user.info.stats",
}
VIDEO_FIELDS = (
    "id",
    "title",
    "video_description",
    "create_time",
    "share_url",
    "view_count",
    "like_count",
    "comment_count",
    "share_count",
)


def add_calls(calls: Calls, network: TikTok) -> None:
    lookups = LookupCalls(network)
    calls.add("GET", "/v2/user/info/", "user.info", lookups.user, per_minute("user.info", 600))
    calls.add("POST", "/v2/video/list/", "video.list", lookups.listed, per_minute("video.list", 600))
    calls.add("POST", "/v2/video/query/", "video.query", lookups.query, per_minute("video.query", 600))


class LookupCalls:
    def __init__(self, network: TikTok) -> None:
        self._network = network
        self._state = network.state

    async def user(self, request: Request) -> Response:
        fields = _fields(request, tuple(FIELD_SCOPES))
        account = self._network.require(request, *dict.fromkeys(FIELD_SCOPES[name] for name in fields))
        audience = of_account(account.network, account.handle)
        posts = self._public(account)
        whole = {
            "open_id": account.remote_id,
            "union_id": f"u{account.remote_id}",
            "avatar_url": f"{self._state.public_url(request)}/_sandbox/avatars/tiktok/{account.handle}.svg",
            "display_name": account.display_name,
            "username": account.handle,
            "profile_deep_link": f"{self._state.public_url(request)}/tiktok/web/@{account.handle}",
            "is_verified": False,
            "follower_count": audience["followers"],
            "following_count": audience["following"],
            "likes_count": sum(of_post(post, self._state.now())["likes"] for post in posts),
            "video_count": len(posts),
        }
        return JSONResponse(answered({"user": {name: whole[name] for name in fields}}))

    async def listed(self, request: Request) -> Response:
        """Public posts, newest first; the cursor is the instant before which they were made, in milliseconds."""
        account = self._network.require(request, "video.list")
        fields, body = _fields(request, VIDEO_FIELDS), await read_body(request, ListBody)
        posts = self._public(account)
        if body.cursor:
            posts = [post for post in posts if post.created_at * 1000 < body.cursor]
        page = posts[: body.max_count]
        data = {
            "videos": [self._shown(request, account, post, fields) for post in page],
            "cursor": int(page[-1].created_at * 1000) if page else 0,
            "has_more": len(posts) > len(page),
        }
        return JSONResponse(answered(data))

    async def query(self, request: Request) -> Response:
        account = self._network.require(request, "video.list")
        fields, body = _fields(request, VIDEO_FIELDS), await read_body(request, QueryBody)
        found = [post for post in self._public(account) if post.remote_id in body.filters.video_ids]
        return JSONResponse(
            answered({"videos": [self._shown(request, account, post, fields) for post in found]})
        )

    def _public(self, account: Account) -> list[Post]:
        settings = self._state.settings
        wait = settings.tiktok_processing_seconds + settings.tiktok_moderation_seconds
        return [
            post
            for post in self._state.posts.live(self._network.name, account.id, limit=-1)
            if post.document["info"]["privacy_level"] == "PUBLIC_TO_EVERYONE"
            and post.created_at + wait <= self._state.now()
        ]

    def _shown(self, request: Request, account: Account, post: Post, fields: list[str]) -> dict[str, Any]:
        seen = of_post(post, self._state.now())
        whole = {
            "id": post.remote_id,
            "title": post.document["title"],
            "video_description": post.text,
            "create_time": int(post.created_at),
            "share_url": f"{self._state.public_url(request)}/tiktok/web/@{account.handle}/video/{post.remote_id}",
            "view_count": seen["views"],
            "like_count": seen["likes"],
            "comment_count": seen["comments"],
            "share_count": seen["shares"],
        }
        return {name: whole[name] for name in fields}


def _fields(request: Request, known: tuple[str, ...]) -> list[str]:
    fields = [name for name in request.query_params.get("fields", "").split(",") if name]
    if not fields:
        raise invalid("Fields is required")
    for name in fields:
        if name not in known:
            raise invalid(f"Invalid fields: {name}")
    return fields
