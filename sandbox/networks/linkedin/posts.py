from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox.accounts import Account
from sandbox.calls import Calls
from sandbox.networks.linkedin.bodies import read_body
from sandbox.networks.linkedin.composing import compose, shown_text
from sandbox.networks.linkedin.dialect import LinkedIn, refusal
from sandbox.networks.linkedin.people import number, page
from sandbox.networks.linkedin.shapes import PatchBody, PostBody
from sandbox.posts import FIGURES, Post


def add_calls(calls: Calls, network: LinkedIn) -> None:
    posts = PostCalls(network)
    calls.add("POST", "/rest/posts", "posts.create", posts.create)
    calls.add("GET", "/rest/posts", "posts.list", posts.listed)
    calls.add("GET", "/rest/posts/{urn}", "posts.get", posts.get)
    calls.add("POST", "/rest/posts/{urn}", "posts.update", posts.update)
    calls.add("DELETE", "/rest/posts/{urn}", "posts.delete", posts.delete)


class PostCalls:
    def __init__(self, network: LinkedIn) -> None:
        self._network = network
        self._state = network.state

    async def create(self, request: Request) -> Response:
        self._network.versioned(request)
        self._network.require(request)
        body = await read_body(request, PostBody)
        author = self._writer(request, body.author)
        self._network.take_daily("posts.create", self._state.settings.linkedin_daily_posts, author)
        with self._state.store.transaction():
            draft = compose(self._network, author, body)
            kind = "ugcPost" if draft.media else "share"
            post = self._state.posts.add(
                self._network.name,
                author.id,
                f"urn:li:{kind}:{self._network.next_number()}",
                text=draft.text,
                document=draft.document,
                media=draft.media,
            )
        return Response(status_code=201, headers={"x-restli-id": post.remote_id})

    async def listed(self, request: Request) -> Response:
        self._network.versioned(request, "author", "q", "count", "start", "sortBy", "isDsc", "viewContext")
        query = request.query_params
        if query.get("q") != "author":
            raise refusal(400, "INVALID_VALUE_FOR_FIELD", "q must be author")
        author = self._reader(request, query.get("author", ""))
        start, count = number(request, "start", 0, 100_000), number(request, "count", 10, 100)
        known = self._state.now() - self._state.settings.linkedin_listing_lag_seconds
        posts = self._state.posts.live(self._network.name, author.id, limit=-1)
        shown = [_shown(post) for post in posts if post.created_at <= known and "commentary" in post.document]
        if query.get("sortBy", "LAST_MODIFIED") == "LAST_MODIFIED":
            shown.sort(key=lambda one: one["lastModifiedAt"], reverse=True)
        return JSONResponse(page(shown, start, count))

    async def get(self, request: Request) -> Response:
        self._network.versioned(request, "viewContext")
        post, author = self._own(request)
        self._reader(request, author.remote_id)
        return JSONResponse(_shown(post))

    async def update(self, request: Request) -> Response:
        self._network.versioned(request)
        if request.headers.get("x-restli-method", "").upper() != "PARTIAL_UPDATE":
            raise refusal(400, "ILLEGAL_ARGUMENT", "X-RestLi-Method must be PARTIAL_UPDATE")
        post, author = self._own(request)
        self._writer(request, author.remote_id)
        body = await read_body(request, PatchBody)
        commentary = body.patch.set.commentary
        document = {**post.document, "commentary": commentary}
        self._state.posts.replace(
            post, text=shown_text(commentary), document=document, media=list(post.media)
        )
        return Response(status_code=204)

    async def delete(self, request: Request) -> Response:
        """Deleting what is deleted is no error."""
        self._network.versioned(request)
        post, author = self._own(request, deleted=True)
        self._writer(request, author.remote_id)
        if post.deleted_at is None:
            self._state.posts.delete(post)
        return Response(status_code=204)

    def _own(self, request: Request, *, deleted: bool = False) -> tuple[Post, Account]:
        self._network.require(request)
        urn = request.path_params["urn"]
        post = self._state.posts.find(self._network.name, None, urn)
        author = self._state.accounts.by_id(post.account_id) if post else None
        if post is None or author is None or (post.deleted_at is not None and not deleted):
            raise refusal(404, "NOT_FOUND", f"Could not find entity {urn}")
        return post, author

    def _writer(self, request: Request, urn: str) -> Account:
        return self._network.require_author(
            request, urn, person="w_member_social", organization="w_organization_social"
        )

    def _reader(self, request: Request, urn: str) -> Account:
        return self._network.require_author(
            request, urn, person="r_member_social", organization="r_organization_social"
        )


def _shown(post: Post) -> dict[str, Any]:
    created = int(post.created_at * 1000)
    return {
        **{name: value for name, value in post.document.items() if name not in {"digest", FIGURES}},
        "id": post.remote_id,
        "createdAt": created,
        "publishedAt": created,
        "lastModifiedAt": int((post.updated_at or post.created_at) * 1000),
        "lifecycleStateInfo": {"isEditedByAuthor": post.updated_at is not None},
    }
