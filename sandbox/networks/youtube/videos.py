from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox.accounts import Account
from sandbox.calls import Calls
from sandbox.networks.youtube import views
from sandbox.networks.youtube.dialect import READ, WRITE, YouTube, only_query, parts, problem
from sandbox.networks.youtube.metadata import Snippet, Status, VideoBody, check, read_body
from sandbox.posts import Post

MOST_IDS = 50
CHANNEL_PARTS = ("id", "snippet", "contentDetails", "statistics", "status")
ITEM_PARTS = ("id", "snippet", "contentDetails", "status")


def add_calls(calls: Calls, network: YouTube) -> None:
    videos = VideoCalls(network)
    calls.add("GET", "/youtube/v3/videos", "videos.list", videos.listed)
    calls.add("PUT", "/youtube/v3/videos", "videos.update", videos.update)
    calls.add("DELETE", "/youtube/v3/videos", "videos.delete", videos.delete)
    calls.add("GET", "/youtube/v3/channels", "channels.list", videos.channels)
    calls.add("GET", "/youtube/v3/playlistItems", "playlistItems.list", videos.uploads)


class VideoCalls:
    def __init__(self, network: YouTube) -> None:
        self._network = network
        self._state = network.state

    async def listed(self, request: Request) -> Response:
        account = self._network.require(request, READ, WRITE)
        self._network.spend(request, 1)
        only_query(request, "part", "id", "maxResults", "pageToken")
        asked = parts(request, views.VIDEO_PARTS)
        ids = [one for one in request.query_params.get("id", "").split(",") if one]
        if not 0 < len(ids) <= MOST_IDS:
            raise problem(
                400, "invalidFilters", "The request specifies an invalid filter parameter.", "youtube.video"
            )
        found = [self._visible(account, one) for one in ids]
        items = [views.video(self._state, owner, post, asked) for owner, post in filter(None, found)]
        return JSONResponse(views.page("video", items, len(items)))

    def _visible(self, account: Account, video_id: str) -> tuple[Account, Post] | None:
        """A video that is there; one whose processing failed is shown to its owner."""
        post = self._state.posts.find(self._network.name, None, video_id)
        if post is None or "title" not in post.document:
            return None
        post = self._settled(post)
        owner = self._state.accounts.by_id(post.account_id)
        assert owner is not None
        mine = owner.id == account.id
        hidden = post.deleted_at is not None and not (mine and post.document["failure"])
        is_private = post.document["status"]["privacyStatus"] == "private" and not mine
        return None if hidden or is_private else (owner, post)

    def _settled(self, post: Post) -> Post:
        """A fault may have let its processing fail after it was uploaded: then nobody sees it."""
        upload = self._state.media.find(self._network.name, post.account_id, post.media[0].media_id)
        failed = upload.document.get("failed") if upload else None
        if not failed or post.document["failure"]:
            return post
        document = {**post.document, "failure": failed}
        self._state.posts.replace(post, text=post.text, document=document, media=list(post.media))
        self._state.posts.delete(post)
        settled = self._state.posts.find(self._network.name, post.account_id, post.remote_id)
        assert settled is not None
        return settled

    async def update(self, request: Request) -> Response:
        """Each part that is named is replaced as a whole: what is not given is taken away."""
        account = self._network.require(request, WRITE)
        self._network.spend(request, 50)
        only_query(request, "part")
        asked = parts(request, views.VIDEO_PARTS)
        body = await read_body(request, VideoBody)
        post = self._own(account, body.id or "")
        snippet = body.snippet or Snippet()
        if "snippet" in asked:
            if not snippet.categoryId:
                words = "The request metadata specifies an invalid category ID."
                raise problem(400, "invalidCategoryId", words, "youtube.video")
            check(snippet, body.status)
        document = dict(post.document)
        text = post.text
        if "snippet" in asked:
            text = snippet.description
            document |= {"title": snippet.title, "tags": snippet.tags, "category": snippet.categoryId}
        if "status" in asked:
            document["status"] = (body.status or Status()).model_dump(exclude_none=True)
        self._state.posts.replace(post, text=text, document=document, media=list(post.media))
        return JSONResponse(views.video(self._state, account, self._own(account, post.remote_id), asked))

    async def delete(self, request: Request) -> Response:
        account = self._network.require(request, WRITE)
        self._network.spend(request, 50)
        only_query(request, "id")
        self._state.posts.delete(self._own(account, request.query_params.get("id", "")))
        return Response(status_code=204)

    def _own(self, account: Account, video_id: str) -> Post:
        found = self._visible(account, video_id)
        if found is None:
            words = "The video that you are trying to change cannot be found."
            raise problem(404, "videoNotFound", words, "youtube.video")
        owner, post = found
        if owner.id != account.id:
            raise problem(403, "forbidden", "The request is not properly authorized.", "youtube.video")
        return post

    async def channels(self, request: Request) -> Response:
        account = self._network.require(request, READ, WRITE)
        self._network.spend(request, 1)
        only_query(request, "part", "mine", "id", "maxResults", "pageToken")
        asked = parts(request, CHANNEL_PARTS)
        if request.query_params.get("mine") != "true" and not request.query_params.get("id"):
            words = "No filter selected. Expected one of: mine, id"
            raise problem(400, "missingRequiredParameter", words, location=("parameters.", "other"))
        wanted = request.query_params.get("id", account.remote_id)
        found = self._state.accounts.by_remote_id(self._network.name, wanted)
        items = [views.channel(self._state, found, asked)] if found else []
        return JSONResponse(views.page("channel", items, len(items)))

    async def uploads(self, request: Request) -> Response:
        """The list of a channel's uploads, newest first."""
        account = self._network.require(request, READ, WRITE)
        self._network.spend(request, 1)
        only_query(request, "part", "playlistId", "maxResults", "pageToken")
        asked = parts(request, ITEM_PARTS)
        if request.query_params.get("playlistId") != views.uploads_id(account):
            words = "The playlist identified with the request's playlistId parameter cannot be found."
            raise problem(404, "playlistNotFound", words, "youtube.playlistItem")
        most = _number(request.query_params, "maxResults", 5)
        start = _number(request.query_params, "pageToken", 0)
        before = self._state.now() - self._state.settings.youtube_listing_lag_seconds
        posts = [
            post
            for post in self._state.posts.live(self._network.name, account.id, limit=-1)
            if "title" in post.document and post.created_at <= before
        ]
        items = [views.upload_item(account, post, asked) for post in posts[start : start + most]]
        following = str(start + most) if start + most < len(posts) else None
        return JSONResponse(views.page("playlistItem", items, len(posts), following))


def _number(query: Any, name: str, otherwise: int) -> int:
    text = query.get(name, str(otherwise))
    if not text.isdigit() or (name == "maxResults" and int(text) > MOST_IDS):
        words = f"Invalid value '{text}'. Values must be within the range: [0, {MOST_IDS}]"
        raise problem(400, "invalidParameter", words, "global", (name, "parameter"))
    return int(text)
