"""A Bluesky personal data server, with the few views of the network that a publisher needs."""

from typing import Any

from sandbox.accounts import Account
from sandbox.calls import Calls
from sandbox.networks.bluesky import actors, blobs, records, sessions, video
from sandbox.networks.bluesky.dialect import Bluesky, normalise_handle
from sandbox.posts import Post
from sandbox.state import State
from sandbox.world import Played


def play(state: State) -> Played:
    network = Bluesky(state)
    calls = Calls(state, network)
    for part in (sessions, blobs, records, actors, video):
        part.add_calls(calls, network)
    calls.add("GET", "/xrpc/{method}", "unknown", network.unknown_method)
    calls.add("POST", "/xrpc/{method}", "unknown", network.unknown_method)

    def open_account(handle: str, _options: dict[str, Any]) -> tuple[Account, dict[str, Any]]:
        account = network.ensure_account(handle)
        password = network.new_app_password(account)
        return account, {"identifier": account.handle, "app_password": password}

    def profile_url(public_url: str, account: Account) -> str:
        return f"{public_url}/bluesky/web/profile/{account.handle}"

    def post_url(public_url: str, account: Account, post: Post) -> str:
        return f"{profile_url(public_url, account)}/post/{post.remote_id}"

    return Played(
        calls,
        open_account,
        profile_url,
        post_url,
        normalise_handle,
        profile_page="/web/profile/{handle}",
        post_page="/web/profile/{handle}/post/{remote_id}",
        at_sign=False,
    )
