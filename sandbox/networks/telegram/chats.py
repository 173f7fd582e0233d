from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from sandbox.accounts import Account
from sandbox.audience import of_account
from sandbox.calls import Calls
from sandbox.networks.telegram.dialect import Telegram, add, answer, bad_request
from sandbox.networks.telegram.parameters import parameters
from sandbox.tokens import Token

ACTIONS = frozenset({"typing", "upload_photo", "upload_video", "upload_document"})
# Of an administrator, beside those that only channels have.
RIGHTS: dict[str, Any] = {
    "can_be_edited": False,
    "is_anonymous": False,
    "can_manage_chat": True,
    "can_delete_messages": True,
    "can_manage_video_chats": False,
    "can_restrict_members": False,
    "can_promote_members": False,
    "can_change_info": False,
    "can_invite_users": False,
    "can_post_stories": False,
    "can_edit_stories": False,
    "can_delete_stories": False,
}
# What every chat says of itself beside its names.
TRAITS: dict[str, Any] = {
    "accent_color_id": 0,
    "max_reaction_count": 11,
    "accepted_gift_types": {
        "unlimited_gifts": False,
        "limited_gifts": False,
        "unique_gifts": False,
        "premium_subscription": False,
        "gifts_from_channels": False,
    },
}


def add_calls(calls: Calls, network: Telegram) -> None:
    chats = ChatCalls(network)
    add(calls, "getMe", chats.me)
    add(calls, "getChat", chats.get)
    add(calls, "getChatMember", chats.member)
    add(calls, "getChatMemberCount", chats.member_count)
    add(calls, "sendChatAction", chats.action)


class ChatCalls:
    def __init__(self, network: Telegram) -> None:
        self._network = network

    async def me(self, request: Request) -> Response:
        return answer(user(self._network.bot(request)))

    async def get(self, request: Request) -> Response:
        token, account = await self._named(request)
        return answer({**chat(token, account), **TRAITS})

    async def member(self, request: Request) -> Response:
        given = await parameters(request)
        token, _ = self._network.chat(request, given.given.get("chat_id"))
        if given.number("user_id") != token.document["bot_id"]:
            raise bad_request("user not found")
        status = {**RIGHTS, "user": user(token), "status": "administrator"}
        if token.document["chat_type"] == "channel":
            allowed = token.document["can_post"]
            status |= {"can_post_messages": allowed, "can_edit_messages": allowed}
        return answer(status)

    async def member_count(self, request: Request) -> Response:
        _, account = await self._named(request)
        return answer(of_account(self._network.name, account.handle)["followers"])

    async def action(self, request: Request) -> Response:
        given = await parameters(request)
        self._network.posting(request, given.given.get("chat_id"))
        if given.text("action") not in ACTIONS:
            raise bad_request("wrong parameter action in request")
        return answer(True)

    async def _named(self, request: Request) -> tuple[Token, Account]:
        given = await parameters(request)
        return self._network.chat(request, given.given.get("chat_id"))


def user(token: Token) -> dict[str, Any]:
    bot_id = token.document["bot_id"]
    return {"id": bot_id, "is_bot": True, "first_name": "Sandbox bot", "username": f"sandbox_{bot_id}_bot"}


def chat(token: Token, account: Account) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "id": int(account.remote_id),
        "title": account.display_name,
        "type": token.document["chat_type"],
    }
    return shown if token.document["private"] else {**shown, "username": account.handle}
