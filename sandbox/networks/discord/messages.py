from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox.accounts import Account
from sandbox.calls import Calls
from sandbox.networks.discord import composing, views
from sandbox.networks.discord.bodies import body
from sandbox.networks.discord.dialect import MESSAGES, Discord, invalid_form, refusal
from sandbox.posts import Post
from sandbox.tokens import Token

ANNOUNCEMENT, FORUM = 5, 15
MOST_LISTED = 100


def add_calls(calls: Calls, network: Discord) -> None:
    messages = MessageCalls(network)
    place = "/channels/{channel}/messages"
    calls.add("POST", place, "messages.create", messages.create, MESSAGES)
    calls.add("GET", place, "messages.list", messages.listed)
    calls.add("GET", place + "/{message}", "messages.get", messages.get)
    calls.add("PATCH", place + "/{message}", "messages.edit", messages.edit)
    calls.add("DELETE", place + "/{message}", "messages.delete", messages.delete)
    calls.add("POST", place + "/{message}/crosspost", "messages.crosspost", messages.crosspost)


def found(network: Discord, request: Request, account: Account) -> Post:
    """The live message of the path."""
    post = network.state.posts.find(network.name, account.id, request.path_params["message"])
    if post is None or post.deleted_at is not None:
        raise refusal(404, 10008, "Unknown Message")
    return post


class MessageCalls:
    def __init__(self, network: Discord) -> None:
        self._network = network
        self._state = network.state

    async def create(self, request: Request) -> Response:
        """With enforce_nonce, an author's nonce of the past minutes gives back its first message."""
        token, account = self._network.channel(request)
        if not token.document["may_send"]:
            raise refusal(403, 50013, "Missing Permissions")
        if token.document["channel_type"] == FORUM:
            raise refusal(400, 50008, "Cannot send messages in a non-text channel")
        given = await body(request)
        nonce = _nonce(given.given)
        enforced = bool(nonce) and given.given.get("enforce_nonce") is True
        with self._state.store.transaction():
            post = self._state.posts.recall(self._network.name, account.id, nonce) if enforced else None
            if post is not None:
                self._state.posts.accept_again(post)
            else:
                post = self._made(token, account, composing.compose(self._network, account, given))
                self._state.posts.remember(post, nonce, self._state.settings.discord_nonce_seconds)
        return JSONResponse({**self._shown(request, token, account, post), "nonce": nonce or None})

    def _made(self, token: Token, account: Account, draft: composing.Draft) -> Post:
        return self._state.posts.add(
            self._network.name,
            account.id,
            self._network.next_id(),
            text=draft.text,
            document={**draft.document, "author_id": token.document["author_id"]},
            media=draft.media,
        )

    async def listed(self, request: Request) -> Response:
        """`after` gives the ones next to it, `before` too; either way the newest comes first."""
        token, account = self._network.channel(request)
        query = request.query_params
        limit = query.get("limit", "50")
        if not limit.isdigit() or not 1 <= int(limit) <= MOST_LISTED:
            raise invalid_form("limit", "NUMBER_TYPE_MAX", "int value should be between 1 and 100.")
        posts = self._state.posts.live(self._network.name, account.id, limit=1_000_000)
        lower, upper = int(query.get("after") or 0), int(query.get("before") or 1 << 63)
        posts = [post for post in posts if lower < int(post.remote_id) < upper]
        page = posts[-int(limit) :] if query.get("after") else posts[: int(limit)]
        return JSONResponse([self._shown(request, token, account, post) for post in page])

    async def get(self, request: Request) -> Response:
        token, account = self._network.channel(request)
        post = found(self._network, request, account)
        return JSONResponse(views.measured(self._network, post, self._shown(request, token, account, post)))

    async def edit(self, request: Request) -> Response:
        return await edited(self._network, request, *self._network.channel(request))

    async def delete(self, request: Request) -> Response:
        _, account = self._network.channel(request)
        self._state.posts.delete(found(self._network, request, account))
        return Response(status_code=204)

    async def crosspost(self, request: Request) -> Response:
        token, account = self._network.channel(request)
        post = found(self._network, request, account)
        if token.document["channel_type"] != ANNOUNCEMENT:
            raise refusal(400, 50068, "Invalid message type")
        if post.document.get("crossposted"):
            raise refusal(400, 40033, "This message has already been crossposted")
        document = {**post.document, "crossposted": True}
        self._state.posts.redescribe(post, document)
        crossposted = found(self._network, request, account)
        return JSONResponse(self._shown(request, token, account, crossposted))

    def _shown(self, request: Request, token: Token, account: Account, post: Post) -> dict[str, Any]:
        return views.message(self._network, request, token, account, post)


async def edited(network: Discord, request: Request, token: Token, account: Account) -> Response:
    """The message with new content; what is not named stays."""
    post, given = found(network, request, account), (await body(request)).given
    if post.document["author_id"] != token.document["author_id"]:
        raise refusal(403, 50005, "Cannot edit a message authored by another user")
    text = composing.text(given) if "content" in given else post.text
    if not text.strip() and not post.media:
        raise refusal(400, 50006, "Cannot send an empty message")
    with network.state.store.transaction():
        network.state.posts.replace(post, text=text, document=post.document, media=list(post.media))
    post = found(network, request, account)
    return JSONResponse(views.message(network, request, token, account, post))


def _nonce(given: dict[str, Any]) -> str:
    nonce = str(given.get("nonce") or "")
    if len(nonce) > composing.LONGEST_NONCE:
        raise invalid_form("nonce", "BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length.")
    return nonce
