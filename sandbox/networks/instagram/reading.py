"""What an account has published, and how it does."""

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox import audience
from sandbox.accounts import Account
from sandbox.calls import Calls
from sandbox.graph.containers import why_failed
from sandbox.graph.dialect import DAY, Graph, invalid, missing
from sandbox.graph.parameters import fields_of, needed, number, page_of, read, shown
from sandbox.graph.times import graph_time
from sandbox.media import Media
from sandbox.networks.instagram.dialect import Instagram
from sandbox.networks.instagram.login import account_view
from sandbox.networks.instagram.making import containers_of
from sandbox.posts import Post

MEDIA_METRICS = {
    "views": "views",
    "reach": "reach",
    "saved": "saves",
    "likes": "likes",
    "comments": "comments",
    "shares": "shares",
    "total_interactions": "engagements",
}
ACCOUNT_METRICS = {
    "reach": "followers",
    "follower_count": "followers",
    "views": "followers",
    "likes": "following",
}


def add_calls(calls: Calls, network: Instagram, api: str) -> None:
    reading = ReadingCalls(network)
    calls.add("GET", f"{api}/{{account}}/media", "media.list", reading.media)
    calls.add("GET", f"{api}/{{account}}/stories", "stories.list", reading.stories)
    calls.add("GET", f"{api}/{{id}}/insights", "insights", reading.insights)
    calls.add("GET", f"{api}/{{id}}", "objects.get", reading.get)


def permalink(public_url: str, account: Account, post: Post) -> str:
    return f"{public_url}/instagram/web/{account.handle}/p/{post.remote_id}"


def comment_view(account: Account, post: Post) -> dict[str, Any]:
    return {
        "id": post.remote_id,
        "text": post.text,
        "timestamp": graph_time(post.created_at),
        "username": account.handle,
        "from": {"id": account.remote_id, "username": account.handle},
        "like_count": 0,
    }


def media_view(network: Graph, account: Account, post: Post, public_url: str) -> dict[str, Any]:
    counted = audience.of_post(post, network.state.now())
    return {
        "id": post.remote_id,
        "caption": post.text or None,
        "timestamp": graph_time(post.created_at),
        "permalink": permalink(public_url, account, post),
        "media_type": post.document["type"],
        "media_product_type": post.document["product"],
        "shortcode": post.remote_id,
        "username": account.handle,
        "like_count": counted["likes"],
        "comments_count": counted["comments"],
    }


class ReadingCalls:
    def __init__(self, network: Instagram) -> None:
        self._network = network
        self._state = network.state
        self._containers = containers_of(network)

    async def media(self, request: Request) -> Response:
        return await self._listed(request, {"FEED", "REELS"})

    async def stories(self, request: Request) -> Response:
        return await self._listed(request, {"STORY"})

    async def get(self, request: Request) -> Response:
        given = await read(request)
        account = self._network.allowed(request, given, "basic")
        asked, public = fields_of(given, "id"), self._state.public_url(request)
        remote_id = request.path_params["id"]
        if remote_id == account.remote_id:
            return JSONResponse(shown(account_view(self._state, account, public), asked))
        container = self._containers.find(account, remote_id)
        if container is not None:
            return JSONResponse(shown(self._container(container), asked))
        return JSONResponse(
            shown(media_view(self._network, account, self._post(account, remote_id), public), asked)
        )

    async def insights(self, request: Request) -> Response:
        given = await read(request, "metric", "period", "metric_type", "since", "until")
        account = self._network.allowed(request, given, "basic", "manage_insights")
        remote_id = request.path_params["id"]
        if remote_id == account.remote_id:
            known, counted = ACCOUNT_METRICS, audience.of_account(account.network, account.handle)
        else:
            known, counted = (
                MEDIA_METRICS,
                audience.of_post(self._post(account, remote_id), self._state.now()),
            )
        data = []
        for name in needed(given, "metric").split(","):
            if name not in known:
                raise invalid(f"metric[0] must be one of the following values: {', '.join(known)}")
            value = counted[known[name]]
            told = (
                {"total_value": {"value": value}}
                if "metric_type" in given
                else {"values": [{"value": value}]}
            )
            data.append(
                {"name": name, "period": given.get("period", "lifetime"), **told, "id": f"{remote_id}/{name}"}
            )
        return JSONResponse({"data": data})

    async def _listed(self, request: Request, products: set[str]) -> Response:
        given = await read(request, "limit", "after", "since", "until")
        account = self._network.own(request, given, "basic")
        now = self._state.now()
        latest = now - self._state.settings.instagram_listing_lag_seconds
        earliest = max(number(given, "since", 0), now - DAY if "STORY" in products else 0)
        posts = [
            post
            for post in self._state.posts.live(self._network.name, account.id, limit=-1)
            if post.document["product"] in products and earliest <= post.created_at <= latest
        ]
        page, paging = page_of(posts, given)
        public, asked = self._state.public_url(request), fields_of(given, "id")
        views = [shown(media_view(self._network, account, post, public), asked) for post in page]
        return JSONResponse({"data": views, **paging})

    def _container(self, container: Media) -> dict[str, Any]:
        status = self._containers.status(container)
        words = {
            "IN_PROGRESS": "In Progress: Media is still being processed.",
            "FINISHED": "Finished: Media has been uploaded and it is ready to be published.",
            "PUBLISHED": "Published: Media has been published.",
            "EXPIRED": "Expired: The container was not published within 24 hours.",
            "ERROR": f"Error: Media upload has failed with error code {why_failed(container)}",
        }
        return {"id": container.media_id, "status_code": status, "status": words[status]}

    def _post(self, account: Account, remote_id: str) -> Post:
        post = self._state.posts.find(self._network.name, account.id, remote_id)
        if post is None or post.deleted_at is not None:
            raise missing(remote_id)
        return post
