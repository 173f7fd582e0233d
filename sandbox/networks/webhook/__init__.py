"""A receiver of signed webhooks, as somebody would write one who follows the Standard Webhooks specification."""

import base64
import secrets
from typing import Any

from sandbox.accounts import Account
from sandbox.calls import Calls
from sandbox.networks.webhook import receiving
from sandbox.networks.webhook.dialect import Receiver
from sandbox.posts import Post
from sandbox.state import State
from sandbox.world import Played


def play(state: State) -> Played:
    network = Receiver(state)
    calls = Calls(state, network)
    receiving.add_calls(calls, network)

    def open_account(handle: str, options: dict[str, Any]) -> tuple[Account, dict[str, Any]]:
        """An address with its secret; `silent` makes one that answers 204 and says nothing of what it made."""
        account = network.ensure_account(handle)
        secret = f"whsec_{base64.b64encode(secrets.token_bytes(24)).decode()}"
        token = state.tokens.issue(
            network.name,
            "access",
            account_id=account.id,
            scopes="",
            document={"secret": secret, "silent": bool(options.get("silent"))},
        )
        return account, {"url": f"https://receiver.example/hooks/{token.token}", "secret": secret}

    def profile_url(public_url: str, account: Account) -> str:
        return f"{public_url}/webhook/@{account.handle}"

    def post_url(public_url: str, account: Account, post: Post) -> str:
        return f"{profile_url(public_url, account)}/{post.remote_id}"

    return Played(calls, open_account, profile_url, post_url, network.normalise_handle, at_sign=False)
