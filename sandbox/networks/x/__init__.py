"""X's API v2, as far as publishing and reading one's own posts goes."""

from typing import Any

from sandbox.accounts import Account
from sandbox.calls import Calls
from sandbox.networks.x import lookups, media, oauth, oauth1, tweets
from sandbox.networks.x.dialect import SCOPES, X
from sandbox.posts import Post
from sandbox.state import State
from sandbox.times import iso
from sandbox.world import Played


def play(state: State) -> Played:
    network = X(state)
    calls = Calls(state, network)
    for part in (oauth, oauth1, tweets, lookups, media):
        part.add_calls(calls, network)

    def open_account(handle: str, options: dict[str, Any]) -> tuple[Account, dict[str, Any]]:
        account = network.ensure_account(handle)
        client = state.tokens.client_named(network.name, options, SCOPES.split())
        if options.get("oauth") == "1.0a":
            lasting = oauth1.issue_lasting(network, account.id, client.client_id)
            return account, {
                "client_id": client.client_id,
                "client_secret": client.client_secret,
                "access_token": lasting.token,
                "access_token_secret": lasting.document["secret"],
            }
        access, refresh = oauth.issue_pair(network, account.id, client.client_id, SCOPES)
        return account, {
            "access_token": access.token,
            "refresh_token": refresh.token if refresh else None,
            "expires_at": iso(access.expires_at or 0),
            "client_id": client.client_id,
            "client_secret": client.client_secret,
        }

    def profile_url(public_url: str, account: Account) -> str:
        return f"{public_url}/x/web/{account.handle}"

    def post_url(public_url: str, account: Account, post: Post) -> str:
        return f"{profile_url(public_url, account)}/status/{post.remote_id}"

    return Played(
        calls,
        open_account,
        profile_url,
        post_url,
        network.normalise_handle,
        profile_page="/web/{handle}",
        post_page="/web/{handle}/status/{remote_id}",
    )
