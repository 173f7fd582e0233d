"""X's API v2, as far as publishing and reading one's own posts goes."""

from datetime import UTC, datetime
from typing import Any

from sandbox.accounts import Account
from sandbox.calls import Calls
from sandbox.networks.x import lookups, media, oauth, tweets
from sandbox.networks.x.dialect import SCOPES, X
from sandbox.posts import Post
from sandbox.state import State
from sandbox.tokens import Client
from sandbox.world import Played


def play(state: State) -> Played:
    network = X(state)
    calls = Calls(state, network)
    for part in (oauth, tweets, lookups, media):
        part.add_calls(calls, network)

    def open_account(handle: str, options: dict[str, Any]) -> tuple[Account, dict[str, Any]]:
        account = network.ensure_account(handle)
        client = Client(
            str(options.get("client_id") or "sandbox-client"),
            str(options.get("client_secret") or "sandbox-client-secret"),
            "Sandbox client",
            ("http://127.0.0.1/callback",),
            frozenset(SCOPES.split()),
        )
        state.tokens.add_client(network.name, client)
        access, refresh = oauth.issue_pair(network, account.id, client.client_id, SCOPES)
        return account, {
            "access_token": access.token,
            "refresh_token": refresh.token if refresh else None,
            "expires_at": datetime.fromtimestamp(access.expires_at or 0, UTC)
            .isoformat()
            .replace("+00:00", "Z"),
            "client_id": client.client_id,
            "client_secret": client.client_secret,
        }

    def profile_url(public_url: str, account: Account) -> str:
        return f"{public_url}/x/{account.handle}"

    def post_url(public_url: str, account: Account, post: Post) -> str:
        return f"{profile_url(public_url, account)}/status/{post.remote_id}"

    return Played(calls, open_account, profile_url, post_url, network.normalise_handle)
