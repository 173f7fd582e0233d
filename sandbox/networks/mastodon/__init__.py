"""Mastodon's client API, as far as publishing and reading one's own posts goes."""

from typing import Any

from sandbox.accounts import Account
from sandbox.calls import Calls
from sandbox.networks.mastodon import accounts, media, oauth, statuses
from sandbox.networks.mastodon.dialect import Mastodon
from sandbox.networks.mastodon.views import profile_url, status_url
from sandbox.state import State
from sandbox.world import Played

SCOPES = "profile read read:accounts read:statuses write write:media write:statuses"


def play(state: State) -> Played:
    network = Mastodon(state)
    calls = Calls(state, network)
    for part in (oauth, accounts, media, statuses):
        part.add_calls(calls, network)

    def open_account(handle: str, _options: dict[str, Any]) -> tuple[Account, dict[str, Any]]:
        account = network.ensure_account(handle)
        token = state.tokens.issue(network.name, "access", account_id=account.id, scopes=SCOPES)
        return account, {"access_token": token.token}

    return Played(
        calls,
        open_account,
        profile_url,
        status_url,
        lambda handle: handle.lstrip("@").split("@")[0],
    )
