from starlette.requests import Request
from starlette.responses import Response

from sandbox.accounts import Account
from sandbox.calls import Calls
from sandbox.networks.telegram import composing, messages
from sandbox.networks.telegram.dialect import Telegram, add, answer, bad_request
from sandbox.networks.telegram.parameters import parameters

MOST_AT_ONCE = 100
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current"
    " content and reply markup of the message"
)


def add_calls(calls: Calls, network: Telegram) -> None:
    editing = EditingCalls(network)
    add(calls, "editMessageText", editing.text)
    add(calls, "editMessageCaption", editing.caption)
    add(calls, "deleteMessage", editing.delete)
    add(calls, "deleteMessages", editing.delete_all)


class EditingCalls:
    def __init__(self, network: Telegram) -> None:
        self._network = network
        self._state = network.state

    async def text(self, request: Request) -> Response:
        return await self._edited(request, "text", "entities")

    async def caption(self, request: Request) -> Response:
        return await self._edited(request, "caption", "caption_entities")

    async def _edited(self, request: Request, name: str, entities: str) -> Response:
        given = await parameters(request)
        token, account = self._network.posting(request, given.given.get("chat_id"))
        words = composing.words(given, name, entities)
        with self._state.store.transaction():
            post = messages.holding(self._network, account, given.number("message_id"))
            if post is None:
                raise bad_request("message to edit not found")
            if post.document.get("poll") or bool(post.media) != (name == "caption"):
                raise bad_request(f"there is no {name} in the message to edit")
            if name == "text" and not words.text.strip():
                raise bad_request("message text is empty")
            if (words.text, words.entities) == (post.text, post.document["entities"]):
                raise bad_request(NOT_MODIFIED)
            document = {**post.document, "entities": words.entities}
            self._state.posts.replace(post, text=words.text, document=document, media=list(post.media))
        edited = self._state.posts.find(self._network.name, account.id, post.remote_id)
        assert edited is not None
        return answer(messages.shown(token, account, edited)[0])

    async def delete(self, request: Request) -> Response:
        given = await parameters(request)
        _, account = self._network.posting(request, given.given.get("chat_id"))
        with self._state.store.transaction():
            if not self._took_away(account, given.number("message_id")):
                raise bad_request("message to delete not found")
        return answer(True)

    async def delete_all(self, request: Request) -> Response:
        """Those that are not there are skipped, as Telegram does."""
        given = await parameters(request)
        _, account = self._network.posting(request, given.given.get("chat_id"))
        ids = given.structure("message_ids")
        if not isinstance(ids, list) or not 1 <= len(ids) <= MOST_AT_ONCE:
            raise bad_request("can't parse message identifiers JSON object")
        with self._state.store.transaction():
            for message_id in ids:
                self._took_away(account, message_id)
        return answer(True)

    def _took_away(self, account: Account, message_id: int | None) -> bool:
        post = messages.holding(self._network, account, message_id)
        if post is None:
            return False
        left = [one for one in post.document["message_ids"] if one != message_id]
        if left:
            self._state.posts.redescribe(post, {**post.document, "message_ids": left})
        else:
            self._state.posts.delete(post)
        return True
