"""What any id can be asked, told or rid of."""

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox import audience, rules
from sandbox.accounts import Account
from sandbox.calls import Calls
from sandbox.graph.dialect import Graph, invalid, missing
from sandbox.graph.facebook_login import VERSION
from sandbox.graph.parameters import fields_of, needed, read, shown
from sandbox.graph.times import graph_time
from sandbox.media import Media
from sandbox.networks.facebook.pages import page_view
from sandbox.networks.facebook.uploads import status_of
from sandbox.networks.facebook.views import post_view
from sandbox.posts import Post

POST_METRICS = {
    "post_total_media_view_unique": "reach",
    "post_media_view": "views",
    "post_clicks": "clicks",
    "post_reactions_by_type_total": "likes",
}
PAGE_METRICS = {
    "page_total_media_view_unique": "followers",
    "page_media_view": "followers",
    "page_post_engagements": "following",
    "page_daily_follows": "following",
}


def add_calls(calls: Calls, network: Graph) -> None:
    objects = ObjectCalls(network)
    calls.add("GET", f"{VERSION}/{{id}}/insights", "insights", objects.insights)
    calls.add("GET", f"{VERSION}/{{id}}", "objects.get", objects.get)
    calls.add("POST", f"{VERSION}/{{id}}", "objects.update", objects.update)
    calls.add("DELETE", f"{VERSION}/{{id}}", "objects.delete", objects.delete)


class ObjectCalls:
    def __init__(self, network: Graph) -> None:
        self._network = network
        self._state = network.state

    async def get(self, request: Request) -> Response:
        given = await read(request)
        account = self._network.require(request, given, "pages_read_engagement")
        asked, public = fields_of(given, "id"), self._state.public_url(request)
        remote_id = request.path_params["id"]
        if remote_id == account.remote_id:
            return JSONResponse(shown(page_view(account, public), asked))
        post = self._post(account, remote_id, or_none=True)
        video = self._state.media.find(self._network.name, account.id, remote_id)
        if video is not None and video.document["kind"] != "photo":
            return JSONResponse(shown(self._video(account, video, post, public), asked))
        if post is None:
            raise missing(remote_id)
        return JSONResponse(shown(post_view(self._network, account, post, public), asked))

    async def update(self, request: Request) -> Response:
        given = await read(request, "message", "description")
        account = self._network.require(request, given, "pages_manage_posts")
        post = self._post(account, request.path_params["id"])
        name = "description" if post.document["kind"] in {"video", "reel"} else "message"
        if post.document["kind"] == "story":
            raise invalid("A story can not be edited")
        text = needed(given, name).strip()
        if len(text) > rules.text_limit("facebook", "characters"):
            raise invalid("The message is too long.")
        if text != post.text:
            self._state.posts.replace(post, text=text, document=post.document, media=list(post.media))
        return JSONResponse({"success": True})

    async def delete(self, request: Request) -> Response:
        given = await read(request)
        account = self._network.require(request, given, "pages_manage_posts")
        self._state.posts.delete(self._post(account, request.path_params["id"]))
        return JSONResponse({"success": True})

    async def insights(self, request: Request) -> Response:
        given = await read(request, "metric", "period", "since", "until")
        account = self._network.require(request, given, "read_insights", "pages_read_engagement")
        remote_id = request.path_params["id"]
        if remote_id == account.remote_id:
            known, counted = PAGE_METRICS, audience.of_account(account.network, account.handle)
        else:
            post = self._post(account, remote_id)
            known, counted = POST_METRICS, audience.of_post(post, self._state.now())
        data = []
        for name in needed(given, "metric").split(","):
            if name not in known:
                raise invalid("The value must be a valid insights metric")
            number = counted[known[name]]
            value: Any = {"like": number} if name.endswith("by_type_total") else number
            data.append(
                {
                    "name": name,
                    "period": "lifetime",
                    "values": [{"value": value}],
                    "id": f"{remote_id}/{name}",
                }
            )
        return JSONResponse({"data": data})

    def _post(self, account: Account, remote_id: str, *, or_none: bool = False) -> Any:
        post = self._state.posts.find(self._network.name, account.id, remote_id)
        if post is not None and post.deleted_at is None:
            return post
        if or_none:
            return None
        raise missing(remote_id)

    def _video(self, account: Account, video: Media, post: Post | None, public_url: str) -> dict[str, Any]:
        view = post_view(self._network, account, post, public_url) if post else {}
        started = {"id": video.media_id, "created_time": graph_time(video.created_at), "permalink_url": None}
        ready = post is not None and self._state.media.is_ready(video)
        return {**started, **view, "published": ready, "status": status_of(self._network, video)}
