"""YouTube's Data API v3 with Google's sign-in, as far as publishing and reading one's own videos goes."""

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from sandbox.accounts import Account
from sandbox.calls import Calls
from sandbox.networks.youtube import analytics, comments, oauth, thumbnails, uploads, videos
from sandbox.networks.youtube.dialect import YouTube
from sandbox.posts import Post
from sandbox.state import State
from sandbox.world import Played


def play(state: State) -> Played:
    network = YouTube(state)
    calls = Calls(state, network)
    for part in (oauth, uploads, videos, comments, thumbnails, analytics):
        part.add_calls(calls, network)

    def open_account(handle: str, options: dict[str, Any]) -> tuple[Account, dict[str, Any]]:
        account = network.ensure_account(handle)
        return account, oauth.open_credentials(network, account, options)

    def profile_url(public_url: str, account: Account) -> str:
        return f"{public_url}/youtube/web/@{account.handle}"

    def post_url(public_url: str, account: Account, post: Post) -> str:  # noqa: ARG001  ids are YouTube's own
        web = f"{public_url}/youtube/web"
        if "comment_on" in post.document:
            return f"{web}/watch?v={post.document['comment_on']}&lc={post.remote_id}"
        return f"{web}/watch?v={post.remote_id}"

    async def watch(request: Request) -> Response:
        """The wall opens posts at a path, YouTube at a query."""
        return RedirectResponse(f"/posts/youtube/{request.query_params.get('v', '')}", 302)

    calls.routes.append(Route("/web/watch", watch))
    return Played(
        calls,
        open_account,
        profile_url,
        post_url,
        network.normalise_handle,
        profile_page="/web/@{handle}",
    )
