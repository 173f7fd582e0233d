from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox.accounts import Account
from sandbox.calls import Calls
from sandbox.networks.mastodon import views
from sandbox.networks.mastodon.composing import Draft, compose
from sandbox.networks.mastodon.dialect import API, DELETES, Mastodon, not_found
from sandbox.networks.mastodon.parameters import parameters
from sandbox.posts import Post

KEY_KEPT_SECONDS = 3600
MOST_IDS = 20


def add_calls(calls: Calls, network: Mastodon) -> None:
    statuses = StatusCalls(network)
    calls.add("POST", "/api/v1/statuses", "statuses.create", statuses.create, API)
    calls.add("GET", "/api/v1/statuses", "statuses.list", statuses.listed, API)
    calls.add("GET", "/api/v1/statuses/{id}", "statuses.get", statuses.get, API)
    calls.add("PUT", "/api/v1/statuses/{id}", "statuses.update", statuses.update, API)
    calls.add("DELETE", "/api/v1/statuses/{id}", "statuses.delete", statuses.delete, DELETES, API)
    calls.add("GET", "/api/v1/statuses/{id}/source", "statuses.source", statuses.source, API)


class StatusCalls:
    def __init__(self, network: Mastodon) -> None:
        self._network = network
        self._state = network.state

    async def create(self, request: Request) -> Response:
        """The same Idempotency-Key gives back the first status for an hour, whatever the body says."""
        account = self._network.require(request, "write", "write:statuses")
        key = request.headers.get("idempotency-key")
        given = await parameters(request)
        with self._state.store.transaction():
            post = self._repeated(account, key) or self._posted(
                account, key, compose(self._state, account, given)
            )
        return JSONResponse(views.status(self._state, request, account, post))

    def _repeated(self, account: Account, key: str | None) -> Post | None:
        post = self._state.posts.recall(self._network.name, account.id, key) if key else None
        if post is None or post.deleted_at is not None:
            return None
        self._state.posts.accept_again(post)
        return post

    def _posted(self, account: Account, key: str | None, draft: Draft) -> Post:
        post = self._state.posts.add(
            self._network.name,
            account.id,
            self._network.next_id(),
            text=draft.text,
            document=draft.document,
            media=draft.media,
        )
        if key:
            self._state.posts.remember(post, key, KEY_KEPT_SECONDS)
        return post

    async def get(self, request: Request) -> Response:
        caller = self._network.require_if_given(request, "read", "read:statuses")
        author, post = self._live(request, caller)
        return JSONResponse(views.status(self._state, request, author, post))

    async def listed(self, request: Request) -> Response:
        """Those of the asked statuses that the caller may see, at most twenty."""
        caller = self._network.require_if_given(request, "read", "read:statuses")
        ids = [*request.query_params.getlist("id[]"), *request.query_params.getlist("id")]
        found = [self._visible(remote_id, caller) for remote_id in ids[:MOST_IDS]]
        return JSONResponse([views.status(self._state, request, *pair) for pair in found if pair])

    async def source(self, request: Request) -> Response:
        caller = self._network.require(request, "read", "read:statuses")
        _, post = self._live(request, caller)
        return JSONResponse(
            {"id": post.remote_id, "text": post.text, "spoiler_text": post.document["spoiler_text"]}
        )

    async def update(self, request: Request) -> Response:
        account = self._network.require(request, "write", "write:statuses")
        author, post = self._own(request, account)
        given = await parameters(request)
        with self._state.store.transaction():
            kept = {name: post.document[name] for name in ("visibility", "in_reply_to_id")}
            draft = compose(self._state, account, {**given, **kept}, editing=post)
            self._state.posts.replace(post, text=draft.text, document=draft.document, media=draft.media)
        _, edited = self._own(request, account)
        return JSONResponse(views.status(self._state, request, author, edited))

    async def delete(self, request: Request) -> Response:
        account = self._network.require(request, "write", "write:statuses")
        author, post = self._own(request, account)
        shown: dict[str, Any] = views.status(self._state, request, author, post)
        self._state.posts.delete(post)
        return JSONResponse({**shown, "text": post.text})

    def _live(self, request: Request, caller: Account | None) -> tuple[Account, Post]:
        found = self._visible(request.path_params["id"], caller)
        if found is None:
            raise not_found()
        return found

    def _visible(self, remote_id: str, caller: Account | None) -> tuple[Account, Post] | None:
        post = self._state.posts.find(self._network.name, None, remote_id)
        author = self._state.accounts.by_id(post.account_id) if post else None
        if post is None or author is None or post.deleted_at is not None:
            return None
        is_hidden = post.document["visibility"] in {"private", "direct"}
        return None if is_hidden and (caller is None or caller.id != author.id) else (author, post)

    def _own(self, request: Request, account: Account) -> tuple[Account, Post]:
        author, post = self._live(request, account)
        if author.id != account.id:
            raise not_found()
        return author, post
