"""Discord's HTTP API, as far as a bot or a webhook posting to one channel goes."""

import secrets
from typing import Any

from sandbox.accounts import Account
from sandbox.calls import Calls
from sandbox.networks.discord import channels, messages, oauth, webhooks
from sandbox.networks.discord.dialect import Discord
from sandbox.posts import Post
from sandbox.state import State
from sandbox.tokens import Client
from sandbox.world import Played

CHANNEL_TYPES = {"text": 0, "announcement": 5, "forum": 15}


def play(state: State) -> Played:
    network = Discord(state)
    calls = Calls(state, network)
    for part in (channels, messages, webhooks, oauth):
        part.add_calls(calls, network)

    def open_account(handle: str, options: dict[str, Any]) -> tuple[Account, dict[str, Any]]:
        """A channel and a bot in its server; `webhook` gives a webhook instead.

        `channel_type` is text, announcement or forum; `may_send` is the bot's right.
        """
        account = network.ensure_account(handle)
        state.tokens.add_client(
            network.name,
            Client(
                "sandbox-client",
                "sandbox-client-secret",
                "Sandbox client",
                ("http://127.0.0.1/callback",),
                frozenset({"webhook.incoming"}),
            ),
        )
        channel_type = CHANNEL_TYPES[str(options.get("channel_type") or "text")]
        if options.get("webhook"):
            return account, {"webhook_url": webhooks.url(webhooks.issue(network, account, channel_type))}
        token = state.tokens.issue(
            network.name,
            "access",
            account_id=account.id,
            scopes="bot",
            text=f"{secrets.token_urlsafe(18)}.{secrets.token_urlsafe(4)}.{secrets.token_urlsafe(28)}",
            document={
                "author_id": network.next_id(),
                "guild_id": network.guild_of(account),
                "channel_type": channel_type,
                "may_send": bool(options.get("may_send", True)),
            },
        )
        return account, {"bot_token": token.token, "channel_id": account.remote_id}

    def profile_url(public_url: str, account: Account) -> str:
        return f"{public_url}/discord/web/channels/{network.guild_of(account)}/{account.remote_id}"

    def post_url(public_url: str, account: Account, post: Post) -> str:
        return f"{profile_url(public_url, account)}/{post.remote_id}"

    return Played(
        calls,
        open_account,
        profile_url,
        post_url,
        network.normalise_handle,
        profile_page="/web/channels/{guild}/{account}",
        post_page="/web/channels/{guild}/{account}/{remote_id}",
        at_sign=False,
    )
