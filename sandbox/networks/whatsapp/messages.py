import base64
import json
import re
import secrets
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox import rules
from sandbox.accounts import Account
from sandbox.calls import Calls
from sandbox.graph import parameters
from sandbox.graph.facebook_login import VERSION
from sandbox.media import Media
from sandbox.networks.whatsapp import templates
from sandbox.networks.whatsapp.dialect import PAIR, THROUGHPUT, WhatsApp, refused
from sandbox.tokens import Token

WINDOW_SECONDS = 86_400
LONGEST_CALLBACK = 512
MEDIA = ("image", "video", "document")
FIELDS = (
    "messaging_product",
    "recipient_type",
    "to",
    "type",
    "biz_opaque_callback_data",
    "text",
    "template",
    *MEDIA,
)


@dataclass(frozen=True)
class Draft:
    text: str
    media: Media | None
    template: str | None = None


def add_calls(calls: Calls, network: WhatsApp) -> None:
    calls.add(
        "POST", f"{VERSION}/{{number}}/messages", "messages.create", MessageCalls(network).create, THROUGHPUT
    )


class MessageCalls:
    def __init__(self, network: WhatsApp) -> None:
        self._network = network
        self._state = network.state

    async def create(self, request: Request) -> Response:
        """Accepted, which is not yet delivered; free words only to who wrote within a day."""
        given = await parameters.read(request, *FIELDS)
        token, account = self._network.number(request)
        parameters.chosen(given, "messaging_product", "whatsapp")
        parameters.chosen(given, "recipient_type", "individual")
        to, kind = _recipient(given), parameters.chosen(given, "type", "text", "template", *MEDIA)
        callback = str(given.get("biz_opaque_callback_data", ""))
        if len(callback) > LONGEST_CALLBACK:
            raise refused(131009, "Parameter value is not valid", "biz_opaque_callback_data is too long")
        draft = self._draft(token, account, kind, _structure(given, kind))
        self._check_recipient(token, account, to, is_free=draft.template is None)
        with self._state.store.transaction():
            post = self._state.posts.add(
                self._network.name,
                account.id,
                f"wamid.{base64.b64encode(secrets.token_bytes(24)).decode()}",
                text=draft.text,
                document={"to": to, "type": kind, "template": draft.template, "callback": callback},
                media=[draft.media.posted()] if draft.media else [],
            )
        return JSONResponse(
            {
                "messaging_product": "whatsapp",
                "contacts": [{"input": str(given["to"]), "wa_id": to}],
                "messages": [{"id": post.remote_id, "message_status": "accepted"}],
            }
        )

    def _draft(self, token: Token, account: Account, kind: str, given: dict[str, Any]) -> Draft:
        if kind == "template":
            text, media_id = templates.filled(given, templates.known(token.document.get("template")))
            media = self._media(account, "image", media_id) if media_id else None
            return Draft(text, media, str(given["name"]))
        limits = rules.capability("whatsapp").text
        if kind == "text":
            return Draft(_words(given.get("body"), "text.body", limits.limits[0].max, required=True), None)
        caption = _words(given.get("caption"), "caption", limits.caption_limits[0].max, required=False)
        return Draft(caption, self._media(account, kind, str(given.get("id", ""))))

    def _media(self, account: Account, kind: str, media_id: str) -> Media:
        media = self._state.media.find(self._network.name, account.id, media_id)
        if media is None or (media.expires_at or 0) < self._state.now():
            raise refused(131009, "Parameter value is not valid", f"{media_id} is not a valid media id")
        kinds = rules.capability("whatsapp").media.kinds
        if not any(media.mime in one.media_types and one.kind == kind for one in kinds):
            raise refused(131053, "Media upload error", f"{media.mime} can't be sent as {kind}")
        return media

    def _check_recipient(self, token: Token, account: Account, to: str, *, is_free: bool) -> None:
        document = token.document
        if to == account.handle:
            raise refused(
                131021, "Recipient cannot be sender", "Sender and recipient phone number is the same"
            )
        if to in _numbers(document.get("unreachable")):
            raise refused(131026, "Message undeliverable", "Message undeliverable.")
        if to in _numbers(document.get("opted_out")):
            raise refused(
                131050, "User has stopped marketing messages", "The user does not want to get messages"
            )
        wrote, opened_at = document.get("wrote"), float(document["opened_at"])
        in_window = (
            wrote is None or to in _numbers(wrote)
        ) and self._state.now() < opened_at + WINDOW_SECONDS
        if is_free and not in_window:
            details = (
                "Message failed to send because more than 24 hours have passed since the customer last replied to"
                " this number."
            )
            raise refused(131047, "Re-engagement message", details)
        if self._state.limits.hit(PAIR, f"{account.remote_id}:{to}").exceeded:
            details = (
                "Message failed to send because there were too many messages sent to the same phone number"
            )
            raise refused(131056, "(Business Account, Consumer Account) pair rate limit hit", details)


def _recipient(given: dict[str, Any]) -> str:
    to = re.sub(r"[+\s()-]", "", parameters.needed(given, "to"))
    if not re.fullmatch(r"[1-9]\d{6,14}", to):
        raise refused(131009, "Parameter value is not valid", "to must be a telephone number")
    return to


def _structure(given: dict[str, Any], kind: str) -> dict[str, Any]:
    try:
        structure = json.loads(given.get(kind) or "null")
    except ValueError:
        structure = None
    if not isinstance(structure, dict):
        raise refused(131008, "Required parameter is missing", f"The parameter {kind} is required")
    return structure


def _words(given: Any, field: str, most: int, *, required: bool) -> str:
    text = "" if given is None else str(given)
    if required and not text.strip():
        raise refused(131008, "Required parameter is missing", f"The parameter {field} is required")
    if len(text.encode("utf-16-le")) // 2 > most:
        raise refused(100, "Invalid parameter", f"Param {field} must be at most {most} characters long")
    return text


def _numbers(listed: Any) -> set[str]:
    return {str(number).lstrip("+") for number in listed or ()}
