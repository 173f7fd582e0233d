"""TikTok's Content Posting API with its sign-in, as far as direct posts and reading one's own posts goes."""

from typing import Any

from sandbox.accounts import Account
from sandbox.calls import Calls
from sandbox.networks.tiktok import lookups, oauth, publishing, uploads
from sandbox.networks.tiktok.dialect import TikTok
from sandbox.posts import Post
from sandbox.state import State
from sandbox.world import Played


def play(state: State) -> Played:
    network = TikTok(state)
    calls = Calls(state, network)
    for part in (oauth, publishing, uploads, lookups):
        part.add_calls(calls, network)

    def open_account(handle: str, options: dict[str, Any]) -> tuple[Account, dict[str, Any]]:
        account = network.ensure_account(handle)
        return account, oauth.open_credentials(network, account, options)

    def profile_url(public_url: str, account: Account) -> str:
        return f"{public_url}/tiktok/web/@{account.handle}"

    def post_url(public_url: str, account: Account, post: Post) -> str:
        return f"{profile_url(public_url, account)}/video/{post.remote_id}"

    return Played(
        calls,
        open_account,
        profile_url,
        post_url,
        network.normalise_handle,
        profile_page="/web/@{handle}",
        post_page="/web/@{handle}/video/{remote_id}",
    )
