"""Instagram's content publishing, by its own log-in and by Facebook's."""

from typing import Any

from sandbox.accounts import Account
from sandbox.calls import Calls
from sandbox.graph import facebook_login
from sandbox.networks.instagram import login, making, publishing, reading
from sandbox.networks.instagram.dialect import FACEBOOK_SCOPES, INSTAGRAM_SCOPES, Instagram
from sandbox.posts import Post
from sandbox.state import State
from sandbox.times import iso
from sandbox.world import Played

# Where the Graph API is played: Instagram's own host, and Facebook's for accounts that belong to a Page.
APIS = ("", "/facebook")


def play(state: State) -> Played:
    network = Instagram(state)
    calls = Calls(state, network)
    login.add_calls(calls, network)
    facebook_login.add_calls(calls, network, login.page_view, api="/facebook", www="/facebook_www")
    for api in APIS:
        for part in (making, publishing, reading):  # the last one takes any id
            part.add_calls(calls, network, f"{api}{facebook_login.VERSION}")

    def open_account(handle: str, options: dict[str, Any]) -> tuple[Account, dict[str, Any]]:
        """`login: facebook` gives the token of the account's Page."""
        account = network.ensure_account(handle)
        if options.get("login") == "facebook":
            token = facebook_login.page_token(network, account, FACEBOOK_SCOPES)
            return account, {"access_token": token.token, "login": "facebook"}
        seconds = state.settings.instagram_token_seconds
        token = network.issue(account.id, INSTAGRAM_SCOPES, seconds, {"kind": "account", "long": True})
        return account, {
            "access_token": token.token,
            "login": "instagram",
            "expires_at": iso(token.expires_at or 0),
        }

    def profile_url(public_url: str, account: Account) -> str:
        return f"{public_url}/instagram/web/{account.handle}"

    def post_url(public_url: str, account: Account, post: Post) -> str:
        return reading.permalink(public_url, account, post)

    return Played(
        calls,
        open_account,
        profile_url,
        post_url,
        network.normalise_handle,
        profile_page="/web/{handle}",
        post_page="/web/{handle}/p/{remote_id}",
    )
