"""The Threads API, as far as publishing and reading one's own posts goes."""

from typing import Any

from sandbox.accounts import Account
from sandbox.calls import Calls
from sandbox.graph.dialect import Graph
from sandbox.networks.threads import login, making, publishing, reading
from sandbox.networks.threads.login import SCOPES
from sandbox.posts import Post
from sandbox.state import State
from sandbox.times import iso
from sandbox.world import Played

# Threads documents the cap, not its answer: unverified, as Instagram's.
QUOTA = (
    9,
    2207042,
    "You have reached the maximum number of posts that can be published by this profile today",
)


def play(state: State) -> Played:
    network = Graph(state, "threads", SCOPES, quota=QUOTA, processing_failed="FAILED_PROCESSING_VIDEO")
    calls = Calls(state, network)
    for part in (login, making, publishing, reading):  # the last one takes any id
        part.add_calls(calls, network)

    def open_account(handle: str, options: dict[str, Any]) -> tuple[Account, dict[str, Any]]:
        account = network.ensure_account(handle)
        scopes = str(options.get("scopes") or SCOPES)
        seconds = state.settings.threads_token_seconds
        token = network.issue(account.id, scopes, seconds, {"kind": "account", "long": True})
        return account, {"access_token": token.token, "expires_at": iso(token.expires_at or 0)}

    def profile_url(public_url: str, account: Account) -> str:
        return f"{public_url}/threads/web/@{account.handle}"

    def post_url(public_url: str, account: Account, post: Post) -> str:
        return reading.permalink(public_url, account, post)

    return Played(
        calls,
        open_account,
        profile_url,
        post_url,
        network.normalise_handle,
        profile_page="/web/@{handle}",
        post_page="/web/@{handle}/post/{remote_id}",
    )
