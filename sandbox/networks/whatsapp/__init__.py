"""WhatsApp's Cloud API, as far as a business number sending messages goes."""

from typing import Any

from sandbox.accounts import Account
from sandbox.calls import Calls
from sandbox.networks.whatsapp import media, messages, numbers
from sandbox.networks.whatsapp.dialect import SCOPES, WhatsApp
from sandbox.posts import Post
from sandbox.state import State
from sandbox.world import Played


def play(state: State) -> Played:
    network = WhatsApp(state)
    calls = Calls(state, network)
    for part in (messages, media, numbers):  # the last one takes any id
        part.add_calls(calls, network)

    def open_account(handle: str, options: dict[str, Any]) -> tuple[Account, dict[str, Any]]:
        """A business number with a system user's token.

        `wrote` lists who wrote to it within 24 hours from now (left out: everybody), `opted_out` who wants nothing any
        more, `unreachable` who has no WhatsApp, `template` a message template that was approved for it.
        """
        account = network.ensure_account(handle)
        document = {name: options.get(name) for name in ("wrote", "opted_out", "unreachable", "template")}
        token = network.issue(account.id, SCOPES, None, {**document, "opened_at": state.now()})
        return account, {"access_token": token.token, "phone_number_id": account.remote_id}

    def profile_url(public_url: str, account: Account) -> str:
        return f"{public_url}/whatsapp/web/{account.handle}"

    def post_url(public_url: str, _account: Account, post: Post) -> str:
        """Messages have no address; the chat with who got it has."""
        return f"{public_url}/whatsapp/web/{post.document['to']}"

    return Played(
        calls,
        open_account,
        profile_url,
        post_url,
        network.normalise_handle,
        profile_page="/web/{handle}",
        post_page="/web/{handle}/{remote_id}",
        at_sign=False,
    )
