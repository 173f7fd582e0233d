"""WhatsApp's Cloud API.

https://developers.facebook.com/documentation/business-messaging/whatsapp
"""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any, ClassVar

from services.publisher.domain.access import Access, Grant, Identity
from services.publisher.domain.content import Missing, Part, Prepared, Receipt
from services.publisher.domain.failures import failure
from services.publisher.domain.publications import WayOut
from services.publisher.errors import CredentialsIncompleteError, RefusedError
from services.publisher.networks.calling import id_of, text_of
from services.publisher.networks.connectors import Tools
from services.publisher.networks.graph import VERSION, Graph
from services.publisher.networks.whatsapp import composing
from services.publisher.networks.whatsapp.refusals import REFUSALS
from services.publisher.ports import Attachment
from shared.events import NetworkName

# Meta keeps an upload for 30 days (unverified); the rest is room for a broadcast to end.
_UPLOADS_HOLD = timedelta(days=20)
_LONGEST_TRANSFER_SECONDS = 900.0
_NOT_A_DIGIT = re.compile(r"\D")


class WhatsAppConnector:
    """Sends from one business number."""

    network: ClassVar[NetworkName] = "whatsapp"
    hosts: ClassVar[Mapping[str, str]] = MappingProxyType(
        {"api": "https://graph.facebook.com", "web": "https://wa.me"}
    )

    def __init__(self, tools: Tools) -> None:
        self._clock = tools.clock
        self._call = Graph(tools, self.network, REFUSALS)
        self._transfer = Graph(tools, self.network, REFUSALS, longest_seconds=_LONGEST_TRANSFER_SECONDS)

    def way_out(self, part: Part, prepared: Prepared, since: datetime) -> WayOut:  # noqa: ARG002  nothing tells
        return "person"

    def open(self, credentials: Mapping[str, str]) -> Grant:
        needed = ("access_token", "phone_number_id")
        missing = [name for name in needed if not credentials.get(name, "").strip()]
        if missing:
            raise CredentialsIncompleteError(self.network, missing)
        return Grant({name: credentials[name].strip() for name in needed})

    async def refresh(self, access: Access) -> Grant:  # noqa: ARG002  the port's signature
        detail = "a system user's token is not renewed; make a new one and connect again"
        raise RefusedError(failure("reconnect", "whatsapp.token_refused", detail))

    async def identify(self, access: Access) -> Identity:
        fields = "id,display_phone_number,verified_name"
        told = await self._call(
            "GET", self._address(access), token=access.secrets["access_token"], params={"fields": fields}
        )
        try:
            number = text_of(_digits(text_of(told["display_phone_number"])))
            name = text_of(told.get("verified_name") or number)
            return Identity(id_of(told["id"]), number, name, f"{access.hosts['web']}/{number}")
        except (AttributeError, KeyError, TypeError):
            raise self._call.unreadable("the number's answer lacks id or display_phone_number") from None

    async def prepare(
        self, access: Access, part: Part, attachments: Sequence[Attachment], former: Prepared | None
    ) -> Prepared:
        """An attachment goes up once, for the first recipient; the others get the same."""
        if not part.recipient:
            detail = "WhatsApp sends messages to people: name at least one recipient"
            raise RefusedError(failure("invalid", "whatsapp.recipient_missing", detail))
        if len(attachments) > 1:
            detail = "a WhatsApp message has one attachment at most"
            raise RefusedError(failure("invalid", "whatsapp.one_attachment", detail))
        if not attachments:
            return Prepared({})
        known = {} if former else _uploaded_before(part, self._clock.now())
        if not known:
            until = self._clock.now() + _UPLOADS_HOLD
            known = {"media_id": await self._upload(access, attachments[0]), "until": until.isoformat()}
        return Prepared(known, datetime.fromisoformat(known["until"]))

    async def _upload(self, access: Access, attachment: Attachment) -> str:
        media = attachment.media
        told = await self._transfer(
            "POST",
            self._address(access, "/media"),
            token=access.secrets["access_token"],
            data={"messaging_product": "whatsapp", "type": media.media_type},
            files={"file": (composing.file_name(media), await attachment.read(), media.media_type)},
        )
        try:
            return id_of(told["id"])
        except (KeyError, TypeError):
            raise self._call.unreadable("the upload's answer has no id") from None

    async def commit(
        self, access: Access, part: Part, attachments: Sequence[Attachment], prepared: Prepared
    ) -> Receipt:
        media = attachments[0].media if attachments else None
        made = await self._call(
            "POST",
            self._address(access, "/messages"),
            token=access.secrets["access_token"],
            json=composing.message(part, media, prepared.document.get("media_id")),
        )
        try:
            remote_id = text_of(made["messages"][0]["id"])
        except (KeyError, IndexError, TypeError):
            raise self._call.unreadable("the answer has no message with an id") from None
        # A message has no address of its own; the chat with its recipient has.
        url = f"{access.hosts['web']}/{_digits(part.recipient)}"
        return Receipt(remote_id, url, document=dict(prepared.document))

    async def prove(
        self,
        access: Access,  # noqa: ARG002  messages can't be looked up without their id
        part: Part,  # noqa: ARG002
        prepared: Prepared,  # noqa: ARG002
        *,
        since: datetime,  # noqa: ARG002
        taken: frozenset[str],  # noqa: ARG002
    ) -> Missing:
        return Missing()

    def _address(self, access: Access, below: str = "") -> str:
        number = access.secrets["phone_number_id"]
        if not number.isdigit():
            detail = "phone_number_id is a number: it was not copied as it is"
            raise RefusedError(failure("reconnect", "whatsapp.number_unknown", detail))
        return f"{access.base_url}/{VERSION}/{number}{below}"


def _uploaded_before(part: Part, now: datetime) -> dict[str, Any]:
    """What an earlier recipient's message left of the same attachment, while Meta keeps it."""
    document = part.earlier[-1].document if part.earlier else {}
    is_kept = "media_id" in document and datetime.fromisoformat(str(document["until"])) > now
    return dict(document) if is_kept else {}


def _digits(number: str) -> str:
    return _NOT_A_DIGIT.sub("", number)
