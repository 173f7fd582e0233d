import secrets
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox.accounts import Account
from sandbox.calls import Calls
from sandbox.networks.discord import composing, views
from sandbox.networks.discord.bodies import body
from sandbox.networks.discord.dialect import MESSAGES, Discord, invalid_form, refusal
from sandbox.networks.discord.messages import FORUM, edited, found
from sandbox.posts import Post
from sandbox.tokens import Token

REAL = "https://discord.com/api/webhooks"


def add_calls(calls: Calls, network: Discord) -> None:
    webhooks = WebhookCalls(network)
    place = "/webhooks/{webhook}/{webhook_token}"
    calls.add("GET", place, "webhooks.get", webhooks.get)
    calls.add("POST", place, "webhooks.execute", webhooks.execute, MESSAGES)
    calls.add("GET", place + "/messages/{message}", "webhooks.message", webhooks.message)
    calls.add("PATCH", place + "/messages/{message}", "webhooks.edit", webhooks.edit)
    calls.add("DELETE", place + "/messages/{message}", "webhooks.delete", webhooks.delete)


def issue(network: Discord, account: Account, channel_type: int) -> Token:
    """A new webhook of the channel."""
    webhook_id = network.next_id()
    return network.state.tokens.issue(
        network.name,
        "access",
        account_id=account.id,
        scopes="webhook.incoming",
        text=secrets.token_urlsafe(51),
        document={
            "webhook_id": webhook_id,
            "author_id": webhook_id,
            "guild_id": network.guild_of(account),
            "channel_type": channel_type,
        },
    )


def url(token: Token) -> str:
    """As Discord itself would show it: who has it can post."""
    return f"{REAL}/{token.document['webhook_id']}/{token.token}"


def shown(token: Token, account: Account) -> dict[str, Any]:
    return {
        "id": token.document["webhook_id"],
        "type": 1,
        "name": account.handle,
        "avatar": None,
        "channel_id": account.remote_id,
        "guild_id": token.document["guild_id"],
        "application_id": None,
        "token": token.token,
        "url": url(token),
    }


class WebhookCalls:
    def __init__(self, network: Discord) -> None:
        self._network = network
        self._state = network.state

    async def get(self, request: Request) -> Response:
        return JSONResponse(shown(*self._network.webhook(request)))

    async def execute(self, request: Request) -> Response:
        """Without `wait` nothing is said of what was made."""
        token, account = self._network.webhook(request)
        given = await body(request)
        thread_id = request.query_params.get("thread_id")
        _check_thread(token, given.given.get("thread_name"), thread_id)
        with self._state.store.transaction():
            draft = composing.compose(self._network, account, given)
            message_id, thread_name = self._network.next_id(), given.given.get("thread_name")
            of_webhook = {
                "author_id": token.document["author_id"],
                "webhook_id": token.document["webhook_id"],
                # A thread has the number of its first message.
                "thread_id": message_id if thread_name else thread_id,
                "thread_name": thread_name,
                "reply_to": None,  # a webhook answers nobody
            }
            post = self._state.posts.add(
                self._network.name,
                account.id,
                message_id,
                text=draft.text,
                document={**draft.document, **of_webhook},
                media=draft.media,
            )
        if request.query_params.get("wait", "").lower() not in {"true", "1"}:
            return Response(status_code=204)
        return JSONResponse(self._shown(request, token, account, post))

    async def message(self, request: Request) -> Response:
        token, account = self._network.webhook(request)
        post = found(self._network, request, account)
        return JSONResponse(views.measured(self._network, post, self._shown(request, token, account, post)))

    async def edit(self, request: Request) -> Response:
        return await edited(self._network, request, *self._network.webhook(request))

    async def delete(self, request: Request) -> Response:
        _, account = self._network.webhook(request)
        self._state.posts.delete(found(self._network, request, account))
        return Response(status_code=204)

    def _shown(self, request: Request, token: Token, account: Account, post: Post) -> dict[str, Any]:
        return views.message(self._network, request, token, account, post)


def _check_thread(token: Token, name: Any, thread_id: str | None) -> None:
    if token.document["channel_type"] == FORUM:
        if bool(name) == bool(thread_id):
            words = "Webhooks posted to forum channels must have a thread_name or thread_id"
            raise refusal(400, 220001, words)
    elif name:
        raise refusal(400, 220003, "Webhooks can only create threads in forum channels")
    if thread_id is not None and not thread_id.isdigit():
        raise invalid_form("thread_id", "NUMBER_TYPE_COERCE", f'Value "{thread_id}" is not snowflake.')
