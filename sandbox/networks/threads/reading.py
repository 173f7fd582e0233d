"""What a profile has published, how it does, and taking it away."""

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox import audience
from sandbox.accounts import Account
from sandbox.calls import Calls
from sandbox.graph.containers import why_failed
from sandbox.graph.dialect import Graph, invalid, missing
from sandbox.graph.parameters import fields_of, needed, number, page_of, read, shown
from sandbox.graph.times import graph_time
from sandbox.networks.threads.login import VERSION
from sandbox.networks.threads.making import containers_of, own_profile
from sandbox.posts import Post

METRICS = {
    "views": "views",
    "likes": "likes",
    "replies": "comments",
    "reposts": "shares",
    "quotes": "quotes",
    "shares": "shares",
}
PROFILE_METRICS = {
    "views": "followers",
    "followers_count": "followers",
    "likes": "following",
    "clicks": "following",
}
TOTALS = {"followers_count", "likes", "clicks"}


def add_calls(calls: Calls, network: Graph) -> None:
    reading = ReadingCalls(network)
    calls.add("GET", f"{VERSION}/{{user}}/threads", "posts.list", reading.threads)
    calls.add("GET", f"{VERSION}/{{user}}/replies", "replies.list", reading.replies)
    calls.add("GET", f"{VERSION}/{{user}}/threads_insights", "profile.insights", reading.profile_insights)
    calls.add("GET", f"{VERSION}/{{id}}/insights", "insights", reading.insights)
    calls.add("GET", f"{VERSION}/{{id}}", "objects.get", reading.get)
    calls.add("DELETE", f"{VERSION}/{{id}}", "objects.delete", reading.delete)


def permalink(public_url: str, account: Account, post: Post) -> str:
    return f"{public_url}/threads/web/@{account.handle}/post/{post.remote_id}"


class ReadingCalls:
    def __init__(self, network: Graph) -> None:
        self._network = network
        self._state = network.state
        self._containers = containers_of(network)

    async def threads(self, request: Request) -> Response:
        return await self._listed(request, replies=False)

    async def replies(self, request: Request) -> Response:
        return await self._listed(request, replies=True)

    async def get(self, request: Request) -> Response:
        given = await read(request)
        account = self._network.require(request, given, "threads_basic")
        remote_id, asked = request.path_params["id"], fields_of(given, "id")
        container = self._containers.find(account, remote_id)
        if container is not None:
            status = self._containers.status(container)
            why = why_failed(container) if status == "ERROR" else None
            return JSONResponse(shown({"id": remote_id, "status": status, "error_message": why}, asked))
        view = self._view(account, self._post(account, remote_id), self._state.public_url(request))
        return JSONResponse(shown(view, asked))

    async def delete(self, request: Request) -> Response:
        given = await read(request)
        account = self._network.require(request, given, "threads_basic", "threads_delete")
        post = self._post(account, request.path_params["id"])
        self._state.posts.delete(post)
        return JSONResponse({"success": True, "deleted_id": post.remote_id})

    async def insights(self, request: Request) -> Response:
        given = await read(request, "metric", "since", "until")
        account = self._network.require(request, given, "threads_basic", "threads_manage_insights")
        counted = audience.of_post(self._post(account, request.path_params["id"]), self._state.now())
        data = [
            {"name": name, "period": "lifetime", "values": [{"value": counted[METRICS[name]]}]}
            for name in _metrics(needed(given, "metric"), METRICS)
        ]
        return JSONResponse({"data": data})

    async def profile_insights(self, request: Request) -> Response:
        given = await read(request, "metric", "period", "since", "until")
        account = own_profile(self._network, request, given, "threads_basic", "threads_manage_insights")
        counted = audience.of_account(account.network, account.handle)
        data = []
        for name in _metrics(needed(given, "metric"), PROFILE_METRICS):
            value = {"value": counted[PROFILE_METRICS[name]]}
            told: dict[str, Any] = {"total_value": value} if name in TOTALS else {"values": [value]}
            data.append({"name": name, "period": "day", **told})
        return JSONResponse({"data": data})

    async def _listed(self, request: Request, *, replies: bool) -> Response:
        given = await read(request, "limit", "after", "since", "until")
        needs = ("threads_basic", "threads_read_replies") if replies else ("threads_basic",)
        account = own_profile(self._network, request, given, *needs)
        latest = self._state.now() - self._state.settings.threads_listing_lag_seconds
        posts = [
            post
            for post in self._state.posts.live(self._network.name, account.id, limit=-1)
            if bool(post.document["in_reply_to"]) == replies
            and number(given, "since", 0) <= post.created_at <= latest
        ]
        page, paging = page_of(posts, given)
        public, asked = self._state.public_url(request), fields_of(given, "id")
        return JSONResponse(
            {"data": [shown(self._view(account, post, public), asked) for post in page], **paging}
        )

    def _view(self, account: Account, post: Post, public_url: str) -> dict[str, Any]:
        return {
            "id": post.remote_id,
            "media_product_type": "THREADS",
            "media_type": post.document["type"],
            "text": post.text or None,
            "permalink": permalink(public_url, account, post),
            "timestamp": graph_time(post.created_at),
            "username": account.handle,
            "shortcode": post.remote_id,
            "is_reply": bool(post.document["in_reply_to"]),
            "replied_to": {"id": post.document["in_reply_to"]} if post.document["in_reply_to"] else None,
            "is_quote_post": bool(post.document["quotes"]),
            "link_attachment_url": post.document["link"] or None,
            "topic_tag": post.document["topic"] or None,
        }

    def _post(self, account: Account, remote_id: str) -> Post:
        post = self._state.posts.find(self._network.name, account.id, remote_id)
        if post is None or post.deleted_at is not None:
            raise missing(remote_id)
        return post


def _metrics(text: str, known: dict[str, str]) -> list[str]:
    names = text.split(",")
    for name in names:
        if name not in known:
            raise invalid(f"metric[0] must be one of the following values: {', '.join(known)}")
    return names
