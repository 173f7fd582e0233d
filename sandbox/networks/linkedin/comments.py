from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox import rules
from sandbox.accounts import Account
from sandbox.calls import Calls
from sandbox.networks.linkedin.bodies import read_body
from sandbox.networks.linkedin.dialect import LinkedIn, refusal
from sandbox.networks.linkedin.people import number, page
from sandbox.networks.linkedin.shapes import CommentBody
from sandbox.posts import Post

COMMENTS = "/rest/socialActions/{urn}/comments"


def add_calls(calls: Calls, network: LinkedIn) -> None:
    comments = CommentCalls(network)
    calls.add("POST", COMMENTS, "comments.create", comments.create)
    calls.add("GET", COMMENTS, "comments.list", comments.listed)
    calls.add("DELETE", COMMENTS + "/{id}", "comments.delete", comments.delete)
    calls.add("GET", "/rest/socialActions/{urn}", "socialActions.get", comments.summary)


class CommentCalls:
    """Comments are kept as posts of a kind of their own, so that the wall shows them."""

    def __init__(self, network: LinkedIn) -> None:
        self._network = network
        self._state = network.state

    async def create(self, request: Request) -> Response:
        self._network.versioned(request)
        self._network.require(request)
        body = await read_body(request, CommentBody)
        actor = self._network.require_author(
            request, body.actor, person="w_member_social", organization="w_organization_social_feed"
        )
        post = self._commented(request)
        if body.object != post.remote_id:
            raise refusal(400, "INVALID_VALUE_FOR_FIELD", "/object :: is not what the path names")
        first = rules.capability("linkedin").first_comment
        most = first.max if first else 1_250
        if not 1 <= rules.graphemes(body.message.text) <= most:
            raise refusal(400, "FIELD_LENGTH_TOO_LONG", f"/message/text :: length is not 1 to {most}")
        number_ = self._network.next_number()
        urn = f"urn:li:comment:({post.remote_id.removeprefix('urn:li:')},{number_})"
        comment = self._state.posts.add(
            self._network.name,
            actor.id,
            urn,
            text=body.message.text,
            document={"comment_on": post.remote_id, "comment_id": str(number_)},
            media=[],
        )
        shown = _shown(comment, actor)
        return JSONResponse(shown, 201, {"x-restli-id": str(number_)})

    async def listed(self, request: Request) -> Response:
        self._network.versioned(request, "start", "count")
        post, author = self._read(request)
        start, count = number(request, "start", 0, 100_000), number(request, "count", 10, 100)
        found = [
            _shown(comment, author)
            for comment in self._state.posts.live(self._network.name, author.id, limit=-1)
            if comment.document.get("comment_on") == post.remote_id
        ]
        return JSONResponse(page(found, start, count))

    async def delete(self, request: Request) -> Response:
        self._network.versioned(request, "actor")
        post = self._commented(request)
        actor = self._network.require_author(
            request,
            request.query_params.get("actor", ""),
            person="w_member_social",
            organization="w_organization_social_feed",
        )
        urn = f"urn:li:comment:({post.remote_id.removeprefix('urn:li:')},{request.path_params['id']})"
        comment = self._state.posts.find(self._network.name, actor.id, urn)
        if comment is None or comment.deleted_at is not None:
            raise refusal(404, "NOT_FOUND", f"Could not find entity {urn}")
        self._state.posts.delete(comment)
        return Response(status_code=204)

    async def summary(self, request: Request) -> Response:
        """Likes and comments: nobody likes anything here."""
        self._network.versioned(request)
        post, author = self._read(request)
        comments = sum(
            comment.document.get("comment_on") == post.remote_id
            for comment in self._state.posts.live(self._network.name, author.id, limit=-1)
        )
        return JSONResponse(
            {
                "target": post.remote_id,
                "likesSummary": {"totalLikes": 0, "aggregatedTotalLikes": 0, "likedByCurrentUser": False},
                "commentsSummary": {
                    "totalFirstLevelComments": comments,
                    "aggregatedTotalComments": comments,
                },
            }
        )

    def _commented(self, request: Request) -> Post:
        urn = request.path_params["urn"]
        post = self._state.posts.find(self._network.name, None, urn)
        if post is None or post.deleted_at is not None:
            raise refusal(404, "NOT_FOUND", f"Could not find entity {urn}")
        return post

    def _read(self, request: Request) -> tuple[Post, Account]:
        self._network.require(request)
        post = self._commented(request)
        author = self._state.accounts.by_id(post.account_id)
        assert author is not None
        self._network.require_author(
            request, author.remote_id, person="r_member_social", organization="r_organization_social_feed"
        )
        return post, author


def _shown(comment: Post, actor: Account) -> dict[str, Any]:
    return {
        "id": comment.document["comment_id"],
        "commentUrn": comment.remote_id,
        "actor": actor.remote_id,
        "object": comment.document["comment_on"],
        "message": {"text": comment.text, "attributes": []},
        "created": {"actor": actor.remote_id, "time": int(comment.created_at * 1000)},
    }
