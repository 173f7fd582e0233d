from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox import rules
from sandbox.accounts import Account
from sandbox.calls import Calls
from sandbox.graph.dialect import Graph, error, invalid, missing
from sandbox.graph.facebook_login import VERSION
from sandbox.graph.parameters import chosen, fields_of, needed, page_of, read, shown
from sandbox.networks.facebook.views import post_view
from sandbox.posts import Post


def add_calls(calls: Calls, network: Graph) -> None:
    comments = CommentCalls(network)
    calls.add("POST", f"{VERSION}/{{id}}/comments", "comments.create", comments.create)
    calls.add("GET", f"{VERSION}/{{id}}/comments", "comments.list", comments.listed)


class CommentCalls:
    def __init__(self, network: Graph) -> None:
        self._network = network
        self._state = network.state

    async def create(self, request: Request) -> Response:
        given = await read(request, "message", "attachment_url")
        account = self._network.require(request, given, "pages_manage_engagement")
        parent = self._parent(request, account)
        message = needed(given, "message").strip()
        limit = rules.capability("facebook").first_comment
        if limit and len(message) > limit.max:
            raise invalid("The comment is too long.")
        with self._state.store.transaction():
            last = next(iter(self._of(account, parent)), None)
            if last is not None and last.text == message:
                raise error(506, "Duplicate comment: it is identical to the last one")
            number = self._network.next_id()
            post = self._state.posts.add(
                self._network.name,
                account.id,
                f"{parent.remote_id.split('_')[-1]}_{number}",
                text=message,
                document={"kind": "comment", "link": "", "in_reply_to": parent.remote_id},
                media=[],
            )
        view = post_view(self._network, account, post, self._state.public_url(request))
        return JSONResponse(shown(view, fields_of(given, "id")))

    async def listed(self, request: Request) -> Response:
        given = await read(request, "order", "limit", "after", "since", "filter")
        account = self._network.require(request, given, "pages_read_engagement")
        found = self._of(account, self._parent(request, account))
        if chosen(given, "order", "chronological", "reverse_chronological") == "chronological":
            found.reverse()
        page, paging = page_of(found, given)
        public, asked = self._state.public_url(request), fields_of(given, "id,message,created_time")
        views = [shown(post_view(self._network, account, post, public), asked) for post in page]
        return JSONResponse({"data": views, **paging})

    def _parent(self, request: Request, account: Account) -> Post:
        post = self._state.posts.find(self._network.name, account.id, request.path_params["id"])
        if post is None or post.deleted_at is not None:
            raise missing(request.path_params["id"])
        return post

    def _of(self, account: Account, parent: Post) -> list[Post]:
        """The comments of a post, newest first."""
        posts = self._state.posts.live(self._network.name, account.id, limit=-1)
        return [post for post in posts if post.document.get("in_reply_to") == parent.remote_id]
