"""Telegram's Bot API, as far as posting to one channel or group goes."""

import secrets
from typing import Any

from sandbox.accounts import Account
from sandbox.calls import Calls
from sandbox.networks.telegram import chats, editing, polls, sending
from sandbox.networks.telegram.dialect import Telegram
from sandbox.posts import Post
from sandbox.state import State
from sandbox.world import Played


def play(state: State) -> Played:
    network = Telegram(state)
    calls = Calls(state, network)
    for part in (chats, sending, polls, editing):
        part.add_calls(calls, network)

    def open_account(handle: str, options: dict[str, Any]) -> tuple[Account, dict[str, Any]]:
        """A chat with a bot in it.

        `chat_type` is channel, supergroup or group; `private` takes its public name away; `can_post` is the bot's
        right; `migrated` hands out the number that the chat had before it became a supergroup.
        """
        account = network.ensure_account(handle)
        bot_id = secrets.randbelow(9_000_000_000) + 1_000_000_000
        former = -(secrets.randbelow(900_000_000) + 100_000_000) if options.get("migrated") else None
        document = {
            "bot_id": bot_id,
            "chat_type": str(options.get("chat_type") or "channel"),
            "private": bool(options.get("private")),
            "can_post": bool(options.get("can_post", True)),
            "former_chat_id": former,
        }
        token = state.tokens.issue(
            network.name,
            "access",
            account_id=account.id,
            scopes="",
            text=f"{bot_id}:{secrets.token_urlsafe(26)[:35]}",
            document=document,
        )
        return account, {"bot_token": token.token, "chat_id": str(former or account.remote_id)}

    def profile_url(public_url: str, account: Account) -> str:
        return f"{public_url}/telegram/web/{account.handle}"

    def post_url(public_url: str, account: Account, post: Post) -> str:
        return f"{profile_url(public_url, account)}/{post.remote_id}"

    return Played(
        calls,
        open_account,
        profile_url,
        post_url,
        network.normalise_handle,
        profile_page="/web/{handle}",
        post_page="/web/{handle}/{remote_id}",
    )
