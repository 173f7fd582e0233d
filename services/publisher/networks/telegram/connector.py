"""Telegram's Bot API.

https://core.telegram.org/bots/api
"""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, ClassVar

import httpx

from services.publisher.domain.access import Access, Grant, Identity
from services.publisher.domain.content import Missing, Part, Prepared, Receipt
from services.publisher.domain.failures import Failure, failure
from services.publisher.domain.publications import WayOut
from services.publisher.errors import CredentialsIncompleteError, RefusedError
from services.publisher.networks.calling import Caller, id_of, text_of
from services.publisher.networks.connectors import Tools
from services.publisher.networks.refusals import passing_over
from services.publisher.networks.telegram import composing, refusals
from services.publisher.ports import Attachment, Figures, Live
from shared.events import NetworkName

_TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")
_MAY_POST = frozenset({"creator", "administrator", "member"})
# Numbers of supergroups and channels carry it; addresses of their messages do not.
_MARK = "-100"


class TelegramConnector:
    """Posts to the chat that the account names."""

    network: ClassVar[NetworkName] = "telegram"
    hosts: ClassVar[Mapping[str, str]] = MappingProxyType(
        {"api": "https://api.telegram.org", "web": "https://t.me"}
    )

    def __init__(self, tools: Tools) -> None:
        self._http = tools.http
        self._call = Caller(tools.http, self.network, refusals.explain)

    def way_out(self, part: Part, prepared: Prepared, since: datetime) -> WayOut:  # noqa: ARG002  nothing tells
        return "person"

    def open(self, credentials: Mapping[str, str]) -> Grant:
        needed = ("bot_token", "chat_id")
        missing = [name for name in needed if not credentials.get(name, "").strip()]
        if missing:
            raise CredentialsIncompleteError(self.network, missing)
        return Grant({name: credentials[name].strip() for name in needed})

    async def refresh(self, access: Access) -> Grant:
        """The number of a group that was made a supergroup; a bot's token itself never ends."""
        moved: list[int] = []

        def remember(answer: httpx.Response) -> Failure:
            moved.extend(filter(None, [refusals.moved_to(answer)]))
            return refusals.explain(answer)

        try:
            # Refused as a message would be, and seen by nobody for longer than five seconds.
            await self._ask(
                access, "sendChatAction", Caller(self._http, self.network, remember), action="typing"
            )
        except RefusedError as refused:
            if refused.failure.code != refusals.MIGRATED or not moved:
                raise
        return Grant({**access.secrets, **({"chat_id": str(moved[0])} if moved else {})})

    async def identify(self, access: Access) -> Identity:
        me, chat = await self._ask(access, "getMe", chat=False), await self._ask(access, "getChat")
        try:
            bot_id, remote_id = int(id_of(me["id"])), id_of(chat["id"])
            handle = text_of(chat.get("username") or remote_id)
            title = text_of(chat.get("title") or handle)
            place = self._place(access, chat)
        except (AttributeError, KeyError, TypeError, ValueError):
            raise self._call.unreadable("the chat's answer lacks id or title") from None
        member = await self._ask(access, "getChatMember", user_id=bot_id)
        self._check_rights(member)
        return Identity(remote_id, handle, title, place)

    async def prepare(
        self,
        access: Access,  # noqa: ARG002  files go with the message: there is nothing before
        part: Part,  # noqa: ARG002
        attachments: Sequence[Attachment],  # noqa: ARG002
        former: Prepared | None,  # noqa: ARG002
    ) -> Prepared:
        return Prepared({})

    async def commit(
        self,
        access: Access,
        part: Part,
        attachments: Sequence[Attachment],
        prepared: Prepared,  # noqa: ARG002  there is none
    ) -> Receipt:
        call = await composing.compose(access.secrets["chat_id"], part, attachments)
        body = {"data": call.form, "files": call.files} if call.files else {"json": call.parameters}
        made = await self._post(access, call.method, self._call, **body)
        messages = made if isinstance(made, list) else [made]
        try:
            document = {
                "message_ids": [int(message["message_id"]) for message in messages],
                "kind": call.kind,
            }
            return self._receipt(access, messages[0], document)
        except (AttributeError, LookupError, OSError, OverflowError, TypeError, ValueError):
            raise self._call.unreadable("the message's answer lacks message_id, chat or date") from None

    async def prove(
        self,
        access: Access,  # noqa: ARG002  a bot can't read a chat back
        part: Part,  # noqa: ARG002
        prepared: Prepared,  # noqa: ARG002
        *,
        since: datetime,  # noqa: ARG002
        taken: frozenset[str],  # noqa: ARG002
    ) -> Missing:
        return Missing()

    async def edit(self, access: Access, live: Live, part: Part) -> Receipt:
        kind = live.receipt.document.get("kind")
        if kind not in {"text", "caption"}:
            detail = "Telegram's bots can't change a poll"
            raise RefusedError(failure("invalid", "telegram.not_editable", detail))
        method, said = (
            ("editMessageText", composing.text(part))
            if kind == "text"
            else ("editMessageCaption", composing.caption(part))
        )
        with passing_over(refusals.NOT_MODIFIED):
            await self._ask(access, method, message_id=int(live.receipt.remote_id), **said)
        return live.receipt

    async def delete(self, access: Access, live: Live) -> None:
        ids: Sequence[int] = live.receipt.document.get("message_ids") or [int(live.receipt.remote_id)]
        if len(ids) > 1:  # those that are gone already are skipped
            await self._ask(access, "deleteMessages", message_ids=list(ids))
            return
        with passing_over(refusals.NOT_FOUND):
            await self._ask(access, "deleteMessage", message_id=ids[0])

    async def measure_account(self, access: Access) -> Figures:
        members = await self._ask(access, "getChatMemberCount")
        if not isinstance(members, int) or isinstance(members, bool):
            raise self._call.unreadable("the number of members is no number")
        return {"followers": float(members)}

    def _check_rights(self, member: Any) -> None:
        if not isinstance(member, dict) or not isinstance(member.get("status"), str):
            raise self._call.unreadable("the bot's membership has no status")
        # Only in channels is the right to post told, and needed.
        if member["status"] not in _MAY_POST or member.get("can_post_messages") is False:
            detail = "the bot may not post there: make it an administrator with the right to post messages"
            raise RefusedError(failure("reconnect", "telegram.rights_missing", detail))

    def _receipt(self, access: Access, message: Mapping[str, Any], document: Mapping[str, Any]) -> Receipt:
        remote_id = id_of(message["message_id"])
        url = f"{self._place(access, message['chat'])}/{remote_id}"
        return Receipt(remote_id, url, datetime.fromtimestamp(message["date"], UTC), document)

    def _place(self, access: Access, chat: Mapping[str, Any]) -> str:
        """Where people see the chat; private ones open for their members alone."""
        username, number = chat.get("username"), id_of(chat["id"])
        return f"{access.hosts['web']}/{username or 'c/' + number.removeprefix(_MARK).lstrip('-')}"

    async def _ask(
        self, access: Access, method: str, call: Caller | None = None, *, chat: bool = True, **parameters: Any
    ) -> Any:
        named = {"chat_id": access.secrets["chat_id"]} if chat else {}
        return await self._post(access, method, call or self._call, json={**named, **parameters})

    async def _post(self, access: Access, method: str, call: Caller, **body: Any) -> Any:
        token = access.secrets["bot_token"]
        if not _TOKEN.fullmatch(token):
            detail = "the token holds characters that no token has: it was not copied as it is"
            raise RefusedError(failure("reconnect", "telegram.token_refused", detail))
        answer = await call("POST", f"{access.base_url}/bot{token}/{method}", secrets=(token,), **body)
        if not isinstance(answer, dict) or answer.get("ok") is not True or "result" not in answer:
            raise self._call.unreadable("the answer is not the Bot API's")
        return answer["result"]
