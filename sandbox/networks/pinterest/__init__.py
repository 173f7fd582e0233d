"""Pinterest's API v5, as far as creating, reading and measuring one's own pins goes."""

from typing import Any

from sandbox.accounts import Account
from sandbox.calls import Calls
from sandbox.networks.pinterest import accounts, analytics, oauth, pins, videos
from sandbox.networks.pinterest.dialect import SCOPES, Pinterest
from sandbox.posts import Post
from sandbox.state import State
from sandbox.times import iso
from sandbox.world import Played


def play(state: State) -> Played:
    network = Pinterest(state)
    calls = Calls(state, network)
    for part in (oauth, accounts, pins, videos, analytics):
        part.add_calls(calls, network)

    def open_account(handle: str, options: dict[str, Any]) -> tuple[Account, dict[str, Any]]:
        account = network.ensure_account(handle)
        given = options.get("options")
        if isinstance(given, dict) and given.get("board_id"):
            network.grant_board(account, str(given["board_id"]))
        client = state.tokens.client_named(network.name, options, SCOPES)
        scopes = str(options.get("scopes") or " ".join(SCOPES))
        access, refresh = oauth.issue_pair(network, account.id, client.client_id, scopes)
        return account, {
            "access_token": access.token,
            "refresh_token": refresh.token,
            "expires_at": iso(access.expires_at or 0),
            "client_id": client.client_id,
            "client_secret": client.client_secret,
        }

    def profile_url(public_url: str, account: Account) -> str:
        return f"{public_url}/pinterest/web/{account.handle}/"

    def post_url(public_url: str, account: Account, post: Post) -> str:  # noqa: ARG001  the id is enough
        return f"{public_url}/pinterest/web/pin/{post.remote_id}/"

    return Played(
        calls,
        open_account,
        profile_url,
        post_url,
        network.normalise_handle,
        profile_page="/web/{handle}/",
        post_page="/web/pin/{remote_id}/",
        at_sign=False,
    )
