"""Facebook Pages over the Graph API, as far as publishing and reading a Page's own posts goes."""

from typing import Any

from sandbox.accounts import Account
from sandbox.calls import Calls
from sandbox.graph import facebook_login
from sandbox.graph.dialect import Graph
from sandbox.graph.facebook_login import page_token
from sandbox.networks.facebook import comments, feed, objects, stories, uploads
from sandbox.networks.facebook.pages import SCOPES, page_view
from sandbox.posts import Post
from sandbox.state import State
from sandbox.world import Played

# What a Page is told that publishes too much: unverified for reels, whose cap Meta documents without its answer.
QUOTA = (368, 1390008, "You have been posting too fast. Please try again later.")


def play(state: State) -> Played:
    network = Graph(
        state, "facebook", SCOPES, quota=QUOTA, processing_failed="The video file can not be processed"
    )
    calls = Calls(state, network)
    facebook_login.add_calls(calls, network, page_view)
    for part in (feed, uploads, stories, comments, objects):  # the last one takes any id
        part.add_calls(calls, network)

    def open_account(handle: str, options: dict[str, Any]) -> tuple[Account, dict[str, Any]]:
        account = network.ensure_account(handle)
        scopes = str(options.get("scopes") or SCOPES)
        return account, {"access_token": page_token(network, account, scopes).token}

    def profile_url(public_url: str, account: Account) -> str:
        return f"{public_url}/facebook/web/{account.handle}"

    def post_url(public_url: str, account: Account, post: Post) -> str:
        return f"{profile_url(public_url, account)}/posts/{post.remote_id}"

    return Played(
        calls,
        open_account,
        profile_url,
        post_url,
        network.normalise_handle,
        profile_page="/web/{handle}",
        post_page="/web/{handle}/posts/{remote_id}",
        at_sign=False,
    )
