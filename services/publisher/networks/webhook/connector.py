"""Any address that takes signed webhooks.

https://www.standardwebhooks.com
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any, ClassVar

import httpx

from services.publisher.domain.access import Access, Grant, Identity
from services.publisher.domain.content import Missing, Part, Prepared, Receipt
from services.publisher.domain.failures import failure
from services.publisher.domain.publications import WayOut
from services.publisher.errors import CredentialsIncompleteError, RefusedError, UnknownOutcomeError
from services.publisher.networks.calling import Caller
from services.publisher.networks.connectors import Tools
from services.publisher.networks.webhook import composing, signing
from services.publisher.networks.webhook.refusals import explain
from services.publisher.ports import Attachment, Live
from shared.events import NetworkName

# Addresses of attachments are good for a day; the receiver needs time to fetch them.
_ADDRESSES_HOLD = timedelta(hours=20)
_FIELDS = ("url", "secret")


@dataclass(frozen=True)
class _Target:
    """Where messages go; `secrets` are what of the address nobody may see."""

    url: str = field(repr=False)
    origin: str
    host: str
    secrets: tuple[str, ...] = field(repr=False)


class WebhookConnector:
    """Sends messages to the account's own address."""

    network: ClassVar[NetworkName] = "webhook"
    hosts: ClassVar[Mapping[str, str]] = MappingProxyType({})

    def __init__(self, tools: Tools) -> None:
        self._call = Caller(tools.http, self.network, explain)
        self._clock = tools.clock

    def way_out(self, part: Part, prepared: Prepared, since: datetime) -> WayOut:  # noqa: ARG002  the id is the part's, for ever
        return "repeat"

    def open(self, credentials: Mapping[str, str]) -> Grant:
        missing = [name for name in _FIELDS if not credentials.get(name, "").strip()]
        if missing:
            raise CredentialsIncompleteError(self.network, missing)
        return Grant({name: credentials[name].strip() for name in _FIELDS})

    async def refresh(self, access: Access) -> Grant:  # noqa: ARG002  the port's signature
        detail = "a webhook's secret is not renewed by itself; connect again with the new one"
        raise RefusedError(failure("reconnect", "webhook.signature_refused", detail))

    async def identify(self, access: Access) -> Identity:
        """Sends a ping: it shows that the address and the secret are right, and may answer who is there."""
        target = _target(access)
        message_id = f"ping-{access.account_id}-{int(self._clock.now().timestamp())}"
        told = await self._send(access, "ping", message_id, {})
        remote_id = hashlib.sha256(access.secrets["url"].encode()).hexdigest()[:32]
        name = _text(told.get("name")) or target.host
        return Identity(_text(told.get("id")) or remote_id, name, name, _address(told) or target.origin)

    async def prepare(
        self,
        access: Access,  # noqa: ARG002  the port's signature
        part: Part,
        attachments: Sequence[Attachment],
        former: Prepared | None,  # noqa: ARG002  the key is the part's, always the same
    ) -> Prepared:
        until = self._clock.now() + _ADDRESSES_HOLD if attachments else None
        return Prepared(composing.described(part, attachments), until)

    async def commit(
        self,
        access: Access,
        part: Part,
        attachments: Sequence[Attachment],  # noqa: ARG002  the receiver fetches them
        prepared: Prepared,
    ) -> Receipt:
        data = composing.post(part, prepared.document)
        told = await self._send(access, "post.publish", part.key, data)
        url = _address(told) or _target(access).origin
        return Receipt(_text(told.get("id")) or part.key, url)

    async def prove(
        self,
        access: Access,  # noqa: ARG002  a receiver can't be asked
        part: Part,  # noqa: ARG002
        prepared: Prepared,  # noqa: ARG002
        *,
        since: datetime,  # noqa: ARG002
        taken: frozenset[str],  # noqa: ARG002
    ) -> Missing:
        # Not an absence: a call that is not to be repeated, since its post was cancelled, may have arrived.
        why = failure("transient", "webhook.not_askable", "a receiver can't be asked what it has")
        raise UnknownOutcomeError(why)

    async def edit(self, access: Access, live: Live, part: Part) -> Receipt:
        remote_id = live.receipt.remote_id
        digest = hashlib.sha256(f"{remote_id}\n{part.text}".encode()).hexdigest()[:32]
        await self._send(access, "post.edit", f"edit-{digest}", {"id": remote_id, "text": part.text})
        return live.receipt

    async def delete(self, access: Access, live: Live) -> None:
        remote_id = live.receipt.remote_id
        await self._send(access, "post.delete", f"delete-{remote_id}", {"id": remote_id})

    async def _send(
        self, access: Access, kind: str, message_id: str, data: Mapping[str, Any]
    ) -> Mapping[str, Any]:
        """What the receiver told, if it is a JSON object: any 2xx means that it took the message."""
        target, now = _target(access), self._clock.now()
        body = composing.envelope(kind, now, data)
        signed = signing.headers(access.secrets["secret"], message_id, now, body)
        answer = await self._call.send(
            "POST",
            target.url,
            headers={**signed, "Content-Type": "application/json"},
            content=body.encode(),
            secrets=(*target.secrets, access.secrets["url"], *access.secrets["secret"].split()),
        )
        try:
            told = answer.json()
        except ValueError:
            return {}
        return told if isinstance(told, dict) else {}


def _target(access: Access) -> _Target:
    """The account's address; a sandbox plays it under its path.

    Raises:
        RefusedError: It is none.
    """
    try:
        url = httpx.URL(access.secrets["url"])
    except httpx.InvalidURL:
        url = httpx.URL()
    if url.scheme not in {"http", "https"} or not url.host or url.userinfo:
        detail = "the address must begin with https:// and name a server, without a user or password"
        raise RefusedError(failure("reconnect", "webhook.address_unknown", detail))
    origin = f"{url.scheme}://{url.netloc.decode()}"
    way = url.raw_path.decode()
    path, _, query = way.partition("?")
    hidden = tuple(part for part in (path.strip("/"), query) if part)
    return _Target(f"{access.base_url or origin}{way}", origin, url.host, hidden)


def _address(told: Mapping[str, Any]) -> str | None:
    url = _text(told.get("url"))
    return url if url and url.startswith(("https://", "http://")) else None


def _text(value: Any) -> str | None:
    """What a receiver told as text; numbers are ids as well."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value.strip()[:500] or None if isinstance(value, str) else None
