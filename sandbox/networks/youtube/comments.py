import secrets

from pydantic import BaseModel, ConfigDict
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox import rules
from sandbox.accounts import Account
from sandbox.calls import Calls
from sandbox.networks.youtube import views
from sandbox.networks.youtube.dialect import WRITE, YouTube, only_query, parts, problem
from sandbox.networks.youtube.metadata import read_body
from sandbox.posts import Post


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class Words(_Body):
    textOriginal: str = ""  # noqa: N815  YouTube's names


class CommentBody(_Body):
    id: str | None = None
    snippet: Words


class ThreadSnippet(_Body):
    channelId: str = ""  # noqa: N815
    videoId: str = ""  # noqa: N815
    topLevelComment: CommentBody  # noqa: N815


class ThreadBody(_Body):
    snippet: ThreadSnippet


def add_calls(calls: Calls, network: YouTube) -> None:
    comments = CommentCalls(network)
    calls.add("POST", "/youtube/v3/commentThreads", "commentThreads.insert", comments.insert)
    calls.add("GET", "/youtube/v3/commentThreads", "commentThreads.list", comments.listed)
    calls.add("PUT", "/youtube/v3/comments", "comments.update", comments.update)
    calls.add("DELETE", "/youtube/v3/comments", "comments.delete", comments.delete)


class CommentCalls:
    def __init__(self, network: YouTube) -> None:
        self._network = network
        self._state = network.state

    async def insert(self, request: Request) -> Response:
        account = self._network.require(request, WRITE)
        self._network.spend(request, 50)
        only_query(request, "part")
        parts(request, ("id", "snippet"))
        body = (await read_body(request, ThreadBody)).snippet
        text = _checked(body.topLevelComment.snippet.textOriginal)
        video = self._video(body.videoId)
        if video.document["status"].get("selfDeclaredMadeForKids"):
            words = "The video identified by the videoId parameter has disabled comments."
            raise problem(403, "commentsDisabled", words, "youtube.commentThread")
        owner = self._state.accounts.by_id(video.account_id)
        if owner is None or body.channelId not in {"", owner.remote_id}:
            words = "The channel identified by the channelId could not be found."
            raise problem(404, "channelNotFound", words, "youtube.commentThread")
        post = self._state.posts.add(
            self._network.name,
            account.id,
            f"Ug{secrets.token_urlsafe(16)}4AaABAg",
            text=text,
            document={"comment_on": video.remote_id, "channel_id": owner.remote_id},
            media=[],
        )
        return JSONResponse(views.thread(account, post))

    async def listed(self, request: Request) -> Response:
        self._network.require(request, WRITE)
        self._network.spend(request, 1)
        only_query(request, "part", "videoId", "order", "maxResults", "pageToken", "textFormat")
        parts(request, ("id", "snippet", "replies"))
        video = self._video(request.query_params.get("videoId", ""))
        rows = self._state.store.all(
            "SELECT account_id, remote_id FROM posts WHERE network = ? AND deleted_at IS NULL"
            " AND document ->> 'comment_on' = ? ORDER BY seq DESC LIMIT 100",
            self._network.name,
            video.remote_id,
        )
        items = []
        for row in rows:
            owner = self._state.accounts.by_id(row["account_id"])
            post = self._state.posts.find(self._network.name, row["account_id"], row["remote_id"])
            assert owner is not None
            assert post is not None
            items.append(views.thread(owner, post))
        return JSONResponse(views.page("commentThread", items, len(items)))

    async def update(self, request: Request) -> Response:
        account = self._network.require(request, WRITE)
        self._network.spend(request, 50)
        only_query(request, "part")
        parts(request, ("id", "snippet"))
        body = await read_body(request, CommentBody)
        post = self._own(account, body.id or "")
        text = _checked(body.snippet.textOriginal)
        self._state.posts.replace(post, text=text, document=post.document, media=[])
        return JSONResponse(views.comment(account, self._own(account, post.remote_id)))

    async def delete(self, request: Request) -> Response:
        account = self._network.require(request, WRITE)
        self._network.spend(request, 50)
        only_query(request, "id")
        self._state.posts.delete(self._own(account, request.query_params.get("id", "")))
        return Response(status_code=204)

    def _video(self, video_id: str) -> Post:
        post = self._state.posts.find(self._network.name, None, video_id)
        if post is None or post.deleted_at is not None or "title" not in post.document:
            words = "The video identified by the videoId parameter could not be found."
            raise problem(404, "videoNotFound", words, "youtube.commentThread", ("videoId", "parameter"))
        return post

    def _own(self, account: Account, comment_id: str) -> Post:
        post = self._state.posts.find(self._network.name, None, comment_id)
        if post is None or post.deleted_at is not None or "comment_on" not in post.document:
            raise problem(
                404, "commentNotFound", "The specified comment could not be found.", "youtube.comment"
            )
        if post.account_id != account.id:
            raise problem(403, "forbidden", "The comment could not be changed.", "youtube.comment")
        return post


def _checked(text: str) -> str:
    limit = rules.capability("youtube").first_comment
    assert limit is not None
    if not text.strip():
        raise problem(400, "commentTextRequired", "The comment has no text.", "youtube.comment")
    if len(text) > limit.max:
        raise problem(400, "commentTextTooLong", "The comment is too long.", "youtube.comment")
    return text
